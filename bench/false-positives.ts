import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { assembleLineGate, assemblePolicy } from '../src/cli/assemble-engine.ts'
import { lookingKeys } from '../src/cli/config/secrets.ts'

/**
 * `node bench/false-positives.ts [--list] [--write]`: findings in the notes and dialogues of MTS-Dialog (Ben Abacha et al., EACL 2023),
 * which have next to no PHI, against the list of those that somebody looked at. The list holds no text: the id of the text, the
 * class, the start of the SHA-256 of the value, and whether it is a name, date or place as claimed (r) or none (f). What nobody
 * looked at counts as false. `--list` shows it by id and place, `--write` adds it as `?`. Exit 1: more than one in a thousand words.
 */
const REVIEWED = path.join(import.meta.dirname, 'reviewed-findings.tsv')
const CORPUS = path.join(import.meta.dirname, '..', '..', 'shared', 'corpora', 'mts-dialog', 'MTS-Dialog-TrainingSet.csv')
const FALSE_PER_THOUSAND_MAX = 1
const HASH_DIGITS = 12

/** The records of a file of comma-separated values (RFC 4180). */
function* records(text: string): Generator<string[]> {
  let fields: string[] = []
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    fields.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === ',') continue
    if (fields.length > 1) yield fields
    fields = []
  }
}

const { values } = parseArgs({ options: { list: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } })
if (existsSync(CORPUS)) await count()
else console.log(`skipped: ${CORPUS} is not there`)

async function count(): Promise<void> {
  const verdicts = new Map(
    readFileSync(REVIEWED, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(0, -2), line.slice(-1)]),
  )
  const policy = assemblePolicy('hipaa-safe-harbor', undefined)
  const gate = await assembleLineGate({ policy, keys: lookingKeys({}), now: () => new Date(), destination: 'bench', purpose: 'bench' })
  const counts = { notes: { words: 0, r: 0, f: 0, unseen: 0 }, dialogues: { words: 0, r: 0, f: 0, unseen: 0 } }
  const unseen: string[] = []
  const [, ...rows] = records(readFileSync(CORPUS, 'utf8'))
  for (const [id = '', , note = '', dialogue = ''] of rows) {
    for (const [kind, text] of [['notes', note], ['dialogues', dialogue]] as const) {
      const counter = counts[kind]
      counter.words += text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
      for (const { class: given, detector, start, end } of gate.judge({ id, text }).findings) {
        const hash = createHash('sha256').update(text.slice(start, end)).digest('hex').slice(0, HASH_DIGITS)
        const key = `${id}-${kind.charAt(0)}\t${given}\t${hash}`
        const verdict = verdicts.get(key)
        if (verdict === 'r' || verdict === 'f') counter[verdict]++
        else {
          counter.unseen++
          unseen.push(key)
          if (values.list) console.log(`unseen  ${id}-${kind}  ${start}-${end}  ${given} by ${detector}`)
        }
      }
    }
  }
  if (values.write)
    writeFileSync(
      REVIEWED,
      [...new Set([...[...verdicts].map(([key, verdict]) => `${key}\t${verdict}`), ...unseen.map((key) => `${key}\t?`)])]
        .sort()
        .map((line) => `${line}\n`)
        .join(''),
    )
  for (const [kind, { words, r, f, unseen: nobody }] of Object.entries(counts)) {
    const rate = (f + nobody) / words * 1000
    if (rate > FALSE_PER_THOUSAND_MAX) process.exitCode = 1
    console.log(
      `${kind}: ${words} words, ${r + f + nobody} findings, ${r} as claimed, ${f} false, ${nobody} that nobody looked at: ${rate.toFixed(3)} false in a thousand words`,
    )
  }
}
