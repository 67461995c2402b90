import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from './run-fault.js'

const docs = join(import.meta.dirname, '../../../docs')
const RESULTS = join(docs, 'faults.json')
const PAGE = join(docs, 'reliability.md')
const BEGIN = '<!-- table of faults: begin -->'
const END = '<!-- table of faults: end -->'

/** What the table shows of a run. */
type Shown = Omit<Result, 'seen' | 'refusals' | 'findings' | 'drained'>

/** Keeps these results beside those of other faults in docs/faults.json, and draws the table in docs/reliability.md anew. */
export function writeReport(results: readonly Result[], order: readonly string[]): void {
  const before: readonly Shown[] = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : []
  const kept = keep(before, results, order)
  writeFileSync(RESULTS, `${JSON.stringify(kept, null, 1)}\n`)
  const page = readFileSync(PAGE, 'utf8')
  const [head = ''] = page.split(BEGIN)
  const tail = page.split(END)[1] ?? ''
  writeFileSync(PAGE, `${head}${BEGIN}\n${tableOf(kept)}\n${END}${tail}`)
}

/** These results and those of other faults of before, in the order of the faults; of each no more than the table shows. */
export function keep(before: readonly Shown[], results: readonly Shown[], order: readonly string[]): readonly Shown[] {
  const tried = new Set(results.map(({ fault }) => fault))
  return [...before.filter(({ fault }) => !tried.has(fault)), ...results]
    .map(shown)
    .toSorted((a, b) => order.indexOf(a.fault) - order.indexOf(b.fault) || a.seed - b.seed)
}

function shown(run: Shown): Shown {
  const { fault, seed, events, kills, recoverySeconds, lost, doubled, disordered, verdict, title } = run
  return { fault, seed, events, kills, recoverySeconds, lost, doubled, disordered, verdict, title }
}

/** One line for each fault: what all its seeds came to. */
export function tableOf(results: readonly Shown[]): string {
  const names = [...new Set(results.map(({ fault }) => fault))]
  const lines = names.map((name) => lineOf(results.filter(({ fault }) => fault === name)))
  return [
    '| # | fault | seeds | acknowledged | kills | recovered in s | lost | doubled | out of order | verdict |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function lineOf(runs: readonly Shown[]): string {
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
