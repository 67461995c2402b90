import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { EXIT, wrongUse } from '../frame/ends.js'
import { readMetrics, type Sample } from '../frame/metrics.js'
import type { ServiceName } from '../frame/services.js'
import { chosen, listOfServices, type Session } from '../frame/session.js'
import { table } from '../frame/table.js'

interface Options {
  readonly services?: string
  readonly max?: string
}

interface Waiting {
  readonly service: ServiceName
  readonly what: string
  readonly where: string
  readonly value: number
}

/** `polyphon lag`: what waits, in every service. */
export function addLag(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'lag',
      summary: 'what waits: records that are not read, events that are not published',
      description:
        'What waits in every service, as its metrics say: records that consumer groups have not read, events in the outbox and the age of the oldest, overdue timers, dead letters, gaps. Needs no credential. Where OPS_PORT is set, the profile names the addresses of the metrics (`polyphon profiles save --ops`).',
      examples: ['polyphon lag', 'polyphon lag --services journey --max 1000'],
      options: (command) =>
        command
          .option('--services <list>', 'comma list of services; all without it')
          .option('--max <records>', 'exit code 1 where a group lags by more records than this'),
    },
    async (session, { services, max }) => {
      const most = max === undefined ? Number.POSITIVE_INFINITY : Number(max)
      if (Number.isNaN(most)) throw wrongUse('--max is a number of records.')
      const names = chosen(session.config(), listOfServices(services))
      const waiting = (await Promise.all(names.map((name) => waitingOf(session, name)))).flat()
      const lagging = waiting.filter(({ what, value }) => what === 'records not read' && value > most)
      if (lagging.length > 0) session.end(EXIT.foundWrong)
      const rows = waiting.map(({ service, what, where, value }) => [service, what, where, round(value)])
      session.answer({ items: waiting }, table(['service', 'what', 'where', 'how much'], rows))
    },
  )
}

/** Metric → what it says, and which of its labels say where. */
const METRICS = [
  ['polyphon_consumer_lag_records', 'records not read', ['group', 'topic']],
  ['polyphon_outbox_depth', 'events not published', []],
  ['polyphon_outbox_age_seconds', 'oldest of these, s', []],
  ['polyphon_outbox_lane_failing_seconds', 'lane that fails, s', ['lane', 'reason']],
  ['polyphon_timers_overdue_seconds', 'timers overdue, s', ['kind']],
  ['polyphon_dead_letters', 'dead letters', ['group']],
  ['polyphon_log_gaps', 'gaps in the log', []],
] as const

async function waitingOf(session: Session, service: ServiceName): Promise<readonly Waiting[]> {
  const samples = await readMetrics(session, service)
  return METRICS.flatMap(([name, what, labels]) =>
    samples
      .filter((sample) => sample.name === name)
      .map((sample) => ({ service, what, where: whereOf(sample, labels), value: sample.value })),
  )
}

const whereOf = ({ labels }: Sample, names: readonly string[]): string =>
  names.flatMap((name) => labels[name] ?? []).join(' ')

const round = (value: number): number => Math.round(value * 10) / 10
