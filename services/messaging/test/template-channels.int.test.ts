import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
})
afterAll(() => messaging.close())

const put = (key: string, body: unknown) => messaging.call(`PUT /v1/templates/${key}`, { body })
const mail = { subject: 'Ihr Paket {{ data.no }}', body: '<p>Ihr Paket ist da.</p>' }
const short = { body: 'Ihr Paket {{ data.no }} ist da – 5 € zurück. STOP' }
const variables = ['no']
const channels = { sms: { locales: { de: short } }, email: { locales: { en: mail, de: mail } } }

describe('a template for several channels', () => {
  it('keeps the texts of each, and answers the first one in the short form as well', async () => {
    const first = await put('parcel', { channels, variables })
    expect([first.status, first.body.version, first.body.warnings]).toEqual([201, 1, []])
    const { body } = await messaging.call('GET /v1/templates/parcel')
    expect(body).toMatchObject({ channel: 'email', fallbackLocale: 'de', locales: { en: mail, de: mail }, channels })
    expect((await put('parcel', { channels, variables })).body.version).toBe(1)
    // One channel less is another content, and the short form of that one says the same as the long form.
    expect((await put('parcel', { channels: { email: channels.email }, variables })).body.version).toBe(2)
    expect((await put('parcel', { channel: 'E-Mail', locales: channels.email.locales, variables })).body.version).toBe(
      2,
    )
  })

  it('shows what it says on each, and how many messages that is', async () => {
    await put('shown', { channels })
    const preview = async (more: object) =>
      (await messaging.call('POST /v1/templates/shown/preview', { body: { data: { no: 'ł1' }, ...more } })).body
    expect(await preview({})).toMatchObject({ channel: 'email', subject: 'Ihr Paket ł1', segments: null })
    const shown = await preview({ channel: 'sms', locale: 'en' })
    expect(shown).toEqual({
      key: 'shown',
      version: 1,
      channel: 'sms',
      locale: 'de',
      text: 'Ihr Paket ł1 ist da – 5 € zurück. STOP',
      segments: 1,
    })
    expect(await preview({ channel: 'whatsapp' })).toMatchObject({ code: 'template_lacks_channel' })
    const long = await preview({ channel: 'sms', data: { no: 'x'.repeat(1_601) } })
    expect(long).toMatchObject({ code: 'text_too_long' })
  })

  it('is refused with the place of what is wrong', async () => {
    const locales = { de: mail }
    const cases: readonly (readonly [unknown, number, string])[] = [
      [{ channels, channel: 'email', locales }, 400, '/body/channel'],
      [{}, 400, '/body/channel'],
      [{ channel: 'email' }, 400, '/body/locales'],
      [{ channels: {} }, 400, '/body/channels'],
      [{ channels: { fax: { locales } } }, 400, '/body/channels/fax'],
      [{ channels: { sms: { locales } } }, 400, '/body/channels/sms/locales/de/subject'],
      [{ channel: 'sms', locales }, 400, '/body/locales/de/subject'],
      [{ channel: 'email', locales: { de: { body: 'x' } } }, 400, '/body/locales/de/subject'],
      [{ channels: { sms: { locales: { de: { body: '{{ x ' } } } } }, 422, '/body/channels/sms/locales/de/body'],
      [{ channels: { email: { locales }, sms: { locales: { en: short } } } }, 422, '/body/fallbackLocale'],
      [{ channels, fallbackLocale: 'en' }, 422, '/body/fallbackLocale'],
    ]
    for (const [body, status, pointer] of cases) {
      const answer = await put('faulty', body)
      const pointers = [answer.status, (answer.body.errors ?? answer.body.faults)?.[0]?.pointer]
      expect(pointers, JSON.stringify(body)).toEqual([status, pointer])
    }
  })

  it('is warned of where nobody finds the way out of it', async () => {
    const { body } = await put('no-way-out', { channels: { sms: { locales: { de: { body: 'Neu: Jacken' } } } } })
    expect(body.warnings).toMatchObject([
      { pointer: '/body/channels/sms/locales/de/body', code: 'unsubscribe_missing' },
    ])
  })

  it('is read as before where the last release has stored it', async () => {
    await messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
      await tx.query(`insert into template (workspace_id, key, version) values ($1, 'old', 1)`, [tx.workspaceId])
      await tx.query(
        `insert into template_version (workspace_id, key, version, channel, locales, fallback_locale, variables, published_at)
         values ($1, 'old', 1, 'email', $2, 'de', '[]', now())`,
        [tx.workspaceId, JSON.stringify({ de: mail })],
      )
    })
    const { body } = await messaging.call('GET /v1/templates/old')
    expect(body).toMatchObject({ channel: 'email', channels: { email: { locales: { de: mail } } } })
    expect((await put('old', { channel: 'email', locales: { de: mail } })).body.version).toBe(1)
  })
})
