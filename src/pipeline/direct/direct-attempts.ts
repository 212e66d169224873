/** After so many messages of a type in a row that one pass could not do, only one in `RETRY` is tried. */
const LOST_MAX = 8
const RETRY = 16

/** Which types of messages are worth reading in one pass: those that have notes or narrative in them hardly are, and would be read twice. */
export class DirectAttempts {
  /** How many in a row were given up, or not tried. */
  private readonly lost = new Map<string, number>()
  private type = ''

  /** A message of a type begins. */
  isWorth(type: string): boolean {
    this.type = type
    const lost = this.lost.get(type)
    return lost === undefined || lost < LOST_MAX || lost % RETRY === 0
  }

  /** Whether the message that began last was done in one pass. */
  note(isDone: boolean): void {
    const { lost, type } = this
    if (!isDone) lost.set(type, (lost.get(type) ?? 0) + 1)
    else if (lost.size > 0) lost.delete(type)
  }
}
