/** A small journey for the API reference: after the delivery, ask how it was. */
export const exampleJourney = {
  schema: 'polyphon.journey/1',
  name: 'Nach der Lieferung',
  class: 'research',
  entry: {
    triggers: [{ type: 'event', event: 'Order Delivered', correlateBy: 'event.properties.orderId' }],
    reentry: { mode: 'always', concurrent: 10 },
  },
  exit: { rules: [{ id: 'returned', on: { event: 'Order Returned' }, outcome: 'returned' }] },
  start: 'rest',
  steps: {
    rest: {
      type: 'wait',
      for: 'P1D',
      window: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
      next: 'thank-you',
    },
    'thank-you': {
      type: 'ask',
      survey: 'delivery',
      topic: 'orders',
      channels: ['email'],
      properties: { late: { path: 'event.properties.late' } },
      timeout: 'P14D',
      onAnswered: 'answered',
      next: null,
    },
    answered: { type: 'exit', outcome: 'answered' },
  },
}
