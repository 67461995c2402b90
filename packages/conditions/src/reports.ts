import { durationMs } from '@polyphon/values'
import { compare, compareText } from './compare.js'
import type { Facts, GivenAnswer, SentMessage } from './facts.js'
import { statesThatImply } from './message-states.js'
import type { AnswerLeaf, MessageLeaf, MessageSelector } from './schema.js'
import { always, NEVER, type Truth } from './truth.js'

// What other services report of somebody: what became of their messages, and what they answered. Of each only the last
// counts, so nothing has to be folded.

interface Reported {
  readonly id: string
  readonly at: Date
}

/** The last of what is reported, and the moment (epoch ms) of the next that is dated in the future; Infinity without any. */
interface Last<Item> {
  readonly last: Item | undefined
  readonly next: number
}

function lastOf<Item extends Reported>(items: readonly Item[], now: number): Last<Item> {
  let last: Item | undefined
  let next = NEVER
  for (const item of items) {
    const at = item.at.getTime()
    if (at > now) next = Math.min(next, at)
    else if (last === undefined || isLater(item, last)) last = item
  }
  return { last, next }
}

const isLater = (left: Reported, right: Reported): boolean =>
  left.at.getTime() === right.at.getTime() ? compareText(left.id, right.id) > 0 : left.at > right.at

/** The last message of a template or topic. */
export function lastMessage(of: MessageSelector, { lastMessages = [] }: Facts, now: number): Last<SentMessage> {
  const isOf = ({ template, topic }: SentMessage): boolean =>
    'template' in of ? template === of.template : topic === of.topic
  return lastOf(lastMessages.filter(isOf), now)
}

/** The last answer to a survey, or that to a question of it. */
export function lastAnswer(
  { answer: { survey, question } }: AnswerLeaf,
  { lastAnswers = [] }: Facts,
  now: number,
): Last<GivenAnswer> {
  const isTo = (answer: GivenAnswer): boolean =>
    answer.survey === survey && (question === undefined || Object.hasOwn(answer.values, question))
  return lastOf(lastAnswers.filter(isTo), now)
}

export function judgeMessage({ message, state, within }: MessageLeaf, facts: Facts, now: number): Truth {
  if (typeof message === 'string') return always((ownValue(facts.messages, message) ?? []).includes(state))
  const wanted = statesThatImply(state)
  return judgeLast(lastMessage(message, facts, now), { within, now }, ({ states }) =>
    states.some((reached) => wanted.includes(reached)),
  )
}

export function judgeAnswer(leaf: AnswerLeaf, facts: Facts, now: number): Truth {
  const { answer, op, value, within } = leaf
  return judgeLast(lastAnswer(leaf, facts, now), { within, now }, ({ scores, values }) => {
    if (op === undefined) return true
    const given = answer.question === undefined ? scores : [ownValue(values, answer.question)]
    return given.some((actual) => compare({ op, value }, actual, now).holds)
  })
}

/** Of what came last whether it is as asked for, and young enough; what never came is not. */
function judgeLast<Item extends Reported>(
  { last, next }: Last<Item>,
  { within, now }: { readonly within: string | undefined; readonly now: number },
  isWanted: (item: Item) => boolean,
): Truth {
  const end = last === undefined || within === undefined ? NEVER : last.at.getTime() + durationMs(within)
  const holds = last !== undefined && now < end && isWanted(last)
  return { holds, until: holds ? Math.min(end, next) : next }
}

export function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
