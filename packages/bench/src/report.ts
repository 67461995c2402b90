import type { Measured } from './scenario.js'

const round = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`

function cells(measured: Measured): readonly string[] {
  const { cpuMicros: cpu, spread } = measured
  const apart =
    measured.ratio === null
      ? `${round(spread.least)}–${round(spread.most)}`
      : `${percent(spread.least)}–${percent(spread.most)}`
  return [
    measured.name,
    `${round(measured.value)} ${measured.unit}`,
    measured.floor === null ? '–' : round(measured.floor),
    measured.ratio === null ? '–' : percent(measured.ratio),
    apart,
    measured.target,
    measured.met === null ? '–' : measured.met ? 'yes' : 'no',
    cpu === null ? '–' : `${round(cpu.node)} + ${round(cpu.postgres)} + ${round(cpu.kafka)}`,
    measured.notes.join('; '),
  ]
}

const HEAD = [
  'name',
  'ours',
  'floor',
  'ratio',
  'rounds',
  'target',
  'met',
  'µs an event (Node + PostgreSQL + Kafka)',
  'notes',
]

/** A Markdown table. */
export function tableOf(measured: readonly Measured[]): string {
  const lines = [HEAD, HEAD.map(() => '---'), ...measured.map(cells)]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

/** By name, as `--json` prints it. */
export function toJson(measured: readonly Measured[]): Readonly<Record<string, Omit<Measured, 'name'>>> {
  return Object.fromEntries(measured.map(({ name, ...rest }) => [name, rest]))
}
