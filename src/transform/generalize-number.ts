import { formatDecimal, parseDecimal, unitsAt } from './decimal.ts'

/**
 * A JSON number rounded to the nearest multiple of `step` (a positive number), halves away from zero, by exact decimal
 * arithmetic, written with as many decimals as the step has. Undefined for what is no number and no step.
 */
export function roundToStep(text: string, step: number): string | undefined {
  const value = parseDecimal(text)
  const by = step > 0 ? parseDecimal(String(step)) : undefined
  if (value === undefined || by === undefined) return undefined
  const scale = Math.max(value.scale, by.scale)
  const units = unitsAt(value, scale)
  const stepUnits = unitsAt(by, scale)
  const half = units < 0n ? -stepUnits : stepUnits
  const multiple = (2n * units + half) / (2n * stepUnits)
  return formatDecimal({ units: multiple * by.units, scale: by.scale })
}
