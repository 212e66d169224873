/** What can be asked, for as long as it is connected. */
interface Asked {
  disconnect(): Promise<void>
}

interface Connection<A> {
  readonly asked: Promise<A>
  /** Questions that are not answered yet. */
  open: number
  isGivenUp: boolean
}

/** Asks over one connection at a time. */
export interface Asker<A> {
  ask<T>(question: (asked: A) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connects for the first question, and for the next one after one has failed; those that are open then are still answered. */
export function createAsker<A extends Asked>(connect: () => Promise<A>): Asker<A> {
  let current: Connection<A> | undefined

  async function giveUp(connection: Connection<A>): Promise<void> {
    if (current === connection) current = undefined
    connection.isGivenUp = true
    if (connection.open === 0) await connection.asked.then((asked) => asked.disconnect()).catch(() => undefined)
  }

  return {
    async ask(question) {
      const connection = (current ??= { asked: connect(), open: 0, isGivenUp: false })
      connection.open += 1
      try {
        return await question(await connection.asked)
      } catch (error) {
        connection.isGivenUp = true
        throw error
      } finally {
        connection.open -= 1
        if (connection.isGivenUp) void giveUp(connection)
      }
    },
    async close() {
      if (current !== undefined) await giveUp(current)
    },
  }
}
