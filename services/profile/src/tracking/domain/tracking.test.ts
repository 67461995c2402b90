import { describe, expect, it } from 'vitest'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import { readStatedTime } from './timestamps.js'
import { type Envelope, readEvent } from './tracking.js'

const CHOICES = '/context/consent/categoryPreferences'
const nothing: Envelope = { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] }
const read = (raw: unknown, kind: InteractionKind | null = null, envelope = nothing) =>
  readEvent(raw, kind, envelope, 'fresh')
const event = (...input: Parameters<typeof read>) => {
  const result = read(...input)
  if (!result.ok) throw new Error(result.refusal.detail)
  return result.event
}
const refusal = (raw: unknown, kind: InteractionKind | null = null) => {
  const result = read(raw, kind)
  return result.ok ? null : [result.refusal.pointer, result.refusal.code]
}

describe('reading a call', () => {
  it('finds every identifier', () => {
    const { identifiers } = event({
      type: 'identify',
      userId: 17,
      anonymousId: 'a1',
      traits: { email: 'Änne@Example.org' },
      context: {
        traits: { email: 'other@example.org', phone: '0170 1234567' },
        device: { id: 'd1' },
        externalIds: [
          { id: 'c9', type: 'crm', collection: 'users', encoding: 'none' },
          'junk',
          { id: 1 },
          { id: 'acme', type: 'account_id', collection: 'accounts' },
        ],
      },
    })
    expect(identifiers).toEqual([
      { type: 'user_id', value: '17' },
      { type: 'anonymous_id', value: 'a1' },
      { type: 'email', value: 'Änne@Example.org' },
      { type: 'phone', value: '0170 1234567' },
      { type: 'device_id', value: 'd1' },
      { type: 'crm', value: 'c9' },
    ])
  })

  it('counts characters, not what they are made of', () => {
    const emoji = (count: number) => '😀'.repeat(count)
    const call = { userId: 'u', messageId: emoji(100), channel: emoji(100) }
    expect(event({ ...call, event: emoji(512) }, 'track')).toMatchObject({
      messageId: emoji(100),
      channel: emoji(100),
      name: emoji(512),
      warnings: [],
    })
    expect(event({ ...call, name: emoji(512) }, 'page').name).toBe(emoji(512))
    expect(event({ ...call, properties: { name: emoji(512) } }, 'screen').name).toBe(emoji(512))
    expect(refusal({ ...call, event: emoji(513) }, 'track')).toEqual(['/event', 'event_name_invalid'])
    expect(refusal({ ...call, messageId: emoji(101) }, 'page')).toEqual(['/messageId', 'message_id_invalid'])
    const { name, channel, warnings } = event({ ...call, name: emoji(513), channel: emoji(101) }, 'page')
    expect([name, channel, warnings.map(({ code }) => code)]).toEqual([null, null, ['name_invalid', 'channel_invalid']])
  })

  it('reads external ids under both names that clients have for them, 100 in all', () => {
    const ids = (field: string, count: number) =>
      Array.from({ length: count }, (_, at) => ({ type: field, id: `${field}-${at}` }))
    const { identifiers, warnings } = event({
      type: 'track',
      event: 'X',
      context: {
        externalIds: ids('plural', 60),
        externalId: [{ type: 'shop', id: 's1', collection: 'accounts' }, ...ids('ios.id', 60)],
      },
    })
    expect(identifiers).toHaveLength(99)
    expect(identifiers.at(-1)).toEqual({ type: 'ios.id', value: 'ios.id-38' })
    expect(warnings.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/context/externalId/40', 'too_many_external_ids'],
      ['/context/externalId/0', 'external_id_of_others'],
    ])
    const wrong = event({ type: 'track', event: 'X', userId: 'u', context: { externalId: { type: 'a', id: 'b' } } })
    expect(wrong.warnings).toMatchObject([{ pointer: '/context/externalId', code: 'list_expected' }])
  })

  it('takes the traits of a group for the group’s, not the person’s', () => {
    const group = event({ type: 'group', groupId: 3, traits: { name: 'Straßenbau Müller', email: 'post@mueller.de' } })
    expect(group).toMatchObject({
      groupId: '3',
      identifiers: [],
      personTraits: {},
      traits: { name: 'Straßenbau Müller' },
    })
  })

  it('reads the traits in the context of any call', () => {
    const track = event({ type: 'track', event: 'X', userId: 'u', context: { traits: { plan: 'plus' } } })
    expect(track).toMatchObject({ personTraits: { plan: 'plus' }, traits: null, name: 'X' })
    const identify = event(
      { userId: 'u', traits: { plan: 'pro' }, context: { traits: { plan: 'plus', a: 1 } } },
      'identify',
    )
    expect(identify.personTraits).toEqual({ plan: 'pro', a: 1 })
  })

  it('lays what the batch says under each event', () => {
    const envelope = {
      context: { library: { name: 'x', version: '1' }, locale: 'de-DE' },
      integrations: { All: true },
      sentAt: readStatedTime('2026-11-22T10:00:00Z'),
      timestamp: readStatedTime('2026-11-22T09:00:00Z'),
      warnings: [],
    }
    const page = event(
      { type: 'page', userId: 'u', name: 'Kasse', context: { library: { name: 'y' } } },
      null,
      envelope,
    )
    expect(page.context).toEqual({ library: { name: 'y', version: '1' }, locale: 'de-DE' })
    expect(page.integrations).toEqual({ All: true })
    expect(page.sentAt).toEqual(new Date('2026-11-22T10:00:00Z'))
    expect(page.statedAt).toEqual(new Date('2026-11-22T09:00:00Z'))
    const call = {
      type: 'page',
      userId: 'u',
      originalTimestamp: '2026-11-22T08:00:00Z',
      sentAt: '2026-11-22T08:00:01Z',
    }
    expect(event(call, null, envelope)).toMatchObject({
      statedAt: new Date('2026-11-22T08:00:00Z'),
      sentAt: new Date('2026-11-22T08:00:01Z'),
    })
  })

  it('finds the name of a page where the client has put it', () => {
    expect(event({ userId: 'u', name: 'Kasse' }, 'page').name).toBe('Kasse')
    expect(event({ userId: 'u', properties: { name: 'Übersicht' } }, 'screen').name).toBe('Übersicht')
    expect(event({ userId: 'u', properties: { name: 5 } }, 'page').name).toBeNull()
  })

  it('keeps or makes the message id', () => {
    expect(event({ userId: 'u' }, 'page').messageId).toBe('fresh')
    expect(event({ userId: 'u', messageId: 'ü'.repeat(100) }, 'page').messageId).toHaveLength(100)
    expect(event({ userId: 'u', messageId: 5 }, 'page').messageId).toBe('5')
  })

  it('names the kind by the route, by `type` or by the `action` of older clients', () => {
    expect(event({ type: 'track', userId: 'u' }, 'identify').kind).toBe('identify')
    expect(event({ action: 'track', event: 'Order', userId: 'u' }).kind).toBe('track')
  })

  it('believes no local time of sending beside a time that says its offset', () => {
    const local = '2026-11-22T11:00:00.000'
    const page = event({ type: 'page', userId: 'u', timestamp: '2026-11-22T09:59:59Z', sentAt: local })
    expect([page.statedAt, page.sentAt]).toEqual([new Date('2026-11-22T09:59:59Z'), null])
    expect(page.warnings.map(({ pointer, code }) => [pointer, code])).toEqual([['/sentAt', 'time_unreadable']])
    const envelope = { context: {}, integrations: {}, sentAt: readStatedTime(local), timestamp: null, warnings: [] }
    expect(event({ type: 'page', userId: 'u', timestamp: 1_795_341_600 }, null, envelope).sentAt).toBeNull()
    // Where both are local they are of one clock, and what they say of each other holds.
    const both = event({ type: 'page', userId: 'u', timestamp: '2026-11-22T10:59:59', sentAt: local })
    expect([both.sentAt, both.warnings]).toEqual([new Date(`${local}Z`), []])
  })

  it('costs an event its time where that cannot be read, never its life', () => {
    const page = event({ type: 'page', userId: 'u', timestamp: 'gestern', sentAt: '01/02/2026' })
    expect([page.statedAt, page.sentAt]).toEqual([null, null])
    expect(page.warnings.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/sentAt', 'time_unreadable'],
      ['/timestamp', 'time_unreadable'],
    ])
    const other = event({
      type: 'page',
      userId: 'u',
      timestamp: 'gestern',
      originalTimestamp: '2026-11-22 08:00:00+00',
    })
    expect(other.statedAt).toEqual(new Date('2026-11-22T08:00:00Z'))
    for (const timestamp of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30', '', 0, {}, []])
      expect(event({ type: 'page', userId: 'u', timestamp }), JSON.stringify(timestamp)).toMatchObject({
        statedAt: null,
        warnings: [{ pointer: '/timestamp', code: 'time_unreadable' }],
      })
  })

  it('refuses what is no call, naming the field', () => {
    const cases: readonly (readonly [unknown, string, string])[] = [
      ['text', '', 'event_invalid'],
      [null, '', 'event_invalid'],
      [{ userId: 'u' }, '/type', 'type_unknown'],
      [{ type: 'toString', userId: 'u' }, '/type', 'type_unknown'],
      [{ type: 'page' }, '/userId', 'identity_required'],
      [{ type: 'page', userId: ' ' }, '/userId', 'identity_required'],
      [{ type: 'page', userId: {} }, '/userId', 'id_invalid'],
      [{ type: 'page', anonymousId: true }, '/anonymousId', 'id_invalid'],
      [{ type: 'page', userId: 'u', messageId: 'x'.repeat(101) }, '/messageId', 'message_id_invalid'],
      [{ type: 'track', userId: 'u' }, '/event', 'event_name_invalid'],
      [{ type: 'track', userId: 'u', event: '' }, '/event', 'event_name_invalid'],
      [{ type: 'track', userId: 'u', event: 'x'.repeat(513) }, '/event', 'event_name_invalid'],
      [{ type: 'group', userId: 'u' }, '/groupId', 'group_id_required'],
      [{ type: 'alias', userId: 'u' }, '/previousId', 'previous_id_required'],
    ]
    for (const [raw, pointer, code] of cases) expect(refusal(raw), JSON.stringify(raw)).toEqual([pointer, code])
  })

  it('goes on without a field that is not needed, and says so', () => {
    const cases: readonly (readonly [object, string, string])[] = [
      [{ properties: [] }, '/properties', 'object_expected'],
      [{ properties: 'x' }, '/properties', 'object_expected'],
      [{ type: 'identify', traits: [] }, '/traits', 'object_expected'],
      [{ type: 'group', groupId: 'g', traits: 7 }, '/traits', 'object_expected'],
      [{ context: 1 }, '/context', 'object_expected'],
      [{ context: { traits: 'x' } }, '/context/traits', 'object_expected'],
      [{ context: { consent: true } }, '/context/consent', 'object_expected'],
      [{ context: { consent: { categoryPreferences: [true] } } }, CHOICES, 'object_expected'],
      [
        { context: { consent: { categoryPreferences: { größe: 'ja' } } } },
        `${CHOICES}/größe`,
        'consent_choice_invalid',
      ],
      [{ integrations: [] }, '/integrations', 'object_expected'],
      [{ userId: {} }, '/userId', 'id_invalid'],
      [{ userId: false }, '/userId', 'id_invalid'],
      [{ groupId: [] }, '/groupId', 'id_invalid'],
      [{ messageId: '' }, '/messageId', 'message_id_invalid'],
      [{ messageId: true }, '/messageId', 'message_id_invalid'],
      [{ event: 404 }, '/event', 'text_expected'],
      [{ type: 'page', name: 404 }, '/name', 'text_expected'],
      [{ type: 'page', name: {} }, '/name', 'name_invalid'],
      [{ channel: 5 }, '/channel', 'channel_invalid'],
      [{ context: { externalIds: { id: 1 } } }, '/context/externalIds', 'list_expected'],
      [{ context: { externalIds: ['x'] } }, '/context/externalIds/0', 'external_id_invalid'],
    ]
    for (const [raw, pointer, code] of cases) {
      const { warnings } = event({ type: 'track', event: 'X', anonymousId: 'a', ...raw })
      expect(
        warnings.map((warning) => [warning.pointer, warning.code]),
        JSON.stringify(raw),
      ).toEqual([[pointer, code]])
    }
  })

  it('takes a number for the name it writes, and the type in any case', () => {
    expect(event({ type: 'TRACK', userId: 'u', event: 404 })).toMatchObject({ kind: 'track', name: '404' })
  })

  it('names at most 20 things that were left out, and how many more there are', () => {
    const externalIds = Array.from({ length: 50 }, () => 'x'.repeat(1_000))
    const { warnings } = event({ type: 'page', userId: 'u', context: { externalIds } })
    expect([warnings.length, warnings.at(-1)]).toEqual([21, { pointer: '', code: 'more_warnings', detail: '30 more.' }])
  })
})
