import { type Evaluation, judgeBy, judgeLeaf, readComputed, readPath, timesOfDid, toEvaluation } from './evaluate.js'
import type { Facts } from './facts.js'
import type { AskedKind } from './history-name.js'
import { lastAnswer, lastMessage, ownValue } from './reports.js'
import type {
  AccountLeaf,
  AnswerLeaf,
  Comparison,
  ComputedLeaf,
  Condition,
  DidLeaf,
  Leaf,
  ListedLeaf,
  MessageLeaf,
  SequenceStep,
} from './schema.js'
import type { Truth } from './truth.js'
import { leavesOf } from './visit.js'

/** What one leaf says, and why. */
export interface ExplainedLeaf extends Evaluation {
  /** JSON pointer of the leaf in the condition. */
  readonly path: string
  readonly because: string
}

/** An evaluation with the truth of every leaf. */
export interface Explanation extends Evaluation {
  readonly leaves: readonly ExplainedLeaf[]
}

/** Says which leaves hold and why, in plain English. The text quotes the person's data, so it is for those who may read it. */
export function explain(condition: Condition, facts: Facts, now: Date): Explanation {
  const pieces = explainInPieces(condition, facts, now)
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}

/** The same leaf by leaf, so that whoever asks can rest in between. */
export function* explainInPieces(condition: Condition, facts: Facts, now: Date): Generator<void, Explanation, void> {
  const at = now.getTime()
  const truths = new Map<Leaf, Truth>()
  const leaves: ExplainedLeaf[] = []
  for (const { node, pointer } of leavesOf(condition)) {
    const truth = judgeLeaf(node, facts, at)
    truths.set(node, truth)
    leaves.push({
      path: pointer,
      ...toEvaluation(truth),
      because: because(node, { facts, now: at, holds: truth.holds }),
    })
    yield
  }
  const whole = judgeBy(condition, (leaf) => truths.get(leaf) ?? judgeLeaf(leaf, facts, at))
  return { ...toEvaluation(whole), leaves }
}

interface Finding {
  readonly facts: Facts
  readonly now: number
  readonly holds: boolean
}

function because(leaf: Leaf, finding: Finding): string {
  if ('path' in leaf) return `${leaf.path} ${found(readPath(leaf, finding.facts))}, asked: ${wish(leaf)}`
  if ('computed' in leaf) return becauseOfComputed(leaf, finding)
  if ('did' in leaf) return becauseOfCount(leaf, finding)
  if ('sequence' in leaf) return `${leaf.sequence.map(stepText).join(', then ')} within ${leaf.within}: ${is(finding)}`
  if ('listed' in leaf) return becauseOfList(leaf, finding)
  if ('answer' in leaf) return becauseOfAnswer(leaf, finding)
  if ('message' in leaf) return becauseOfMessage(leaf, finding)
  if ('account' in leaf) return becauseOfAccounts(leaf, finding)
  return becauseOfState(leaf, finding.holds)
}

function becauseOfAccounts(leaf: AccountLeaf, finding: Finding): string {
  const count = finding.facts.accounts?.length ?? 0
  const which = { any: 'one', all: 'each', none: 'none' }[leaf.match ?? 'any']
  const role = leaf.role === undefined ? '' : ` as ${leaf.role}`
  return `of ${count} accounts, asked: ${which}${role} with ${leaf.account.path} ${wish(leaf.account)}: ${is(finding)}`
}

function becauseOfComputed(leaf: ComputedLeaf, { facts }: Finding): string {
  const { workings = {} } = facts
  const working = Object.hasOwn(workings, leaf.computed) ? workings[leaf.computed] : 'computed'
  return `${leaf.computed} ${found(readComputed(leaf, facts))} (${working}), asked: ${wish(leaf)}`
}

function becauseOfList({ listed }: ListedLeaf, { facts }: Finding): string {
  const by = ownValue(facts.listed, listed)
  return by === undefined ? `is not on the list of ${listed}` : `is on the list of ${listed}, by ${by}`
}

function becauseOfState(
  leaf: Extract<Leaf, { segment: unknown } | { consent: unknown } | { permission: unknown }>,
  holds: boolean,
): string {
  if ('segment' in leaf) {
    return `${holds === (leaf.member ?? true) ? 'is' : 'is not'} in the segment ${leaf.segment}`
  }
  if ('consent' in leaf) return `${holds ? 'has' : 'has not'} consented to ${leaf.consent.purpose}`
  const { channel, topic } = leaf.permission
  return `${holds ? 'may' : 'may not'} be contacted by ${channel} about ${topic}`
}

function becauseOfMessage(leaf: MessageLeaf, { facts, now, holds }: Finding): string {
  const { message, state } = leaf
  if (typeof message === 'string') return `the message of ${message} ${holds ? 'was' : 'was not'} ${state}`
  const of = 'template' in message ? `the template ${message.template}` : `the topic ${message.topic}`
  const last = lastMessage(message, facts, now).last
  const known =
    last === undefined ? 'none is known' : `of ${momentText(last.at)}, is ${last.states.join(', ') || 'queued'}`
  return `the last message of ${of}: ${known}; asked: ${state}${withinText(leaf)}`
}

function becauseOfAnswer(leaf: AnswerLeaf, { facts, now }: Finding): string {
  const { survey, question } = leaf.answer
  const last = lastAnswer(leaf, facts, now).last
  const value = question === undefined ? last?.scores : ownValue(last?.values, question)
  const known = last === undefined ? 'none is known' : `of ${momentText(last.at)}, ${found(value)}`
  const test = leaf.op === undefined ? 'any' : wish({ op: leaf.op, value: leaf.value })
  const which = question === undefined ? survey : `${survey}, ${question}`
  return `the last answer to ${which}: ${known}; asked: ${test}${withinText(leaf)}`
}

const momentText = (at: Date): string => at.toISOString()

const withinText = ({ within }: { readonly within?: string | undefined }): string =>
  within === undefined ? '' : ` within ${within}`

function becauseOfCount(leaf: DidLeaf, { facts, now }: Finding): string {
  const count = timesOfDid(leaf, facts, now).past.length
  return `${stepText(leaf)} happened ${count} times${withinText(leaf)}, asked: at least ${leaf.atLeast ?? 1}`
}

const KIND_TEXTS: Readonly<Record<AskedKind, string>> = {
  track: '',
  page: 'the page ',
  screen: 'the screen ',
  any: 'the event, page or screen ',
}

function stepText(step: Pick<SequenceStep, 'did' | 'kind' | 'where' | 'absent'>): string {
  return `${step.absent === true ? 'no ' : ''}${KIND_TEXTS[step.kind ?? 'track']}${quote(step.did)}${step.where === undefined ? '' : ' (as described)'}`
}

const is = ({ holds }: Finding): string => (holds ? 'so it is' : 'not so')

function found(value: unknown): string {
  return value === undefined ? 'is not known' : `is ${quote(value)}`
}

function wish({ op, value }: Pick<Comparison, 'op' | 'value'>): string {
  return value === undefined ? op : `${op} ${quote(value)}`
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
