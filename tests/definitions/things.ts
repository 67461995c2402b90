import type { ServiceName } from '../stack.js'

/** A kind of definition as a user sees it: where it is, and three bodies that say different things. */
export interface Thing {
  readonly service: ServiceName
  /** As its operations are called: `Survey`. */
  readonly name: string
  readonly plural: string
  readonly bodies: readonly [object, object, object]
  /** Of the right form, and without sense; null where whatever has the form has sense. */
  readonly senseless: object
}

const mail = { en: { subject: 'Thank you', body: 'Thank you, {{ person.traits.firstName }}!' } }
const template = (subject: string) => ({ channel: 'email', locales: { ...mail, de: { ...mail.en, subject } } })
const survey = (title: string) => ({ title, questions: [{ id: 'score', kind: 'csat', text: 'How was it?' }] })
const segment = (name: string) => ({ name, condition: { did: 'Order Completed', atLeast: 2 } })
const where = { path: 'event.properties.total', op: 'exists' }
const computed = (name: string) => ({ name, compute: 'count', event: 'Order Completed', where })
const unit = (name: string) => ({ name, responsibleFor: [{ language: 'de' }] })
const calendar = (from: string) => ({
  timeZone: 'Europe/Berlin',
  hours: [{ days: [1, 7], from, to: '17:00' }],
  holidays: [],
})
const journey = (timeout: string, next: string | null = null) => ({
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: { triggers: [{ type: 'api' }], reentry: { mode: 'always', concurrent: 1 } },
  start: 'wait',
  steps: { wait: { type: 'wait', for: timeout, next } },
})

/** Every kind of definition there is; a new one is a line here. */
export const things: readonly Thing[] = [
  {
    service: 'profile',
    name: 'Segment',
    plural: 'segments',
    bodies: [segment('A'), segment('B'), segment('C')],
    senseless: { name: 'A', condition: { is: 'nothing' } },
  },
  {
    service: 'profile',
    name: 'ComputedTrait',
    plural: 'computed-traits',
    bodies: [computed('A'), computed('B'), computed('C')],
    senseless: { ...computed('A'), compute: 'sum' },
  },
  {
    service: 'profile',
    name: 'Unit',
    plural: 'units',
    bodies: [unit('A'), unit('B'), unit('C')],
    senseless: { ...unit('A'), parent: 'nowhere' },
  },
  {
    service: 'profile',
    name: 'Calendar',
    plural: 'calendars',
    bodies: [calendar('08:00'), calendar('09:00'), calendar('10:00')],
    senseless: { ...calendar('08:00'), hours: [...calendar('08:00').hours, ...calendar('09:00').hours] },
  },
  {
    service: 'journey',
    name: 'Journey',
    plural: 'journeys',
    bodies: [journey('P1D'), journey('P2D'), journey('P3D')],
    senseless: journey('P1D', 'nowhere'),
  },
  {
    service: 'messaging',
    name: 'Template',
    plural: 'templates',
    bodies: [template('A'), template('B'), template('C')],
    senseless: { channel: 'email', locales: { en: { subject: 'A', body: '{% if %}' } } },
  },
  {
    service: 'feedback',
    name: 'Survey',
    plural: 'surveys',
    bodies: [survey('A'), survey('B'), survey('C')],
    senseless: { ...survey('A'), questions: [...survey('A').questions, ...survey('A').questions] },
  },
]
