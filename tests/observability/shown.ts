import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const folder = join(import.meta.dirname, '../../infra/observability')

const grid = z.object({ x: z.int(), y: z.int(), w: z.int().min(1), h: z.int().min(1) })
const panel = z.object({
  id: z.int(),
  type: z.enum(['row', 'timeseries', 'stat', 'table']),
  title: z.string().min(3),
  description: z.string().optional(),
  gridPos: grid,
  targets: z.array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).default([]),
})
export type ShownPanel = z.output<typeof panel>
const dashboard = z.object({ uid: z.string(), title: z.string(), schemaVersion: z.int(), panels: z.array(panel) })

/** The dashboards as they are committed. */
export const dashboards = readdirSync(join(folder, 'grafana')).map((name) => ({
  name,
  ...dashboard.parse(JSON.parse(readFileSync(join(folder, 'grafana', name), 'utf8'))),
}))

const rule = z.strictObject({
  alert: z.string().regex(/^Polyphon[A-Z]\w+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({
    summary: z.string().min(20),
    runbook_url: z.string().regex(/^docs\/runbooks\/[a-z-]+\.md$/),
  }),
})
export type Rule = z.output<typeof rule>
const rulesFile = z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })

/** The alerts as they are committed. */
export const rules: readonly Rule[] = rulesFile
  .parse(parse(readFileSync(join(folder, 'prometheus/rules.yaml'), 'utf8')))
  .groups.flatMap((group) => group.rules)

/** `dead-letters` of an alert whose runbook is docs/runbooks/dead-letters.md. */
export const runbookOf = ({ annotations }: Rule): string => annotations.runbook_url.replace(/^.*\/|\.md$/g, '')
