import type { KafkaRecord } from './port.ts'

/** What a record takes up in a batch and in memory, near enough and rather more. */
export function recordBytes({ key, value, headers }: Pick<KafkaRecord, 'key' | 'value' | 'headers'>): number {
  let bytes = 70 + (key?.length ?? 0) + (value?.length ?? 0)
  if (headers.length > 0) for (const [name, header] of headers) bytes += 10 + 3 * name.length + (header?.length ?? 0)
  return bytes
}
