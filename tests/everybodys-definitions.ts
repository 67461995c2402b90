import type { Tenant } from './stack.js'

/** A survey, a template and a journey through which tests take people; nobody is named in them. */
export async function defineForEverybody({ must }: Pick<Tenant, 'must'>): Promise<void> {
  await must('feedback', 'PUT /v1/surveys/delivery', {
    title: 'Lieferung',
    questions: [{ id: 'why', kind: 'text', text: 'Warum?' }],
  })
  await must('messaging', 'PUT /v1/templates/hello', {
    channel: 'email',
    locales: { de: { subject: 'Hallo', body: '<p>Grüße, {{ data.word }}</p>' } },
    fallbackLocale: 'de',
    variables: ['word'],
  })
  await must('journey', 'PUT /v1/journeys/waiting', {
    schema: 'polyphon.journey/1',
    name: 'Warten',
    class: 'service',
    entry: { triggers: [{ type: 'api' }], reentry: { mode: 'always', concurrent: 50 } },
    start: 'wait',
    steps: { wait: { type: 'wait', for: 'P30D', next: null } },
  })
}
