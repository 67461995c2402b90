import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, type as systemName, totalmem } from 'node:os'
import { join } from 'node:path'
import { drawGrowth } from './draw-growth.js'
import { tableOf } from './report.js'
import type { Measured } from './scenario.js'

const docs = join(import.meta.dirname, '../../../docs')
const RESULTS = join(docs, 'performance.json')
const PAGE = join(docs, 'performance.md')
const DRAWING = join(docs, 'growth.svg')
const BEGIN = '<!-- table of measurements: begin -->'
const END = '<!-- table of measurements: end -->'

/** A line of the table, and where and when it was measured. */
interface Kept extends Measured {
  readonly day: string
  readonly machine: string
}

/** Keeps these results beside others in docs/performance.json, and writes table and drawing of the page anew. */
export async function writePage(measured: readonly Measured[]): Promise<void> {
  const before: readonly Kept[] = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : []
  const day = new Date().toISOString().slice(0, 10)
  const fresh = new Map(measured.map((result) => [result.name, { ...result, day, machine: machineOf() }]))
  const names = new Set([...before.map(({ name }) => name), ...fresh.keys()])
  const kept = [...names].flatMap((name) => fresh.get(name) ?? before.find((result) => result.name === name) ?? [])
  writeFileSync(RESULTS, `${JSON.stringify(kept, null, 1)}\n`)
  const page = readFileSync(PAGE, 'utf8')
  const [head = ''] = page.split(BEGIN)
  const tail = page.split(END)[1] ?? ''
  const where = [...new Set(kept.map(({ machine, day: on }) => `${machine}, ${on}`))].join('; ')
  writeFileSync(PAGE, `${head}${BEGIN}\n${tableOf(kept)}\n\nMeasured on: ${where}.\n${END}${tail}`)
  const curves = kept.filter(({ curve }) => curve !== undefined)
  if (curves.length > 0) writeFileSync(DRAWING, `${await drawGrowth(curves)}\n`)
}

function machineOf(): string {
  const processors = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${processors.length} shared cores (${processors[0]?.model ?? 'unknown'}), ${gib} GiB, ${systemName()}, Node ${process.versions.node}`
}
