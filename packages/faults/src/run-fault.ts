import { setTimeout as delay } from 'node:timers/promises'
import { type Drained, underWay, untilDrained } from './check/drained.js'
import type { Finding } from './check/finding.js'
import { checkInvariants, isRed } from './check/invariants.js'
import { openRecorder, openTopics, type PlainRecord, type Recorder } from './check/topics.js'
import type { Cluster } from './cluster.js'
import { openDoors } from './doors/doors.js'
import type { Fault, FaultRun } from './fault.js'
import { type Acked, type Load, startLoad } from './load/load.js'
import { makeTenant } from './load/tenant.js'
import { plainKafka } from './plain-kafka.js'
import { openRandom, type Random } from './random.js'

/** What one run of one fault came to; a line of the table. */
export interface Result {
  readonly fault: string
  readonly seed: number
  /** Events, answers and sends that were acknowledged. */
  readonly events: number
  readonly kills: number
  readonly recoverySeconds: number
  readonly lost: number
  readonly doubled: number
  readonly disordered: number
  /** `held`, `late: …` where all was kept and only took too long, `broken: …` with the invariants, or `skipped: …`. */
  readonly verdict: string
  readonly title: string
  /** What was seen of what the fault provokes. */
  readonly seen: Readonly<Record<string, number>>
  /** Requests that were not answered with 2xx, as `service kind status`. */
  readonly refusals: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
  /** What was still on its way when the time was over. */
  readonly drained: Drained
}

const PEOPLE = 12
const PAUSE_MS = 350
const LEAST_EVENTS = 48
const WARM_UP_MS = 1_000
// While the harm is done, for most faults.
const DELETED_WITHIN_MS = 8_000
const PATIENCE_MS = 60_000
const RECOVERY_SECONDS = 20

/** Runs one fault once: load, harm, heal, wait until everything is applied, and look whether every invariant holds. */
export async function runFault(
  fault: Fault,
  { seed, isBrief }: Pick<FaultRun, 'seed' | 'isBrief'>,
  cluster: Cluster,
): Promise<Result> {
  // Generators of their own: how often others draw depends on how fast they are answered, and must not change the nemesis.
  const [random, chance, luck] = [openRandom(seed), openRandom(seed + 1_000_003), openRandom(seed + 2_000_003)]
  const mailsBefore = cluster.ledger.taken.length
  const recorder = await openRecorder(openTopics(plainKafka(cluster.servers.kafka)))
  const key = `f${fault.name}-${seed}-${Date.now().toString(36)}`
  const tenants = await Promise.all([
    makeTenant(cluster, `${key}-live`, 'live', PEOPLE),
    makeTenant(cluster, `${key}-test`, 'test', PEOPLE),
  ])
  const doors = await openDoors(cluster, tenants, luck)
  try {
    const load = startLoad({ tenants, random: chance, pauseMs: PAUSE_MS, ...fault.load?.(chance) })
    return await harm(fault, { seed, isBrief, random, luck, cluster, tenants, load, doors, recorder, mailsBefore })
  } finally {
    await doors.close()
  }
}

interface Begun extends Pick<FaultRun, 'seed' | 'isBrief' | 'random' | 'cluster' | 'tenants' | 'load' | 'doors'> {
  readonly luck: Random
  readonly recorder: Recorder
  readonly mailsBefore: number
}

async function harm(fault: Fault, begun: Begun): Promise<Result> {
  const { recorder, luck, mailsBefore, ...given } = begun
  const { cluster, tenants, load, doors } = given
  const { remember, records } = recorder
  const noted = openNotes()
  const run: FaultRun = { ...given, remember, ...noted }
  await delay(WARM_UP_MS)
  const deathsBefore = cluster.deaths.length
  const deleting = delay(luck.between(1_000, DELETED_WITHIN_MS)).then(() => doors.deleteSome())
  await Promise.all([fault.inject(run), deleting]).catch(async (error: unknown) => {
    await load.stop()
    throw error
  })
  const topics = openTopics(plainKafka(cluster.servers.kafka))
  const drained = await rest(fault, run, () => underWay(cluster, topics, tenants))
  const most = fault.expect?.recoverySeconds ?? RECOVERY_SECONDS
  if (drained.seconds > most) noted.late(`recovered in ${drained.seconds} s, ${most} s are allowed`)
  await fault.check?.(run)
  await remember()
  const findings = await checkInvariants({
    cluster,
    tenants,
    acked: load.acked,
    records,
    mails: cluster.ledger.taken.slice(mailsBefore),
    withdrawn: noted.withdrawn,
    doors,
    expect: fault.expect ?? {},
    deadLetters: noted.expected.deadLetters,
    left: drained.left,
  })
  noteRepeats(records, noted)
  noted.saw('a stream broken off', doors.broken())
  if (load.acked.events.length < LEAST_EVENTS) noted.wrong(`only ${load.acked.events.length} events were acknowledged`)
  noteDeaths(fault, cluster.deaths.slice(deathsBefore), noted)
  return resultOf(fault, begun.seed, { load, noted, findings, drained })
}

