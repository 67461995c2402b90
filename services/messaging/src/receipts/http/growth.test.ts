import { expectSlowGrowth, type Hostile, hostilePages, hostileTexts } from '@polyphon/testkit/growth'
import { phoneNormaliser } from '@polyphon/values'
import { afterAll, describe, it } from 'vitest'
import { addressOf, nameOf, type Recipient } from '../../channels/domain/address.js'
import type { Sources } from '../../channels/domain/channel-kind.js'
import { isHtml } from '../../channels/domain/html-body.js'
import type { Mail } from '../../channels/domain/mail.js'
import { composeMail } from '../../channels/providers/compose-mail.js'
import { endsAddress } from '../../messages/domain/delivery.js'
import { openLiquidRenderer } from '../../templates/providers/liquid-renderer.js'
import { readReceipts } from './read-receipts.js'

const renderer = openLiquidRenderer({ workers: 1 })
afterAll(() => renderer.close())

const MINUTES = 10 * 60_000
const NOW = new Date(0)
const render = (sources: Partial<Sources>, text = '') =>
  renderer.render({
    workspaceId: 'w',
    urgency: 'usual',
    sources: { subject: '', html: null, text: null, ...sources },
    speaks: { locale: 'en', timeZone: 'UTC' },
    scope: { person: {}, data: { text } },
  })
const mail = (changes: Partial<Mail>, text = ''): Mail => ({
  messageId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a20',
  from: { name: 'Muster', address: 'hallo@example.test' },
  to: { address: 'a@example.test', name: null },
  content: { subject: 's', html: '<p>h</p>', text },
  locale: 'de',
  unsubscribeUrl: null,
  sentAt: new Date(0),
  ...changes,
})

// A template may have 200,000 characters: what is longer is refused before it is read, which would look like no growth.
const templates = new Map(
  [...hostileTexts].map(([name, input]): readonly [string, Hostile] => [name, (bytes) => input(bytes / 4)]),
)
// What reads a text by a pattern, all in one go; `escape` and its like are in every HTML part.
const FILTERS = [
  'strip_html',
  'escape_once',
  'normalize_whitespace',
  'strip_newlines',
  'newline_to_br',
  'truncatewords: 50000',
  'slugify',
  'url_encode',
]
const person = (traits: Recipient['traits']): Recipient => ({
  profileId: 'p',
  traits,
  identifiers: [],
  locale: null,
  timeZone: null,
})
const normalisePhone = phoneNormaliser('DE')

/** Every function of this service that reads a text of somebody else, whoever has limited its length before. */
describe('the work for a text grows no faster than the text', () => {
  it('whether a body is HTML', () => expectSlowGrowth(isHtml), MINUTES)
  it('the text part of HTML', () => expectSlowGrowth((text) => render({ html: text }), hostilePages), MINUTES)
  it(
    'the HTML part of a text',
    () => expectSlowGrowth((text) => render({ text: '{{ data.text }}' }, text), hostilePages),
    MINUTES,
  )
  it('a mail', () => expectSlowGrowth((text) => composeMail(mail({}, text)), hostilePages), MINUTES)
  it(
    'the header of a mail',
    () => expectSlowGrowth((text) => composeMail(mail({ content: { subject: text, html: '', text: '' } }))),
    MINUTES,
  )
  it(
    'names and addresses in a header',
    () => expectSlowGrowth((text) => composeMail(mail({ to: { address: text, name: text } }))),
    MINUTES,
  )
  it('a template', () => expectSlowGrowth((text) => render({ text }), templates), MINUTES)
  it(
    'the filters of a template',
    () =>
      expectSlowGrowth(
        (text) => render({ text: FILTERS.map((filter) => `{{ data.text | ${filter} }}`).join('') }, text),
        hostilePages,
      ),
    MINUTES,
  )
  it(
    'an address, and a name beside it',
    () =>
      expectSlowGrowth((text) => {
        const recipient = person({ email: text, phone: text, name: text })
        return [
          addressOf(recipient, 'email', normalisePhone),
          addressOf(recipient, 'sms', normalisePhone),
          nameOf(recipient),
        ]
      }),
    MINUTES,
  )
  it(
    'a callback, and an event in it',
    () =>
      expectSlowGrowth((text) => {
        const event = { id: 'e', messageId: text, event: 'bounced', occurredAt: text, reason: text }
        return [readReceipts(text, NOW), readReceipts(JSON.stringify({ events: [event] }), NOW)]
      }),
    MINUTES,
  )
  it('a reason of a provider', () => expectSlowGrowth((reason) => endsAddress({ event: 'bounced', reason })), MINUTES)
})
