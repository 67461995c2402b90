import { randomUUID } from 'node:crypto'
import { sideBySide } from '../measure/side-by-side.js'
import { userIdOf } from '../people.js'
import type { Scenario } from '../scenario.js'
import { withFloor } from '../setting.js'

const PEOPLE = 10_000
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

/** Answers of people who are known by their user id, each with a score and words. */
export const answers: Scenario = {
  name: 'answers',
  measure: (options) =>
    withFloor({ ...options, only: ['feedback', 'profile'] }, async ({ servers, stack, floor }) => {
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
