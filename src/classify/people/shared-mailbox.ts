const WORDS = new Set(`
abuse accounting accounts admin administration administrator appointment appointments ask bill billing booking bookings care central
claims client
clinic contact contacts customer customers data desk dr enquiries enquiry ehr emr fax feedback finance front frontdesk general hello help
helpdesk
hospital hostmaster hr info information inquiries intake it jobs lab labs mail mailbox main manager marketing medical medicalrecords
mychart news
newsletter no nobody noreply nurse nurses office ops orders patient patients pharmacy portal postmaster practice press privacy reception
receptionist
records referral referrals registrar reply root sales scheduling school secretary security service services staff support system team test
tests
triage user usuario vendor web webmaster website
citas consulta contacto informacion recepcion secretaria atencion`.trim().split(/\s+/))

/** Whether the name of a mailbox is that of a role (RFC 2142) rather than of a person: `info`, `front-desk`. */
export function isSharedMailbox(words: readonly string[]): boolean {
  return words.every((word) => WORDS.has(word) || /^\d{1,2}$/.test(word))
}
