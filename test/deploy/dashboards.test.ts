import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../cli/run-cli.ts'
import { metricsOf, observedText, type SeenMetric } from './observed-metrics.ts'

const DEPLOY = join(ROOT, 'deploy')
const read = (file: string): string => readFileSync(join(DEPLOY, file), 'utf8')

interface Panel {
  readonly title: string
  readonly type: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets?: readonly { readonly expr: string }[]
}
interface Dashboard {
  readonly panels: readonly Panel[]
  readonly annotations: { readonly list: readonly { readonly expr: string }[] }
}
interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly description: string }
}

const dashboard = JSON.parse(read('grafana/dashboards/sluice.json')) as Dashboard
const rules = (parse(read('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules)
const panelExpressions = dashboard.panels.flatMap(({ title, targets }) => (targets ?? []).map(({ expr }) => [title, expr] as const))
const expressions = [
  ...panelExpressions,
  ...dashboard.annotations.list.map(({ expr }) => ['annotation', expr] as const),
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
]

/** Labels that Prometheus adds when it scrapes, and one metric that it makes. */
const SCRAPED = ['job', 'instance']
const OF_PROMETHEUS = ['up']

/** What Grafana puts in for its variables. */
const filledIn = (expression: string): string => expression.replaceAll('$__rate_interval', '1m').replaceAll('$route', 'a|b')

interface Selector {
  readonly name: string
  readonly labels: readonly string[]
}

/** The metrics of an expression with the labels they are picked by, the labels it groups by, and where it is not PromQL. */
function readExpression(expression: string): {
  readonly selectors: readonly Selector[]
  readonly grouped: readonly string[]
  readonly errors: number
} {
  const text = filledIn(expression)
  const selectors: { name: string; labels: string[] }[] = []
  const grouped: string[] = []
  let errors = 0
  parser.parse(text).iterate({
    enter(node) {
      const here = text.slice(node.from, node.to)
      if (node.type.isError) errors += 1
      if (node.name === 'VectorSelector') selectors.push({ name: /^[a-z_:0-9]+/i.exec(here)?.[0] ?? '', labels: [] })
      if (node.name === 'LabelName' && node.node.parent?.name === 'GroupingLabels') grouped.push(here)
      else if (node.name === 'LabelName') selectors.at(-1)?.labels.push(here)
    },
  })
  return { selectors, grouped, errors }
}

describe('panels and alarms', () => {
  let metrics: ReadonlyMap<string, SeenMetric> = new Map()
  beforeAll(async () => {
    metrics = metricsOf(await observedText())
  })

  test.for(expressions)('%s: %s asks for what there is', ([, expression]) => {
    const { selectors, grouped, errors } = readExpression(expression)
    expect(errors).toBe(0)
    expect(selectors.length).toBeGreaterThan(0)
    const known = selectors.filter(({ name }) => !OF_PROMETHEUS.includes(name))
    expect(known.filter(({ name }) => !metrics.has(name)).map(({ name }) => name)).toEqual([])
    const labels = new Set([...SCRAPED, ...known.flatMap(({ name }) => [...metrics.get(name)?.labels ?? []])])
    for (const { name, labels: picked } of known) {
      const own = metrics.get(name)?.labels ?? new Set()
      expect(picked.filter((label) => !own.has(label) && !SCRAPED.includes(label))).toEqual([])
    }
    expect(grouped.filter((label) => !labels.has(label))).toEqual([])
  })

  test('look at the rate of what only rises, and never at the rate of what does not', () => {
    const wrong = expressions.flatMap(([title, expression]) => readExpression(expression).selectors.flatMap(({ name }) => {
      const rises = ['counter', 'histogram'].includes(metrics.get(name)?.type ?? '')
      const isRated = new RegExp(`(?:rate|increase)\\(${name}\\b`).test(expression)
      return rises === isRated ? [] : [`${title}: ${name}`]
    }))
    expect(wrong).toEqual([])
  })

  test('leave out no metric of ours', () => {
    const used = new Set(expressions.flatMap(([, expression]) => readExpression(expression).selectors.map(({ name }) => name)))
    const ours = [...metrics.keys()].filter((name) => name.startsWith('sluice_') && !/_(?:bucket|sum|count)$/.test(name))
    expect(ours.filter((name) => !used.has(name))).toEqual(['sluice_build_info'])
  })

  test('have bounded labels: nothing that a message could add to', () => {
    const labels = new Set([...metrics].filter(([name]) => name.startsWith('sluice_')).flatMap(([, { labels }]) => [...labels]))
    expect([...labels].sort()).toEqual([
      'action', 'class', 'code', 'connector', 'direction', 'hash', 'le', 'node', 'part', 'path', 'policy', 'result', 'route',
      'side', 'stage', 'state', 'status', 'store', 'verdict', 'version', 'what',
    ])
  })
})

test('every alarm says what is the matter and what it means, and wakes somebody or does not', () => {
  expect(rules.length).toBeGreaterThan(5)
  for (const { alert, labels, annotations } of rules) {
    expect(['page', 'ticket']).toContain(labels.severity)
    expect(`${alert}: ${annotations.summary}`).toMatch(/: .{10,}/)
    expect(annotations.description.length).toBeGreaterThan(30)
  }
})

test('panels do not cover each other, and fit into the grid', () => {
  const taken = new Map<string, string>()
  for (const { title, gridPos: { x, y, w, h } } of dashboard.panels) {
    expect(x + w).toBeLessThanOrEqual(24)
    for (let column = x; column < x + w; column++) {
      for (let line = y; line < y + h; line++) {
        expect(taken.get(`${column} ${line}`)).toBeUndefined()
        taken.set(`${column} ${line}`, title)
      }
    }
  }
})
