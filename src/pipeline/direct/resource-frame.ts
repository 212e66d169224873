/** One resource while it is read in one pass. Used again and again. */
export class ResourceFrame {
  type = ''
  /** Labels that it has earned. */
  bits = 0
  /** Where labels may go, as indexes of spans that were added empty; -1 for none. */
  afterType = -1
  inMeta = -1
  inSecurity = -1
  /** The bytes at which these stand: a span that is elsewhere now has gone with its resource. */
  afterTypeAt = 0
  inMetaAt = 0
  inSecurityAt = 0
  /** Whether something stands in the container already, which then takes a comma. */
  metaLive = false
  securityLive = false
  /** Where the object that holds it starts: an entry of a Bundle. */
  holder = -1
  /** Start and end of its id; equal for none. */
  idStart = 0
  idEnd = 0
  /** Start and end of each reference that names its subject, and of each that may point at a patient. */
  readonly named: number[] = []
  readonly possible: number[] = []

  begin(type: string, holder: number): void {
    this.type = type
    this.holder = holder
    this.bits = 0
    this.afterType = -1
    this.inMeta = -1
    this.inSecurity = -1
    this.metaLive = false
    this.securityLive = false
    this.idStart = 0
    this.idEnd = 0
    if (this.named.length > 0) this.named.length = 0
    if (this.possible.length > 0) this.possible.length = 0
  }
}
