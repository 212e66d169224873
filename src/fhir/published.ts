/** Code systems and profiles that everybody uses; their paths hold names of things, and no long numbers. */
const PUBLISHED =
  /^(?:https?:\/\/(?:[\w-]+\.)*(?:hl7\.org|loinc\.org|snomed\.info|unitsofmeasure\.org|nlm\.nih\.gov|ihe\.net|dicom\.nema\.org)(?:\/(?!\S*\d{5})[\w./|-]*)?|urn:oid:2\.16\.840\.1\.113883\.(?:5|6|12)\.[\d.]+|urn:ietf:[\w:]+)$/

/** Whether a URI is one that everybody uses, as whole. */
export function isPublished(uri: string): boolean {
  return PUBLISHED.test(uri)
}
