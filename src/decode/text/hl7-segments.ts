const fields = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((field): [number, string] => [Number(field.slice(0, field.indexOf(':'))), field.slice(field.indexOf(':') + 1)]),
  )

/** The fields of segments that tell of people, or a day (HL7 v2.5.1, chapters 2 to 15), with the names of their types here. */
export const HL7_SEGMENTS: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map(
  Object.entries({
    // Chapters 2 and 5: control and queries
    MSH: fields('7:TS'), FHS: fields('7:TS'), BHS: fields('7:TS'), SFT: fields('6:TS'),
    QRD: fields('1:TS 4:ID 8:XCN'), QRF: fields('2:TS 3:TS'),
    // Chapter 3: patient administration
    EVN: fields('2:TS 3:TS 5:XCN 6:TS'),
    PID: fields(`2:PATIENT 3:PATIENT 4:PATIENT 5:XPN 6:XPN 7:DOB 9:XPN 11:XAD 12:COUNTY 13:XTN 14:XTN 18:CX 19:SSN 20:DLN 21:CX 23:PLACE
      29:TS 33:TS`),
    PD1: fields('3:XON 4:XCN 10:CX 13:TS 14:XON 17:TS 18:TS'),
    NK1: fields(`2:XPN 4:XAD 5:XTN 6:XTN 8:TS 9:TS 12:CX 13:XON 16:DOB 26:XPN 30:XPN 31:XTN 32:XAD 33:CX 37:SSN 38:PLACE`),
    PV1: fields(`3:PL 5:CX 6:PL 7:XCN 8:XCN 9:XCN 11:PL 17:XCN 19:CX 20:FC 25:TS 30:TS 35:TS 37:DLD 42:PL 43:PL 44:TS 45:TS 50:CX 52:XCN`),
    PV2: fields('1:PL 8:TS 9:TS 13:XCN 14:TS 17:TS 23:XON 26:TS 28:TS 29:TS 33:TS 46:TS 47:TS 48:TS'),
    MRG: fields('1:PATIENT 2:CX 3:CX 4:CX 5:CX 6:CX 7:XPN'),
    AL1: fields('6:TS'), IAM: fields('7:EI 11:TS 13:TS 14:XPN 18:XCN 19:XON 20:TS'), NPU: fields('1:PL'),
    PDA: fields('2:PL 4:TS 5:XCN 7:DR 8:XCN'), DB1: fields('3:CX 5:TS 6:TS 7:TS'),
    // Chapters 4 and 13: orders, pharmacy, automation
    ORC: fields(`2:EI 3:EI 4:EI 7:TQ 8:EIP 9:TS 10:XCN 11:XCN 12:XCN 13:PL 14:XTN 15:TS 19:XCN 21:XON 22:XAD 23:XTN 24:XAD 27:TS`),
    TQ1: fields('7:TS 8:TS'),
    TQ2: fields('3:EI 4:EI 5:EI'), BPX: fields('4:TS 5:EI 10:EI 13:TS 17:EI 18:PL 19:XAD 20:XCN 21:XCN'),
    BTX: fields('2:EI 7:EI 13:TS 14:XCN 15:XCN 16:TS 17:TS'),
    RXO: fields('8:LA1 14:XCN 15:XCN 33:XAD 34:PL 35:XAD'),
    RXE: fields('1:TQ 8:LA1 13:XCN 14:XCN 15:ID 18:TS 32:TS 41:XAD 42:PL 43:XAD'),
    RXD: fields('3:TS 7:ID 10:XCN 13:LA2 18:ID 19:TS 31:XAD'), RXG: fields('3:TQ 11:LA2 19:ID 20:TS'),
    RXA: fields('3:TS 4:TS 10:XCN 11:LA2 15:ID 16:TS 22:TS'), SAC: fields('1:EI 2:EI 3:EI 4:EI 5:EI 7:TS'),
    // Chapter 6: financial management
    FT1: fields('2:NUMBER 3:NUMBER 4:DR 5:TS 16:PL 20:XCN 21:XCN 23:EI 24:XCN 30:CX'),
    DG1: fields('5:TS 16:XCN 19:TS 20:EI'), DRG: fields('2:TS'), PR1: fields('5:TS 8:XCN 11:XCN 12:XCN 19:EI'),
    GT1: fields(`2:CX 3:XPN 4:XPN 5:XAD 6:XTN 7:XTN 8:DOB 12:SSN 13:TS 14:TS 16:EMPLOYER 17:XAD 18:XTN 19:CX 21:XON 24:TS 29:CX 31:TS 32:TS
      42:XPN 45:XPN 46:XTN 51:XON 56:PLACE`),
    IN1: fields(`5:XAD 6:XPN 7:XTN 8:ID 9:XON 10:CX 11:XON 12:TS 13:TS 14:AUI 16:XPN 18:DOB 19:XAD 24:TS 26:TS 28:NUMBER 29:TS 30:XCN 36:ID
      44:XAD 49:CX 51:TS 52:PLACE`),
    IN2: fields(`1:CX 2:SSN 3:XCN 6:ID 7:XPN 8:ID 9:XPN 10:ID 17:TS 22:XPN 25:ID 26:ID 40:XPN 44:TS 45:TS 49:XPN 50:XTN 52:XPN 53:XTN 55:TS
      56:TS 58:XTN 61:CX 63:XTN 64:XTN 69:XON 70:XON`),
    IN3: fields('2:CX 3:XCN 6:TS 7:TS 8:XCN 9:TS 10:TS 13:TS 14:XCN 15:NAME 16:XTN 19:XTN 21:NAME 22:TS 25:XCN'),
    ACC: fields('1:TS 3:SPOT 7:XCN 9:NAME 11:XAD'), UB1: fields('16:OCD 18:TS 19:TS'), UB2: fields('7:OCD 8:OSP'),
    ABS: fields('1:XCN 4:TS 5:XCN 7:TS 8:XCN'),
    // Chapter 7: observations, studies, product experience
    OBR: fields(`2:EI 3:EI 6:TS 7:TS 8:TS 10:XCN 14:TS 16:XCN 17:XTN 18:NUMBER 19:NUMBER 20:NUMBER 21:NUMBER 22:TS 27:TQ 28:XCN 29:EIP
      32:NDL 33:NDL 34:NDL 35:NDL 36:TS`),
    OBX: fields('14:TS 16:XCN 18:EI 19:TS 23:XON 24:XAD 25:XCN'), SPM: fields('2:EIP 3:EIP 17:DR 18:TS 19:TS'),
    CSR: fields('4:CX 5:CX 6:TS 7:XCN 8:XCN 9:TS'), PES: fields('1:XON 2:XCN 3:XAD 4:XTN 5:EI 9:TS 10:TS'),
    PEO: fields('3:TS 4:TS 5:TS 6:TS 7:XAD'), PCR: fields('5:TS 6:TS 7:TS 8:TS 12:ID 18:TS'),
    PDC: fields('8:NUMBER 12:NUMBER 14:TS 15:TS'),
    // Chapters 8, 11, 12 and 15: master files, referral, care, personnel
    PRC: fields('11:TS 12:TS'), RF1: fields('6:EI 7:TS 8:TS 9:TS 11:EI'), AUT: fields('4:TS 5:TS 6:EI 10:TS'),
    PRD: fields('2:XPN 3:XAD 4:PL 5:XTN 7:PLN 8:TS 9:TS'), CTD: fields('2:XPN 3:XAD 4:PL 5:XTN 7:PLN'),
    PRB: fields('2:TS 4:EI 5:EI 7:TS 8:TS 9:TS 16:TS'), GOL: fields('2:TS 4:EI 5:EI 7:TS 8:TS 12:TS 13:TS 14:TS 19:TS 21:XPN'),
    PTH: fields('3:EI 4:TS 6:TS'), VAR: fields('1:EI 2:TS 3:TS 4:XCN'), ROL: fields('1:EI 4:XCN 5:TS 6:TS 11:XAD 12:XTN'),
    STF: fields('1:NUMBER 2:CX 3:XPN 6:DOB 10:XTN 11:XAD 12:DIN 13:DIN 14:NUMBER 15:EMAIL 22:DLN 24:TS 25:TS 26:TS 31:TS 34:DR 35:TS'),
    PRA: fields('1:NUMBER 5:SPD 6:PLN 8:TS 10:TS'), EDU: fields('3:DR 4:DR 5:TS 6:XON 8:XAD'), AFF: fields('2:XON 3:XAD 4:DR'),
    FAC: fields('3:XAD 4:XTN 5:XCN 7:XAD 8:XTN 9:XCN 11:XAD 12:XTN'),
    URD: fields('3:XCN'), IPC: fields('1:EI 2:EI 3:EI 4:EI'),
    // Chapters 9 and 10: documents, scheduling
    TXA: fields(`4:TS 5:XCN 6:TS 7:TS 8:TS 9:XCN 10:XCN 11:XCN 12:EI 13:EI 14:EI 15:EI 16:ID 22:PPN 23:XCN`),
    CON: fields('3:NUMBER 4:EI 12:TS 13:TS 14:TS 15:TS 24:XPN'),
    SCH: fields(`1:EI 2:EI 4:EI 11:TQ 12:XCN 13:XTN 14:XAD 15:PL 16:XCN 17:XTN 18:XAD 19:PL 20:XCN 21:XTN 22:PL 23:EI 24:EI 26:EI 27:EI`),
    ARQ: fields(`1:EI 2:EI 4:EI 11:DR 15:XCN 16:XTN 17:XAD 18:PL 19:XCN 20:XTN 21:PL 22:EI 23:EI 24:EI 25:EI`),
    AIS: fields('4:TS'), AIG: fields('8:TS'), AIL: fields('3:PL 6:TS'), AIP: fields('3:XCN 6:TS'),
  }),
)
/** Their first field is the delimiter behind their name. */
export const HL7_HEADERS: ReadonlySet<string> = new Set(['MSH', 'FHS', 'BHS'])

/** Other segments of HL7 v2.5.1 (appendix A), but for such as are names. */
export const HL7_OTHER_SEGMENTS = (
  'APR BLC BLG BPO BTS CDM CER CM0 CM1 CM2 CNS CSP CSS CTI DSC DSP ECD ECR EQL EQP EQU ERQ ERR FTS GP1 GP2 IIM INV ISD LCC LCH LDP LRL' +
  ' MFA MFE MFI MSA NCK NDS NSC NST NTE ODT OM1 OM2 OM3 OM4 OM5 OM6 OM7 OVR PSH QAK QID QPD QRI RCP RDF RDT RGS RMI RQ1 RQD RXC RXR SPR' +
  ' TCC TCD URS VTQ').split(' ')
