import * as fc from 'fast-check'
import { type Condition, MESSAGE_STATES } from '../src/index.js'
import type { AnswerLeaf } from '../src/schema.js'
import { around, WITHIN } from './moments.js'

export const TOPICS = ['offers', 'service'] as const
const TEMPLATES = ['welcome', 'offer'] as const
const SURVEYS = ['nps', 'delivery'] as const
const QUESTIONS = ['score', 'reasons', 'constructor'] as const
const OPTIONS = ['price', 'speed'] as const
const within = fc.constantFrom(...WITHIN)
/** The last message of a template or topic. */
export const lastMessage: fc.Arbitrary<Condition> = fc.record(
  {
    message: fc.oneof(
      fc.record({ template: fc.constantFrom(...TEMPLATES) }),
      fc.record({ topic: fc.constantFrom(...TOPICS) }),
    ),
    state: fc.constantFrom(...MESSAGE_STATES),
    within,
  },
  { requiredKeys: ['message', 'state'] },
)
const grade = fc.integer({ min: 0, max: 3 })
const ofScores = fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte')
/** The last answer to a survey or a question. */
export const answer: fc.Arbitrary<Condition> = fc
  .record({
    survey: fc.constantFrom(...SURVEYS),
    question: fc.constantFrom(undefined, ...QUESTIONS),
    test: fc.oneof(
      fc.constant({}),
      fc.record({ op: ofScores, value: grade }),
      fc.record({ op: fc.constant('in' as const), value: fc.array(grade, { minLength: 1, maxLength: 2 }) }),
      fc.record({ op: fc.constant('contains' as const), value: fc.constantFrom(...OPTIONS) }),
    ),
    limit: fc.oneof(fc.constant({}), fc.record({ within })),
  })
  .filter(({ question, test }) => question !== undefined || !('op' in test) || test.op !== 'contains')
  .map(({ survey, question, test, limit }): AnswerLeaf => {
    return { answer: { survey, ...(question === undefined ? {} : { question }) }, ...test, ...limit }
  })

export const sentMessage = fc.record({
  id: fc.constantFrom('m1', 'm2', 'M3', 'ß4'),
  template: fc.constantFrom(...TEMPLATES),
  topic: fc.constantFrom(...TOPICS),
  at: around,
  states: fc.subarray([...MESSAGE_STATES]),
})

export const givenAnswer = fc.record({
  id: fc.constantFrom('a1', 'a2', 'A3', 'ß4'),
  survey: fc.constantFrom(...SURVEYS),
  at: around,
  scores: fc.array(grade, { maxLength: 2 }),
  values: fc.dictionary(
    fc.constantFrom(...QUESTIONS),
    fc.oneof(grade, fc.subarray([...OPTIONS]), fc.constantFrom('price', 'Größe')),
  ),
})
