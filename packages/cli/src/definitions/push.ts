import { setTimeout as delay } from 'node:timers/promises'
import type { Problem } from '@polyphon/client'
import { type Answer, tryCall } from '../frame/call.js'
import { EXIT, readThrown } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import type { DefinedFile, Finding } from './files.js'
import type { Kind, There } from './kinds.js'
import { namedBy, type Step } from './plan.js'

/** What became of a definition. */
export interface Outcome {
  readonly name: string
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'archived' | 'refused' | 'skipped'
  readonly version?: number
  readonly findings: readonly Finding[]
  readonly warnings: readonly Finding[]
}

interface Pushing {
  readonly session: Session
  readonly kinds: readonly Kind[]
}

export interface Carried {
  readonly outcomes: readonly Outcome[]
  /** The services that answer no more. */
  readonly silent: ReadonlySet<string>
}

/**
 * Carries a plan out in its order. What a service refuses is told and the others go on, except those that name it; one that
 * answers no more is sent nothing else.
 */
export async function carryOut(steps: readonly Step[], pushing: Pushing): Promise<Carried> {
  const outcomes = new Map<Step, Outcome>()
  const silent = new Set<string>()
  // What a service refuses may lack something that comes later under a name of its own, such as the parent of a unit.
  for (let open = steps, last = Number.POSITIVE_INFINITY; open.length > 0 && open.length < last; ) {
    last = open.length
    for (const step of open) {
      // Of who is silent it was told already.
      if (outcomes.has(step) && silent.has(serviceOf(step))) continue
      const lacking = namedBy(step, steps).filter((named) => isRefused(outcomes.get(named)))
      const isLacking = lacking.length > 0 && step.deed !== 'archive'
      const outcome = isLacking ? skipped(step, lacking) : await doOrMiss(step, silent, pushing)
      if (outcome !== null) outcomes.set(step, outcome)
    }
    open = open.filter((step) => isRefused(outcomes.get(step)))
  }
  const settled =
    silent.size > 0 ? [...outcomes.values()] : await settleWarnings([...outcomes.values()], steps, pushing)
  return { outcomes: settled, silent }
}

/** Does a step, or says that its service does not answer. */
async function doOrMiss(step: Step, silent: Set<string>, pushing: Pushing): Promise<Outcome | null> {
  const service = serviceOf(step)
  const missed = (outcome: 'refused' | 'skipped', message: string): Outcome => ({
    name: step.name,
    outcome,
    findings: [{ file: step.file?.file ?? step.name, line: 1, column: 1, pointer: '', message }],
    warnings: [],
  })
  if (silent.has(service) && step.deed !== 'same' && step.deed !== 'only there')
    return missed('skipped', `was not sent, as ${service} does not answer`)
  try {
    return await doStep(step, pushing)
  } catch (error) {
    const ended = readThrown(error)
    if (ended?.exitCode !== EXIT.unreachable) throw error
    silent.add(service)
    return missed('refused', `${ended.text}; it is not known whether it was taken`)
  }
}

/** The service that a step is for. */
const serviceOf = ({ name }: Pick<Step, 'name'>): string => name.split('/')[0] ?? ''

/** Whether it was not carried out, by itself or for what it names. */
export const isRefused = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && (outcome.outcome === 'refused' || outcome.outcome === 'skipped')

const skipped = ({ name, file }: Step, lacking: readonly Step[]): Outcome => ({
  name,
  outcome: 'skipped',
  findings:
    file === undefined
      ? []
      : [file.find('', `was not sent, as it names ${lacking.map((step) => step.name).join(', ')}`)],
  warnings: [],
})

async function doStep(step: Step, pushing: Pushing): Promise<Outcome | null> {
  const { deed, file, there, name } = step
  if (deed === 'only there') return null
  if (deed === 'archive') return there === undefined ? null : archive(step, there, pushing)
  if (file === undefined) return null
  if (deed === 'same') {
    const version = there?.version
    return { name, outcome: 'unchanged', ...(version === undefined ? {} : { version }), findings: [], warnings: [] }
  }
  if (there !== undefined && there.archivedAt !== null) {
    const restored = await tryCall(file.kind.client, {
      method: 'post',
      path: `${file.kind.path}/restore`,
      params: { path: { key: file.key }, header: { 'If-Match': `"${there.version}"` } },
    })
    if ('problem' in restored) return refused(file, restored.problem)
  }
  const answer = await put(file, there)
  if ('problem' in answer) return refused(file, answer.problem)
  return finish(file, there, answer.data)
}

