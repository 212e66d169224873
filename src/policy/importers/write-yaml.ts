import path from 'node:path'
import { Document, isMap, isSeq } from 'yaml'
import { SluiceError } from '../../contract/errors.ts'
import type { PolicyFile } from '../language/schema.ts'
import type { Draft } from './imported.ts'
import { oneLine } from './one-line.ts'

/** As many rules as a policy takes. */
const RULES_MAX = 1000
const WIDTH = 120
/** What is longer than this as JSON stands on lines of its own. */
const FLOW_MAX = 150

export interface PolicyHead {
  readonly name: string
  readonly summary: string
  readonly head: readonly string[]
  readonly settings: Partial<PolicyFile>
}

/**
 * A policy as it is written, with a comment above each rule that has one. Throws SLUICE_CONFIG where there are more rules
 * than a policy takes.
 */
export function writePolicy(
  { name, summary, head, settings }: PolicyHead,
  rules: readonly Draft[],
  tests: PolicyFile['tests'] = [],
): string {
  if (rules.length > RULES_MAX) {
    throw new SluiceError('SLUICE_CONFIG', {
      detail: `These rules would become ${rules.length}, and a policy has ${RULES_MAX} at most: split the file`,
    })
  }
  const document = new Document({
    sluice: 'policy/1', name, version: '1', summary, ...settings,
    rules: rules.map(({ name: called, when, then }) => ({ name: called, when, then })),
    ...(tests.length === 0 ? {} : { tests }),
  }, { aliasDuplicateObjects: false })
  document.commentBefore = commentOf(head)
  const nodes = document.get('rules')
  if (isSeq(nodes)) {
    nodes.items.forEach((node, index) => {
      if (!isMap(node)) return
      const comment = rules[index]?.comment ?? ''
      if (comment !== '') node.commentBefore = commentOf([comment])
      for (const key of ['when', 'then']) {
        const part = node.get(key)
        if (isMap(part) && JSON.stringify(part).length <= FLOW_MAX) part.flow = true
      }
    })
  }
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: true })
}

/** Data as YAML, below a comment. */
export function writeData(data: unknown, head: readonly string[]): string {
  const document = new Document(data, { aliasDuplicateObjects: false })
  document.commentBefore = commentOf(head)
  return document.toString({ lineWidth: WIDTH })
}

/** A name for a policy after that of a file: letters, digits and hyphens. */
export function policyName(file: string): string {
  return nameOf(path.basename(file).replace(/\.[^.]*$/, ''), 'policy')
}

/** Words of the source as a name, of 58 characters at most: letters without accents, digits and hyphens. */
export function nameOf(text: string, otherwise: string): string {
  const words = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return `imported-${words === '' ? otherwise : words}`.slice(0, 58).replace(/-+$/, '')
}

function commentOf(lines: readonly string[]): string {
  return lines.map((line) => line === '' ? '' : ` ${oneLine(line, 400)}`).join('\n')
}
