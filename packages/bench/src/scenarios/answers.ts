import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { identify } from '../identify.js'
import { sideBySide } from '../measure/side-by-side.js'
import { analyze, userIdOf } from '../people.js'
import type { Scenario } from '../scenario.js'
import { type StackSetting, withFloor } from '../setting.js'

const PEOPLE = 2_000
const SURVEY = {
  title: { de: 'Wie war es?', en: 'How was it?' },
  questions: [
    {
      id: 'score',
      kind: 'csat',
      text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
      scale: { min: 1, max: 5 },
      required: true,
    },
    { id: 'why', kind: 'text', text: { de: 'Warum?', en: 'Why?' }, required: false },
  ],
  ending: { de: 'Danke!', en: 'Thanks!' },
}

/** Sends people to profile, and waits until feedback knows all of them. */
async function makePeople({ servers, stack }: StackSetting): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, person) => ({ userId: userIdOf(person), traits: { locale: 'de' } }))
  await identify(stack, people)
  await eventually(async () => {
    const { rowCount } = await stack.database('feedback').query('select from person')
    if (rowCount !== PEOPLE) throw new Error(`Feedback knows ${rowCount} people of ${PEOPLE}.`)
  })
  await analyze(servers.postgres.url('polyphon_feedback'))
}

/** Answers of people who are known by their user id, each with a score and words. */
export const answers: Scenario = {
  name: 'answers',
  measure: (options) =>
    withFloor({ ...options, only: ['feedback', 'profile'] }, async ({ servers, stack, floor }) => {
      await makePeople({ servers, stack })
      await stack.must('feedback', 'PUT /v1/surveys/how-was-it', { body: SURVEY })
      const next = (path: string) => () => ({
        path,
        headers: { 'idempotency-key': randomUUID() },
        body: JSON.stringify({
          survey: 'how-was-it',
          identifier: { type: 'user_id', value: userIdOf(Math.floor(Math.random() * PEOPLE)) },
          answers: { score: 1 + Math.floor(Math.random() * 5), why: 'Schnell geliefert, sehr gut verpackt.' },
          properties: { late: false },
        }),
      })
      const comparison = {
        name: 'answers',
        unit: 'answers/s',
        method: 'POST' as const,
        connections: 32,
        events: 1,
        servers,
        stack,
        ours: () => ({ name: 'ours', url: stack.url('feedback'), next: next('/v1/answers') }),
        floors: () => [{ name: 'one insert a request', url: floor.url, next: next('/insert') }],
        target: 0.4,
      }
      return [await sideBySide(comparison, options)]
    }),
}
