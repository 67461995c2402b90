import { expectSlowGrowth, hostilePages } from '@polyphon/testkit/growth'
import { afterAll, describe, it } from 'vitest'
import { endsAddress } from '../domain/delivery.js'
import { isHtml } from '../domain/html-body.js'
import type { Mail, MailSources } from '../domain/mail.js'
import { composeMail } from './compose-mail.js'
import { openLiquidRenderer } from './liquid-renderer.js'

const renderer = openLiquidRenderer({ workers: 1 })
afterAll(() => renderer.close())

const MINUTES = 10 * 60_000
const render = (sources: Partial<MailSources>, text = '') =>
  renderer.render({
    workspaceId: 'w',
    urgency: 'usual',
    sources: { subject: '', html: null, text: null, ...sources },
    scope: { person: {}, data: { text } },
  })
const mail = (changes: Partial<Mail>, text = ''): Mail => ({
  messageId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a20',
  from: 'Muster <hallo@example.test>',
  to: { address: 'a@example.test', name: null },
  content: { subject: 's', html: '<p>h</p>', text },
  locale: 'de',
  unsubscribeUrl: null,
  sentAt: new Date(0),
  ...changes,
})

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
  it('a reason of a provider', () => expectSlowGrowth((reason) => endsAddress({ event: 'bounced', reason })), MINUTES)
})
