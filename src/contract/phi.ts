import { inspect } from 'node:util'

const values = new WeakMap<Phi<unknown>, unknown>()

/** Carries a value that must not be printed. Templates, JSON, inspect and loggers see its label; `reveal()` is the one way out. */
export class Phi<T> {
  readonly label: string

  constructor(value: T, label: string) {
    this.label = label
    values.set(this, value)
  }

  reveal(): T {
    return values.get(this) as T
  }

  toString(): string {
    return `[${this.label}]`
  }

  toJSON(): string {
    return this.toString()
  }

  [inspect.custom](): string {
    return this.toString()
  }
}
