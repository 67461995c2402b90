import type { Run, RunMemory, RunTrigger } from '../../kinds/domain/run.js'

/** A run's memory as its row has it: `handled` is stored under its first name. */
type StoredMemory = Omit<RunMemory, 'handled'> & Record<'heard', RunMemory['handled']>

/** A run as its row has it. */
export interface RunRow {
  readonly run_id: string
  readonly profile_id: string
  readonly journey: string
  readonly version: number
  readonly status: Run['status']
  readonly outcome: string | null
  readonly has_entered: boolean
  readonly trigger: RunTrigger
  readonly trigger_key: string
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly step: string | null
  readonly visit: number
  readonly wake_at: Date | null
  readonly goal_until: Date | null
  readonly goal_reached_at: Date | null
  readonly traced: number
  readonly memory: StoredMemory
}

export const RUN_COLUMNS = [
  'run_id',
  'profile_id',
  'journey',
  'version',
  'status',
  'outcome',
  'has_entered',
  'trigger',
  'trigger_key',
  'started_at',
  'ended_at',
  'step',
  'visit',
  'wake_at',
  'goal_until',
  'goal_reached_at',
  'traced',
  'memory',
].join(', ')

export const toRun = ({ memory: { heard: handled, ...memory }, ...row }: RunRow): Run => ({
  runId: row.run_id,
  profileId: row.profile_id,
  journey: row.journey,
  version: row.version,
  status: row.status,
  outcome: row.outcome,
  hasEntered: row.has_entered,
  trigger: row.trigger,
  triggerKey: row.trigger_key,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  step: row.step,
  visit: row.visit,
  wakeAt: row.wake_at,
  goalUntil: row.goal_until,
  goalReachedAt: row.goal_reached_at,
  traced: row.traced,
  memory: { ...memory, handled },
})

export const toRunRow = ({ memory: { handled, ...memory }, ...run }: Run): RunRow => ({
  run_id: run.runId,
  profile_id: run.profileId,
  journey: run.journey,
  version: run.version,
  status: run.status,
  outcome: run.outcome,
  has_entered: run.hasEntered,
  trigger: run.trigger,
  trigger_key: run.triggerKey,
  started_at: run.startedAt,
  ended_at: run.endedAt,
  step: run.step,
  visit: run.visit,
  wake_at: run.wakeAt,
  goal_until: run.goalUntil,
  goal_reached_at: run.goalReachedAt,
  traced: run.traced,
  memory: { ...memory, heard: handled },
})
