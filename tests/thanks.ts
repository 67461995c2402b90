/** How a test calls a service as a workspace; throws where it is refused. */
type Must = (service: 'messaging' | 'journey', operation: string, body: unknown) => Promise<void>

/**
 * Who tells this event gets the mail of the template `danke`, at once or after a wait (ISO 8601); answers the key of the journey.
 */
export async function thankFor(must: Must, event: string, wait?: string): Promise<string> {
  const key = event.toLowerCase()
  await must('messaging', 'PUT /v1/templates/danke', {
    channels: { email: { locales: { de: { subject: 'Danke', body: 'Danke, {{ person.traits.name }}.' } } } },
    fallbackLocale: 'de',
  })
  await must('journey', `PUT /v1/journeys/${key}`, {
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'event', event }], reentry: { mode: 'always', concurrent: 10 } },
    start: wait === undefined ? 's' : 'w',
    steps: {
      ...(wait === undefined ? {} : { w: { type: 'wait', for: wait, next: 's' } }),
      s: { type: 'send', template: 'danke', topic: 'bestellungen', channels: ['email'], next: null },
    },
  })
  return key
}
