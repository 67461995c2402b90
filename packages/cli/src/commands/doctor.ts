import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { checkClock, checkConfig, checkCredential } from '../doctor/check-access.js'
import { notInside, readDiagnosis, withoutTwice } from '../doctor/check-diagnosis.js'
import { checkMetrics, checkReading, checkVersions } from '../doctor/check-metrics.js'
import { checkReadiness } from '../doctor/check-readiness.js'
import { byWeight, type Finding } from '../doctor/finding.js'
import { type Adding, addCommand } from '../frame/command.js'
import type { Config } from '../frame/config.js'
import { EXIT, readThrown } from '../frame/ends.js'
import { readMetrics, type Sample } from '../frame/metrics.js'
import { PATIENCE_MS } from '../frame/patience.js'
import type { ServiceName } from '../frame/services.js'
import { type As, chosen, listOfServices, type Session } from '../frame/session.js'
import { printable } from '../frame/table.js'

/** `polyphon doctor`. */
export function addDoctor(program: Command, adding: Adding): void {
  addCommand<{ readonly services?: string }>(
    program,
    adding,
    {
      usage: 'doctor',
      summary: 'what is wrong, and what to do about it',
      description:
        'Asks every service whether it is well: health and readiness with the reasons, metrics that are worth a look, groups that read nothing, versions, clocks, addresses and credentials. With the token of the operator every service looks inside itself, too: settings, secrets, schema, topics, clocks, open transactions, and the servers that it works with. Each finding says what to do and names a page. Exit code 1 where there is a problem or a warning, 3 where a service cannot be reached.',
      examples: ['polyphon doctor', 'polyphon doctor --services profile,journey --json'],
      options: (command) => command.option('--services <list>', 'comma list of services; all without it'),
    },
    async (session, { services }) => {
      const names = chosen(session.config(), listOfServices(services))
      const examined = await Promise.all(names.map((name) => examine(session, name)))
      const builds = new Map(
        examined.flatMap(({ service, samples }) => {
          const build = samples.find(({ name }) => name === 'polyphon_build_info')
          return build === undefined ? [] : [[service, build.labels] as const]
        }),
      )
      const findings = [
        ...checkConfig(session.config()),
        ...checkVersions(builds),
        ...examined.flatMap((service) => service.findings),
      ].toSorted(byWeight)
      if (findings.some(({ severity }) => severity !== 'hint')) session.end(EXIT.foundWrong)
      if (examined.some(({ isAway }) => isAway)) session.end(EXIT.unreachable)
      session.answer({ findings, examined: names }, textOf(findings, names))
    },
  )
}

interface Examined {
  readonly service: ServiceName
  readonly isAway: boolean
  readonly findings: readonly Finding[]
  readonly samples: readonly Sample[]
}

const BETWEEN_LOOKS_MS = 2_000

/** The credentials that are at hand, with their names. */
const credentialsIn = ({ key, adminToken }: Config): readonly (readonly [As, string])[] => [
  ...(key === undefined ? [] : [['key', 'POLYPHON_KEY'] as const]),
  ...(adminToken === undefined ? [] : [['operator', 'POLYPHON_ADMIN_TOKEN'] as const]),
]

async function examine(session: Session, service: ServiceName): Promise<Examined> {
  const config = session.config()
  const given = credentialsIn(config)
  const [first] = given
  // A service that stands still takes a connection and says nothing.
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const signal = AbortSignal.any([session.around.signal, patience])
  try {
    const clientOf = (as: As) => session.each(as, [service])[0]?.[1]
    const client = clientOf(first?.[0] ?? 'key')
    if (client === undefined) throw new Error(`${service} was chosen and has no client.`)
    const findings = [
      ...(await checkReadiness(service, client, signal)),
      ...(await checkClock(service, config.services[service] ?? '', { now: session.around.now, signal })),
    ]
    for (const [as, name] of given) {
      const caller = clientOf(as)
      if (caller !== undefined) findings.push(...(await checkCredential(service, caller, { name, signal })))
    }
    const [inside, { samples, found }] = await Promise.all([
      lookInside(session, service, signal),
      lookTwice(session, service),
    ])
    const all = withoutTwice([...findings, ...inside, ...found])
    return { service, isAway: false, findings: all, samples }
  } catch (error) {
    if (error === patience.reason)
      return unreached(service, `${service} does not answer within ${PATIENCE_MS / 1_000} s.`)
    const ended = readThrown(error)
    if (ended === null || ended.exitCode !== EXIT.unreachable) throw error
    return unreached(service, ended.text)
  }
}

/** What the service says of itself, to the operator alone. */
async function lookInside(session: Session, service: ServiceName, signal: AbortSignal): Promise<readonly Finding[]> {
  const { adminToken } = session.config()
  const operator = adminToken === undefined ? undefined : session.each('operator', [service])[0]?.[1]
  const inside = operator === undefined ? null : await readDiagnosis(service, operator, signal)
  return inside ?? [notInside(service)]
}

async function lookTwice(session: Session, service: ServiceName) {
  try {
    const before = await readMetrics(session, service)
    await delay(BETWEEN_LOOKS_MS, undefined, { signal: session.around.signal })
    const samples = await readMetrics(session, service)
    return { samples, found: [...checkMetrics(service, samples), ...checkReading(service, before, samples)] }
  } catch (error) {
    const ended = readThrown(error)
    if (ended === null) throw error
    const finding: Finding = {
      severity: 'hint',
      service,
      check: 'metrics.away',
      what: ended.text,
      todo: 'Without metrics nothing is known of lag, dead letters and timers.',
      page: 'packages/service-kit/README.md#metrics',
    }
    return { samples: [], found: [finding] }
  }
}

const unreached = (service: ServiceName, what: string): Examined => ({
  service,
  isAway: true,
  findings: [
    {
      severity: 'problem',
      service,
      check: 'away',
      what,
      todo: 'See whether it runs, whether the address is right, and its log: it names every setting that is wrong and then ends.',
      page: 'docs/runbooks/service-absent.md',
    },
  ],
  samples: [],
})

function textOf(findings: readonly Finding[], names: readonly ServiceName[]): string {
  const seen = `Asked: ${names.join(', ')}.`
  if (findings.length === 0) return `Nothing is wrong. ${seen}`
  return [
    ...findings.map(
      ({ severity, service, what, todo, page }) =>
        `${severity.toUpperCase()} ${service}: ${printable(what)}\n  ${todo}\n  ${page}`,
    ),
    seen,
  ].join('\n\n')
}