/** Only over what was seen: somebody who was faster is told apart from what was there when it was compared. */
const put = ({ kind, key, body }: DefinedFile, there: There | undefined): Promise<Answer> =>
  tryCall(kind.client, {
    method: 'put',
    path: kind.path,
    params: {
      path: { key },
      header: there === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${there.version}"` },
    },
    body,
  })

function finish(file: DefinedFile, there: There | undefined, data: unknown): Outcome {
  const { version, warnings }: { version?: number; warnings?: Problem['errors'] } = Object(data)
  const isNew = there === undefined
  return {
    name: file.name,
    outcome: isNew ? 'created' : there.version === version && there.archivedAt === null ? 'unchanged' : 'updated',
    ...(version === undefined ? {} : { version }),
    findings: [],
    warnings: findingsOf(file, warnings ?? []),
  }
}

const refused = (file: DefinedFile, problem: Problem): Outcome => ({
  name: file.name,
  outcome: 'refused',
  findings:
    problem.errors.length === 0
      ? [file.find('', `${problem.title} (${problem.code})`)]
      : findingsOf(file, problem.errors),
  warnings: [],
})

const findingsOf = (file: DefinedFile, errors: Problem['errors']): readonly Finding[] =>
  errors.map(({ pointer, detail, code }) =>
    pointer === '/body' || pointer.startsWith('/body/')
      ? file.find(pointer.slice('/body'.length), `${detail} (${code})`)
      : file.find('', `${detail} (${code}, ${pointer})`),
  )

async function archive({ name }: Step, there: There, { kinds }: Pushing): Promise<Outcome> {
  const [service, kindName, key = ''] = name.split('/')
  const kind = kinds.find((known) => known.service === service && known.kind === kindName)
  if (kind === undefined) throw new Error(`${name} has no kind.`)
  const answer = await tryCall(kind.client, {
    method: 'post',
    path: `${kind.path}/archive`,
    params: { path: { key }, header: { 'If-Match': `"${there.version}"` } },
  })
  if (!('problem' in answer)) return { name, outcome: 'archived', findings: [], warnings: [] }
  const { title, code, errors } = answer.problem
  const message = [title, ...errors.map(({ detail }) => detail)].join(' ')
  const finding = { file: name, line: 1, column: 1, pointer: '', message: `${message} (${code})` }
  return { name, outcome: 'refused', findings: [finding], warnings: [] }
}

const PATIENCE_MS = 5_000
const PAUSE_MS = 500

/**
 * Services hear of each other's definitions a moment later: warnings of what was pushed together with what they miss are
 * asked for again until they are gone, or a few seconds are over.
 */
async function settleWarnings(
  outcomes: readonly Outcome[],
  steps: readonly Step[],
  { session }: Pushing,
): Promise<readonly Outcome[]> {
  const settled = [...outcomes]
  for (let waited = 0; waited < PATIENCE_MS && !session.around.signal.aborted; waited += PAUSE_MS) {
    const open = settled.flatMap((outcome, index) => {
      const step = steps.find(({ name }) => name === outcome.name)
      if (step?.file === undefined) return []
      const named = namedBy(step, steps).map(({ name }) => `"${name.split('/')[2] ?? ''}"`)
      const isMissed = outcome.warnings.some(({ message }) => named.some((key) => message.includes(key)))
      return isMissed ? [{ outcome, index, file: step.file }] : []
    })
    if (open.length === 0) return settled
    await delay(PAUSE_MS)
    for (const { outcome, index, file } of open) {
      const { kind, key, body } = file
      // The same content again changes nothing, and answers the warnings of this moment.
      const answer = await tryCall(kind.client, { method: 'put', path: kind.path, params: { path: { key } }, body })
      const { warnings }: { warnings?: Problem['errors'] } = 'problem' in answer ? {} : Object(answer.data)
      settled[index] = { ...outcome, warnings: findingsOf(file, warnings ?? []) }
    }
  }
  return settled
}