/** From the moment the harm is over: the load ends once everybody is answered again, and then nothing may be left. */
async function rest(fault: Fault, { load }: FaultRun, look: () => Promise<readonly string[]>): Promise<Drained> {
  const startedAt = performance.now()
  await load.stop()
  const stopSeconds = (performance.now() - startedAt) / 1000
  const drained = await untilDrained(look, (fault.expect?.recoverySeconds ?? 0) * 1000 + PATIENCE_MS)
  return { ...drained, seconds: Math.round((stopSeconds + drained.seconds) * 10) / 10 }
}

/** What a fault reports of its run, and what came together. */
interface Notes extends Pick<FaultRun, 'withdrawn' | 'expected' | 'killed' | 'saw' | 'late' | 'wrong'> {
  readonly kills: () => number
  readonly seen: ReadonlyMap<string, number>
  readonly wrongs: readonly string[]
  readonly lates: readonly string[]
}

function openNotes(): Notes {
  let kills = 0
  const seen = new Map<string, number>()
  const wrongs: string[] = []
  const lates: string[] = []
  return {
    kills: () => kills,
    seen,
    wrongs,
    lates,
    withdrawn: new Map(),
    expected: { deadLetters: 0 },
    killed: () => {
      kills += 1
    },
    saw: (what, times = 1) => {
      // What was seen 0 times must not have an entry: it would pass for provoked.
      if (times > 0) seen.set(what, (seen.get(what) ?? 0) + times)
    },
    late: (what) => void lates.push(what),
    wrong: (what) => void wrongs.push(what),
  }
}

/** A relay that died or stood still publishes the same event again; whoever reads it must not care. */
function noteRepeats(records: readonly PlainRecord[], noted: Notes): void {
  const seen = new Set<string>()
  for (const { topic, id } of records) {
    if (seen.has(`${topic} ${id}`)) noted.saw('the same event twice in Kafka')
    seen.add(`${topic} ${id}`)
  }
}

/** A process ends by SIGKILL where a fault may break it; otherwise it gave up by itself, and no fault is a reason to. */
function noteDeaths({ expect }: Fault, deaths: Cluster['deaths'], noted: Notes): void {
  for (const { service, how } of deaths)
    if (how !== 'SIGKILL' || expect?.mayBreak === undefined) noted.wrong(`${service} ended by itself with ${how}`)
}

function resultOf(
  fault: Fault,
  seed: number,
  given: {
    readonly load: Load
    readonly noted: Notes
    readonly findings: readonly Finding[]
    readonly drained: Drained
  },
): Result {
  const { load, noted, findings, drained } = given
  const noticed: Finding[] =
    noted.wrongs.length === 0
      ? []
      : [{ invariant: 'fault', lost: 0, doubled: 0, disordered: 0, examples: noted.wrongs }]
  const red = [...findings, ...noticed].filter(isRed)
  const sum = (of: 'lost' | 'doubled' | 'disordered'): number =>
    findings.reduce((total, finding) => total + finding[of], 0)
  const { events, answers, sends } = load.acked
  return {
    fault: fault.name,
    seed,
    events: events.length + answers.length + sends.length,
    kills: noted.kills(),
    recoverySeconds: drained.seconds,
    lost: sum('lost'),
    doubled: sum('doubled'),
    disordered: sum('disordered'),
    verdict: verdictOf(red, noted.lates),
    title: fault.title,
    seen: Object.fromEntries(noted.seen),
    refusals: refusalsOf(load.acked),
    findings: red,
    drained,
  }
}

function verdictOf(red: readonly Finding[], lates: readonly string[]): string {
  if (red.length > 0) return `broken: ${red.map(({ invariant }) => invariant).join(', ')}`
  return lates[0] === undefined ? 'held' : `late: ${lates[0]}`
}

function refusalsOf({ statuses }: Acked): Record<string, number> {
  const lines = [...statuses].flatMap(([kind, counts]) =>
    [...counts].map(([status, count]) => ({ name: `${kind} ${status}`, status, count })),
  )
  return Object.fromEntries(
    lines.filter(({ status }) => status < 200 || status >= 300).map(({ name, count }) => [name, count]),
  )
}
