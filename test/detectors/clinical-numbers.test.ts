import { describe, expect, test } from 'vitest'
import { detectors } from '../../detectors/index.ts'
import { TextBatch } from '../../src/classify/text/batch.ts'
import { EMPTY_LEXICON } from '../../src/classify/text/lexicon.ts'
import { TextScanner } from '../../src/classify/text/scan.ts'
import type { PhiClass } from '../../src/contract/classes.ts'

/** Classes whose values are numbers that somebody issued, or addresses of machines. */
const ISSUED = new Set<PhiClass>([
  'ssn', 'mrn', 'health-plan-id', 'account', 'license', 'vehicle', 'device', 'url', 'ip', 'email', 'other-id',
])

/** Numbers that belong to the medicine: each line is a kind of thing that looks like an identifier and is none. */
const CLINICAL: readonly (readonly [kind: string, text: string])[] = [
  ['vital signs', 'BP 128/76 mmHg, HR 88, RR 18, T 98.6 F (37.0 C), SpO2 97% on 2 L NC, wt 82.4 kg, ht 175 cm'],
  ['a metabolic panel', 'Na 138, K 4.2, Cl 101, CO2 24, BUN 18, Cr 1.02, Glu 142 (H), Ca 9.1, Mg 2.0, eGFR >60'],
  ['a blood count', 'WBC 12300/uL, Hgb 9.8 g/dL, Hct 29.4, Plt 250000, ANC 8400, CD4 412 cells/mm3, VL 48200 copies/mL'],
  ['cardiac markers', 'Troponin 0.04 -> 0.12 -> 1.85 ng/mL, BNP 14500 pg/mL, CK 22450 U/L, LDL 1300 mg/dL, ferritin 123456'],
  ['an electrocardiogram', 'ECG: NSR 72, PR 160, QRS 94, QTc 441, axis -15, ST-T changes V1-V4'],
  ['a blood gas', 'ABG pH 7.31 / pCO2 58 / pO2 62 / HCO3 28 / BE 1.2 on FiO2 0.40'],
  ['ventilator settings', 'Vent AC/VC 450 x 14, PEEP 8, FiO2 40%, Pplat 24, MV 7200 mL'],
  ['a prescription', 'Rx: metformin 1000 mg PO BID, Disp #180, RF x3; lisinopril 20 mg #90'],
  ['weight-based dosing', 'heparin 5000 units SC q8h, vancomycin 1250 mg IV q12h (15 mg/kg), enoxaparin 1 mg/kg = 80 mg'],
  ['fluids', 'I/O 3250/2875, net +375 mL; NS 1000 mL bolus then 125 mL/hr; UOP 1200'],
  ['diagnosis codes', 'ICD-10 E11.9, I10, Z79.4; ICD-9 250.00; DRG 470; CPT 99213, 27447-RT; HCPCS J1885'],
  ['terminology codes', 'LOINC 2160-0, SNOMED CT 44054006, SNOMED 386661006, RxNorm 860975, CVX 208, NDC 00093-1074-01'],
  ['systems of codes', 'codes from http://loinc.org and http://snomed.info/sct, urn:oid:2.16.840.1.113883.6.96'],
  ['publications', 'see PMID 31475795, PMCID PMC6790000, doi 10.1056/NEJMoa1911303, N Engl J Med 2019;381:1995-2008'],
  ['trials', 'enrolled per NCT04280705 (DAPA-HF design), EudraCT 2016-003897-41, protocol version 4.0'],
  ['compounds in development', 'received BMS-936558, MK-3475, LY-2835219, PF-06463922 and AMG-510 before'],
  ['genetics', 'BRCA1 c.5266dupC, EGFR p.L858R, HLA-B*57:01, 46,XX,t(9;22)(q34;q11.2), rs1801133, NM_000059.3'],
  ['cells and receptors', 'CD3+ CD4+ CD8-, CA-125 35, CA 19-9 1240, IL-6 44, HER2 2+, Ki-67 15%, PD-L1 TPS 80%'],
  ['spine levels', 'L4-5 and L5-S1 disc disease, C5-6 fusion, T12 compression, s/p T10-L2 instrumentation'],
  ['imaging', 'MR brain 3T: 1.2 x 0.8 x 1.1 cm lesion; CT 5 mm slices, series 4 image 112; SUV 12.4; BI-RADS 4'],
  ['scores', 'GCS 15 (E4V5M6), NIHSS 4, APACHE II 18, CHA2DS2-VASc 4, PHQ-9 14, MMSE 27/30, ASA 3, Apgar 8/9'],
  ['obstetrics', 'G3P2002 at 38w4d, EFW 3250 g (7 lb 3 oz), FHT 140s, GBS neg, fundal height 37 cm'],
  ['staging', 'pT2N1M0, stage IIIA, Gleason 4+3=7, Breslow 1.2 mm, FIGO IB2, Clark IV, 3/14 nodes'],
  ['eyes', 'VA 20/40 OD 20/25 OS, IOP 14/16, -2.25 +0.50 x 090, C/D 0.3'],
  ['times and rates', 'seen at 0830, 1415 and 2200; 45 min; rate 75 bpm; over 30-60 minutes; 24/7; 1-2 weeks'],
  ['charting', 'charted 3 episodes; case 2 of 4; visit #3; order sets 1-3; group 2; lot of pain; subject to 2 more'],
  ['a plan', 'Plan: 1) repeat CBC in 6 wks 2) MRI L-spine 3) PT 2x/week x 6 wks 4) f/u 12 wks. ID: on ceftriaxone 2000 mg'],
  ['sections', 'Insurance reviewed. Account of events: 3 falls. Reference range 135-145. Ref: 3.5-5.0. Group therapy x 12.'],
  ['implants', '28 mm head, size 52 cup, 6.5 x 30 mm screw, 3.0 x 18 mm DES, 7F sheath, 16 Fr Foley, 8.0 ETT at 23 cm'],
  ['devices', 'dual chamber pacemaker DDD 60-130, threshold 0.75 V @ 0.4 ms, impedance 512 ohms, battery 2.78 V'],
  ['nutrition', 'diet 1800 kcal ADA, 60 g protein, TPN at 83 mL/hr, insurance of intake 2200 kcal, 2000 mg Na'],
  ['run-on sentences', 'No pain.No fever.Denies SOB.In the ED he was stable.Is on abx.It resolved.Me and pt discussed'],
  ['abbreviations', 'p.o. b.i.d. q.i.d. a.c. h.s. prn i.v. vs. w/o c/o s/p r/o e.g. i.e. No. 2 St. IV.V'],
  ['a Spanish report', 'TA 130/80 mmHg, FC 72 lpm, Hb 12.3 g/dl, leucocitos 12300/mm3, plaquetas 250000, creatinina 1,2 mg/dl, VSG 44'],
  ['Spanish doses', 'paracetamol 1000 mg cada 8 horas, 3 episodios de 20 minutos, historia de 15 anos, ingreso: 2500 ml'],
  ['places of a culture', 'Urine cx >100000 CFU/mL E. coli; blood cx 2/2 bottles; MIC <=0.25; sample: 12 cores, 3 levels'],
  ['peak and volume', 'PEF 420, FEV1 2.31 L (78%), FVC 3.42, DLCO 65%, LVEF 55-60%, RVSP 38, LVIDd 4.8 cm'],
  ['a drug screen', 'UDS + THC 50 ng/mL cutoff; EtOH 212 mg/dL; APAP <10; tacrolimus 7.8; lithium 0.9; INR 2.3'],
  ['allergy units', 'IgE 1240 kU/L, dust mite 45.2, peanut 0.35-100, 12 weeks SLIT, 300 IR, 2500 AU'],
  ['radiation', '50.4 Gy in 28 fx, boost 5000 cGy, 6 MV photons, gantry 270, 95% isodose, cone 2400 mGy'],
]

describe('numbers of medicine are not taken for identifiers', () => {
  const scanner = new TextScanner({ detectors: detectors.filter((one) => ISSUED.has(one.class)), lexicon: EMPTY_LEXICON })

  test.for(CLINICAL)('%s', ([, text]) => {
    const batch = new TextBatch()
    batch.addText(text)
    const found = scanner.scan(batch, () => undefined).filter(({ confidence }) => confidence >= 0.5)
    expect(found.map(({ detector, start, end }) => `${detector}: ${text.slice(start, end)}`)).toEqual([])
  })
})
