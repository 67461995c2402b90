import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { polyphon } from './cli/run-cli.js'
import { linkIn, mailsTo } from './mail.js'
import { SERVICES, startTestStack, type Tenant, type TestStack } from './stack.js'

let stack: TestStack
let folder: string
beforeAll(async () => {
  stack = await startTestStack()
  folder = mkdtempSync(join(tmpdir(), 'polyphon-starters-'))
  cpSync(join(import.meta.dirname, '../examples'), folder, { recursive: true })
})
afterAll(async () => {
  await stack?.close()
  rmSync(folder, { recursive: true, force: true })
})

const push = ({ secretKey }: Tenant, starter: string, ...words: readonly string[]) => {
  const addresses = SERVICES.map((name) => `${name}=${stack.url(name)}`).join(',')
  return polyphon(['push', join(folder, starter), ...words], {
    env: { POLYPHON_URL: addresses, POLYPHON_KEY: secretKey },
  })
}

/** Somebody who orders: what they are, and the subject of the mail that confirms it. */
const orders = [
  {
    starter: 'starter-de',
    traits: { firstName: 'Änne', lastName: 'Groß' },
    mail: ['Ihre Bestellung 4711', 'Guten Tag Änne Groß,'],
  },
  {
    starter: 'starter-de',
    traits: { firstName: 'Ömer', formOfAddress: 'du' },
    mail: ['Deine Bestellung 4711', 'Hallo Ömer,'],
  },
  { starter: 'starter-de', traits: {}, mail: ['Ihre Bestellung 4711', 'Guten Tag,'] },
  { starter: 'starter-en', traits: { firstName: 'Zoë' }, mail: ['Your order 4711', 'Hello Zoë,'] },
]

const tenantOf = (starter: string): Tenant => (starter === 'starter-de' ? stack.workspace : stack.other)

describe.each(['starter-de', 'starter-en'])('%s', (starter) => {
  it('goes live with one push, and a second one changes nothing', async () => {
    const first = await push(tenantOf(starter), starter)
    expect(first.code, `${first.out}${first.err}`).toBe(0)
    const again = await push(tenantOf(starter), starter, '--json')
    expect(again.code, again.err).toBe(0)
    const { items } = JSON.parse(again.out)
    expect(new Set(items.map(({ outcome }: { readonly outcome: string }) => outcome))).toEqual(new Set(['unchanged']))
  })
})

describe('a starter at work', () => {
  it.each(
    orders.map((order, index) => ({ ...order, userId: `kundin-${index}`, address: `kundin-${index}@example.test` })),
  )(
    'confirms an order in the language and form of $userId',
    async ({ starter, traits, mail: [subject = '', hello = ''], userId, address }) => {
      const { call } = tenantOf(starter)
      const identified = await call('profile', 'POST /v1/identify', {
        body: { userId, traits: { ...traits, email: address } },
      })
      expect(identified.status).toBe(200)
      await call('profile', 'POST /v1/track', {
        body: { userId, event: 'Order Completed', properties: { orderId: 4711 } },
      })
      await eventually(() => expect(mailsTo(stack.mailFolder, address)).toHaveLength(1))
      const [mail] = mailsTo(stack.mailFolder, address)
      expect(mail).toMatchObject({ subject })
      expect(mail?.html).toContain(hello)
    },
  )

  it.each([
    { starter: 'starter-de', survey: 'delivery-sie', template: 'ask-delivery-sie', link: 'Lieferung bewerten' },
    {
      starter: 'starter-de',
      survey: 'recommendation-du',
      template: 'ask-recommendation-du',
      link: 'Deine Meinung sagen',
    },
    { starter: 'starter-en', survey: 'delivery', template: 'ask-delivery', link: 'Rate the delivery' },
  ])('asks with $template, by a link that shows $survey', async ({ starter, survey, template, link }) => {
    const { call } = tenantOf(starter)
    const address = `${survey}@example.test`
    const { body: person } = await call('profile', `PUT /v1/profiles/by/user_id/${survey}`, {
      body: { traits: { email: address } },
    })
    const proof = {
      noticeKey: 'form',
      noticeVersion: '1',
      noticeText: 'Ja',
      locale: 'de',
      mechanism: 'checkbox',
      occurredAt: new Date().toISOString(),
      actor: survey,
    }
    const permission = { profileId: person.id, channel: 'email', topic: 'feedback', state: 'granted', proof }
    expect((await call('messaging', 'PUT /v1/permissions', { body: permission })).status).toBe(200)
    await eventually(async () => {
      const body = { profileId: person.id, template, properties: { orderId: '4711' } }
      expect((await call('feedback', `POST /v1/surveys/${survey}/invitations`, { body })).body.decision).toBe('asked')
    })
    await eventually(() => expect(mailsTo(stack.mailFolder, address)).toHaveLength(1))
    const [mail] = mailsTo(stack.mailFolder, address)
    const shown = await fetch(linkIn(mail?.html ?? '', link), { headers: { accept: 'application/json' } })
    expect(shown.status).toBe(200)
  })
})
