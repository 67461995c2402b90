import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from './run-fault.js'

const docs = join(import.meta.dirname, '../../../docs')
const RESULTS = join(docs, 'faults.json')
const PAGE = join(docs, 'reliability.md')
const BEGIN = '<!-- table of faults: begin -->'
const END = '<!-- table of faults: end -->'

type Kept = Omit<Result, 'findings' | 'drained'>

/** Keeps these results beside those of other faults in docs/faults.json, and draws the table in docs/reliability.md anew. */
export function writeReport(results: readonly Result[], order: readonly string[]): void {
  const before: readonly Kept[] = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : []
  const tried = new Set(results.map(({ fault }) => fault))
  const kept = [...before.filter(({ fault }) => !tried.has(fault)), ...results.map(withoutFindings)]
  const sorted = kept.toSorted((a, b) => order.indexOf(a.fault) - order.indexOf(b.fault) || a.seed - b.seed)
  writeFileSync(RESULTS, `${JSON.stringify(sorted, null, 1)}\n`)
  const page = readFileSync(PAGE, 'utf8')
  const [head = ''] = page.split(BEGIN)
  const tail = page.split(END)[1] ?? ''
  writeFileSync(PAGE, `${head}${BEGIN}\n${tableOf(sorted)}\n${END}${tail}`)
}

const withoutFindings = ({ findings: _findings, drained: _drained, ...kept }: Result): Kept => kept

/** One line for each fault: what all its seeds came to. */
export function tableOf(results: readonly Kept[]): string {
  const names = [...new Set(results.map(({ fault }) => fault))]
  const lines = names.map((name) => lineOf(results.filter(({ fault }) => fault === name)))
  return [
    '| # | fault | seeds | acknowledged | kills | recovered in s | lost | doubled | out of order | verdict |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function lineOf(runs: readonly Kept[]): string {
  const sum = (of: 'events' | 'kills' | 'lost' | 'doubled' | 'disordered'): number =>
    runs.reduce((total, run) => total + run[of], 0)
  const verdicts = [...new Set(runs.map(({ verdict }) => verdict))]
  const cells = [
    runs[0]?.fault,
    runs[0]?.title,
    runs.map(({ seed }) => seed).join(', '),
    sum('events'),
    sum('kills'),
    runs.map(({ recoverySeconds }) => recoverySeconds).join(', '),
    sum('lost'),
    sum('doubled'),
    sum('disordered'),
    verdicts.join('; '),
  ]
  return `| ${cells.join(' | ')} |`
}
