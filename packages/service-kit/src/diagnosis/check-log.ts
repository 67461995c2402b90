import type { EventLog, LogLook, TopicLook, TopicSettings } from '../log/log.js'
import { type DiagnosisCheck, type Found, ok } from './finding.js'

export interface LogExpectation {
  readonly topics: readonly TopicSettings[]
  /** `KAFKA_PARTITIONS`. */
  readonly partitions: number
}

/** Whether the log answers, and whether its topics are what services need. */
export function logChecks(log: Pick<EventLog, 'check' | 'look'>, expected: LogExpectation): readonly DiagnosisCheck[] {
  return [
    {
      check: 'log',
      look: async () => {
        await log.check()
        return [ok('The log answers.')]
      },
    },
    {
      check: 'topics',
      needs: 'log',
      look: async () => judgeTopics(await log.look(expected.topics.map(({ name }) => name)), expected),
    },
  ]
}

const page = 'docs/replay.md'

/** Compares topics as they are with what they should be; alike things are one finding. */
export function judgeTopics(look: LogLook, { topics, partitions }: LogExpectation): readonly Found[] {
  const there = new Map(look.topics.map((topic) => [topic.name, topic]))
  const pairs = topics.flatMap((wanted) => {
    const is = there.get(wanted.name)
    return is === undefined ? [] : [{ wanted, is }]
  })
  const found = [
    ...missing(topics.filter(({ name }) => !there.has(name)).map(({ name }) => name)),
    ...otherPartitions(look.topics, partitions),
    ...pairs.flatMap(({ wanted, is }) => otherKeeping(wanted, is)),
    ...fewReplicas(look),
    ...unseen(look.topics.filter(({ kept }) => kept === null).map(({ name }) => name)),
  ]
  return found.length > 0 ? found : [ok(`All ${topics.length} topics are there, and keep what they should.`)]
}

function missing(names: readonly string[]): readonly Found[] {
  if (names.length === 0) return []
  return [
    {
      state: 'wrong',
      what: `Topics are missing: ${names.join(', ')}.`,
      whatToDo:
        'Make them with `node node_modules/@polyphon/service-kit/dist/topics/main.js` in any image (the topics job of the chart); a service that starts makes them, too, where it may.',
      runbook: 'docs/operators.md',
    },
  ]
}

function otherPartitions(topics: readonly TopicLook[], wanted: number): readonly Found[] {
  const others = topics.filter(({ partitions }) => partitions !== null && partitions !== wanted)
  if (others.length === 0) return []
  return [
    {
      state: 'warning',
      what: `KAFKA_PARTITIONS is ${wanted}, and there are others: ${others.map(({ name, partitions }) => `${name} ${partitions}`).join(', ')}.`,
      whatToDo:
        'Let KAFKA_PARTITIONS say what is there. Partitions that are added later part the events of a person, and their order is lost.',
      runbook: 'docs/scale.md',
    },
  ]
}

const HOUR_MS = 3_600_000
const hours = (ms: number): string => `${Math.round((ms / HOUR_MS) * 10) / 10} h`

function otherKeeping(wanted: TopicSettings, { name, kept }: TopicLook): readonly Found[] {
  if (kept === null) return []
  if (wanted.compacted !== kept.compacted)
    return [
      {
        state: 'wrong',
        what: wanted.compacted
          ? `${name} is not compacted: what is older than its retention is missing in copies that are built from it.`
          : `${name} is compacted: of one key only the last fact stays, and what was not read before is lost.`,
        whatToDo: `Set its cleanup.policy to ${wanted.compacted ? 'compact' : 'delete'}.`,
        runbook: page,
      },
    ]
  const isShorter =
    !wanted.compacted && kept.retentionMs >= 0 && (kept.retentionMs < wanted.retentionMs || wanted.retentionMs < 0)
  if (!isShorter) return []
  return [
    {
      state: 'warning',
      what: `${name} keeps records for ${hours(kept.retentionMs)}, and should for ${hours(wanted.retentionMs)}.`,
      whatToDo:
        'Raise its retention.ms: a service that is away for longer, or a database that is restored, misses what is gone by then.',
      runbook: page,
    },
  ]
}

function fewReplicas({ brokers, topics }: LogLook): readonly Found[] {
  const alone = topics.filter(({ replicas }) => replicas < 2).map(({ name }) => name)
  if (brokers < 2 || alone.length === 0) return []
  return [
    {
      state: 'warning',
      what: `There are ${brokers} brokers, and ${alone.length} topics lie on one of them only: ${alone.join(', ')}.`,
      whatToDo: 'Give them replicas (kafka-reassign-partitions.sh) and set KAFKA_REPLICATION for those to come.',
      runbook: 'docs/reliability.md',
    },
  ]
}

function unseen(names: readonly string[]): readonly Found[] {
  if (names.length === 0) return []
  return [
    {
      state: 'warning',
      what: 'This service may not see how long topics keep their records.',
      whatToDo: 'Give it the rules of this release: infra/kafka-acls/acls.sh service all, or the job of the chart.',
      runbook: 'infra/kafka-acls/README.md',
    },
  ]
}
