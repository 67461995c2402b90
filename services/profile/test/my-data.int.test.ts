import { randomUUID } from 'node:crypto'
import {
  feedbackRequested,
  messageBounced,
  messageDelivered,
  messageDropped,
  messageQueued,
  messageSent,
  runEnded,
  runStarted,
} from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh, type Json, proof } from './calling.js'
import { addPerson, ago, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
  await made('PUT /v1/units/haus-3', { name: 'Haus 3, Frau Geheim' })
  for (const key of ['Weiß & Söhne', 'familie'])
    await made(`PUT /v1/accounts/${encodeURIComponent(key)}`, { traits: { intern: 'Geheimrabatt' } })
  await made('PUT /v1/segments/treu', { name: 'Treue Kundschaft', condition: has('treu'), purpose: 'profiling' })
  await made('PUT /v1/segments/da', { name: 'Wer da ist', condition: has('treu') })
  await made('PUT /v1/computed-traits/orders', {
    name: 'Bestellungen',
    compute: 'count',
    event: 'Order Completed',
    purpose: 'profiling',
  })
})
afterAll(() => profile.close())

const { put, merge, send } = callsOf(() => profile)
const has = (name: string) => ({ path: `traits.${name}`, op: 'exists' })
const made = async (call: string, body: unknown, options: object = {}) => {
  const answer = await profile.call(call, { body, ...options })
  if (answer.status >= 300) throw new Error(`${call}: ${answer.text}`)
  return answer.body
}
const tokenOf = async (subject: Json): Promise<string> => (await made('POST /v1/person-tokens', subject)).token
const as = (token: string, headers: Json = {}, key = profile.workspace.publishableKey) => ({
  key,
  headers: { 'polyphon-person': token, ...headers },
})
const my = async (profileId: string, headers: Json = {}) => {
  const answer = await profile.call('GET /v1/my', as(await tokenOf({ profileId }), headers))
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const say = (profileId: string, purpose: string, state: string) =>
  made('PUT /v1/consents', { profileId, purpose, state, proof: proof(NOW) })
const identifiersIn = (mine: { known: { identifiers: { type: string; value: string }[] } }): readonly string[] =>
  mine.known.identifiers.map(({ type, value }) => `${type}:${value}`).toSorted()

/** A message of a journey, which somebody got. */
async function gets(profileId: string, trigger = runStarted.example.trigger) {
  const [runId, messageId, invitationId] = [randomUUID(), randomUUID(), randomUUID()]
  const { id } = profile.workspace
  const run = { runId, journey: 'nach-lieferung', profileId, trigger, occurredAt: ago(40_000).toISOString() }
  await profile.publish(runStarted, id, { ...runStarted.example, ...run })
  const invitation = { profileId, runId, invitationId, survey: 'lieferung' }
  await profile.publish(feedbackRequested, id, { ...feedbackRequested.example, ...invitation }, { time: ago(30_000) })
  const message = { ...messageSent.example, profileId, runId, invitationId, messageId, orderId: `${runId}:danke:1` }
  await profile.publish(messageSent, id, { ...message, occurredAt: ago(20_000).toISOString() })
  await profile.publish(messageDelivered, id, { ...message, occurredAt: ago(10_000).toISOString() })
  await profile.publish(runEnded, id, { ...runEnded.example, profileId, runId, occurredAt: ago(5_000).toISOString() })
  await eventually(async () => expect((await my(profileId)).why.journeys[0]?.endedAt).toBe(ago(5_000).toISOString()))
  return { runId, messageId }
}

describe('my data', () => {
  it('says what is known, what is open, what is allowed and why something came', async () => {
    const user = fresh('Käthe-ß-🦊')
    const anna = await put(encodeURIComponent(user), { traits: { treu: 'ja, größer', locale: 'de-AT' } })
    await say(anna, 'profiling', 'granted')
    await send({ type: 'track', event: 'Order Completed', userId: user, messageId: fresh('m') })
    await made(`PUT /v1/accounts/${encodeURIComponent('Weiß & Söhne')}/members/${anna}`, { roles: ['customer'] })
    await made('POST /v1/work', {
      why: 'Intern: schwierig',
      kind: 'call_back',
      profileId: anna,
      owner: { unit: 'haus-3' },
    })
    const { runId, messageId } = await gets(anna)

    const mine = await my(anna)
    expect(mine).toMatchObject({
      profileId: anna,
      language: 'de',
      known: {
        traits: { treu: 'ja, größer', locale: 'de-AT' },
        computedTraits: { orders: 1 },
        identifiers: [{ type: 'user_id', value: user, verified: true }],
        segments: [
          { key: 'da', name: 'Wer da ist', purpose: 'service' },
          { key: 'treu', name: 'Treue Kundschaft', purpose: 'profiling' },
        ],
        accounts: [{ accountKey: 'Weiß & Söhne', roles: ['customer'], validTo: null }],
        locale: 'de-AT',
      },
      open: {
        work: [{ kind: 'call_back', service: 'profile', state: 'open', text: 'Sie werden zurückgerufen' }],
        exports: [],
      },
      allowed: { restrictedSince: null },
    })
    expect(mine.allowed.purposes).toContainEqual(
      expect.objectContaining({ purpose: 'profiling', allowed: true, state: 'granted', since: NOW.toISOString() }),
    )
    expect(mine.why.messages).toMatchObject([
      {
        messageId,
        at: ago(20_000).toISOString(),
        state: 'delivered',
        survey: 'lieferung',
        orderedBy: { runId, journey: 'nach-lieferung', step: 'danke' },
      },
    ])
    expect(mine.why.messages[0].text).toBe(
      'Nachricht zur Umfrage „lieferung“ zum Thema „orders“ (email, zugestellt), um Sie nach Ihrer Meinung zu fragen. Die Journey „nach-lieferung“ hat sie im Schritt „danke“ bestellt; sie begann, weil „Order Delivered“ geschah.',
    )
    expect(mine.why.journeys).toMatchObject([
      { runId, journey: 'nach-lieferung', began: { by: 'event', event: 'Order Delivered' } },
    ])
    expect(mine.links.map(({ operationId }: { operationId: string }) => operationId)).toContain('listPermissions')
    // Nothing of the firm's own: why there is work, and whose it is.
    expect(JSON.stringify(mine)).not.toMatch(/Intern|haus-3|Geheim/)

    const english = await my(anna, { 'accept-language': 'fr, en;q=0.8, de;q=0.5' })
    expect([english.language, english.open.work[0].text]).toEqual(['en', 'You will be called back'])
    expect(english.why.journeys[0].text).toBe('The journey “nach-lieferung” began because “Order Delivered” happened.')
  })

  it('leaves out what never went out, and says what came back', async () => {
    const anna = await put(fresh('anna'))
    const { id } = profile.workspace
    for (const [definition, messageId] of [
      [messageDropped, randomUUID()],
      [messageQueued, randomUUID()],
      [messageBounced, randomUUID()],
    ] as const)
      await profile.publish(definition, id, {
        ...messageSent.example,
        runId: undefined,
        orderId: undefined,
        profileId: anna,
        messageId,
      })
    await eventually(async () => {
      const { why } = await my(anna, { 'accept-language': 'en' })
      expect(why.messages).toMatchObject([{ state: 'bounced', orderedBy: null }])
      expect(why.messages[0].text).toContain('The firm has sent it itself.')
    })
  })

  it('has a copy that is being made', async () => {
    const anna = await put(fresh('anna'))
    const { jobId } = await made('POST /v1/privacy/exports', { profileId: anna })
    expect((await my(anna)).open.exports).toEqual([
      { exportId: jobId, state: 'running', requestedAt: NOW.toISOString(), href: `/v1/privacy/exports/${jobId}` },
    ])
  })
})

describe('who is shown my data', () => {
  const refused = async (options: object) => {
    const { status, body } = await profile.call('GET /v1/my', options)
    return [status, body.code]
  }

  it('is whom the token speaks for, and nobody without one', async () => {
    const [anna, token] = [await put('nur-anna', { traits: { name: 'Anna' } }), await tokenOf({ userId: 'nur-anna' })]
    const { body, headers } = await profile.call('GET /v1/my', as(token))
    expect([body.profileId, headers.get('cache-control')]).toEqual([anna, 'no-store'])
    expect(headers.get('vary')).toContain('Accept-Language')
    expect(await refused({})).toEqual([403, 'person_token_required'])
    expect(await refused(as(token, {}, profile.workspace.secretKey))).toEqual([403, 'person_token_required'])
    expect(await refused({ key: profile.workspace.publishableKey })).toEqual([403, 'person_token_required'])
    expect(await refused({ key: null, headers: { 'polyphon-person': token } })).toEqual([401, 'credential_missing'])
    expect(await refused(as(token, {}, profile.other.publishableKey))).toEqual([401, 'person_token_invalid'])
    expect(await refused(as(await tokenOf({ userId: 'niemand' })))).toEqual([404, 'profile_unknown'])
  })

  it('says nothing of others: of another workspace, of who is in the same account, of who uses the same device', async () => {
    const [left, right, device] = [fresh('links'), fresh('rechts'), fresh('gerät')]
    for (const userId of [left, right, left])
      await send({ type: 'identify', userId, anonymousId: device, messageId: fresh('m') })
    const [anna, jonas] = [await put(left), await put(right, { traits: { name: 'Jonas Anderer' } })]
    const foreign = await addPerson(profile, {
      workspaceId: profile.other.id,
      traits: { name: 'Fremde' },
      identifiers: [{ type: 'user_id', value: left }],
    })
    for (const id of [anna, jonas]) await made(`PUT /v1/accounts/familie/members/${id}`, { roles: ['customer'] })
    await gets(jonas)
    const mine = await my(anna)
    expect(identifiersIn(mine)).toEqual([`user_id:${left}`])
    expect(mine.known.accounts).toMatchObject([{ accountKey: 'familie' }])
    const text = JSON.stringify(mine)
    for (const theirs of [jonas, foreign, right, 'Jonas', 'Fremde', device, 'nach-lieferung'])
      expect(text).not.toContain(theirs)
  })

  it('takes nothing from whoever has an address verified because a page names it too', async () => {
    const address = `${fresh('anna')}@example.org`
    const anna = await put(fresh('anna'), { identifiers: [{ type: 'email', value: address }] })
    const thief = fresh('fremd')
    const other = await put(thief)
    const sent = { type: 'identify', userId: thief, traits: { email: address }, messageId: fresh('m') }
    await made('POST /v1/batch', { batch: [sent] }, { key: profile.workspace.publishableKey })
    expect((await profile.call(`GET /v1/profiles/${other}`)).body.identifiers).toContainEqual(
      expect.objectContaining({ value: address, verified: false }),
    )
    expect(identifiersIn(await my(anna))).toContain(`email:${address}`)
    expect(identifiersIn(await my(other))).toEqual([`user_id:${thief}`])
  })

  it('is the person whom a token was issued for, through merges and splits', async () => {
    const [left, right] = [fresh('anna'), fresh('anna-alt')]
    const [anna, old] = [await put(left, { traits: { stadt: 'Köln' } }), await put(right, { traits: { alt: true } })]
    const token = await tokenOf({ profileId: old })
    const mine = async () => (await profile.call('GET /v1/my', as(token))).body
    await gets(old)
    await merge(anna, old)
    const merged = await mine()
    expect([merged.profileId, merged.known.traits.stadt, merged.why.messages.length]).toEqual([anna, 'Köln', 1])
    expect((await my(anna)).why.messages).toHaveLength(1)
    const identifiers = [{ type: 'user_id', value: right }]
    await made(`POST /v1/profiles/${anna}/split`, { identifiers, reason: 'doch zwei' })
    const apart = await mine()
    expect([apart.profileId, apart.known.traits, identifiersIn(apart)]).toEqual([
      old,
      { alt: true },
      [`user_id:${right}`],
    ])
    await eventually(async () => expect((await my(anna)).why.messages).toEqual([]))
    expect((await my(anna)).known.traits).toEqual({ stadt: 'Köln' })
  })

  it('is nobody any more after an erasure', async () => {
    const user = fresh('weg')
    const anna = await put(user)
    const tokens = [await tokenOf({ profileId: anna }), await tokenOf({ userId: user })]
    const headers = { 'idempotency-key': randomUUID() }
    await made('POST /v1/privacy/erasures', { profileId: anna, reason: 'Wunsch' }, { headers })
    for (const token of tokens) expect(await refused(as(token))).toEqual([404, 'profile_unknown'])
  })
})

describe('what somebody does not allow', () => {
  it('is not in it once profiling is withdrawn, nor while they are restricted; all that was said stays', async () => {
    const user = fresh('ruhe')
    const anna = await put(user, { traits: { treu: true } })
    await say(anna, 'profiling', 'granted')
    await send({ type: 'track', event: 'Order Completed', userId: user, messageId: fresh('m') })
    await gets(anna, { type: 'segment', segment: 'treu' })
    // It is of no such purpose, and looks at one that is.
    await made('PUT /v1/segments/stamm', { name: 'Stamm', condition: { all: [{ segment: 'treu' }, has('stamm')] } })
    await gets(anna, { type: 'segment', segment: 'stamm' })
    const beganBy = ({ why }: Json & { why: { journeys: { began: Json }[] } }) =>
      why.journeys.map(({ began }) => began['segment']).toSorted()
    const before = await eventually(async () => {
      const seen = await my(anna)
      expect(beganBy(seen)).toEqual(['stamm', 'treu'])
      expect(seen.why.messages).toHaveLength(2)
      return seen
    })
    expect(before.known).toMatchObject({ computedTraits: { orders: 1 }, segments: [{ key: 'da' }, { key: 'treu' }] })

    await say(anna, 'profiling', 'withdrawn')
    const withdrawn = await my(anna)
    expect(withdrawn.known).toMatchObject({ traits: { treu: true }, computedTraits: {} })
    expect(withdrawn.known.segments).toMatchObject([{ key: 'da' }])
    expect(withdrawn.allowed.purposes).toContainEqual(
      expect.objectContaining({ purpose: 'profiling', allowed: false, state: 'withdrawn' }),
    )
    expect(beganBy(withdrawn)).toEqual([null, null])
    for (const hidden of ['"treu"', 'stamm', 'Treue Kundschaft'])
      expect(JSON.stringify({ ...withdrawn, known: withdrawn.known.segments })).not.toContain(hidden)

    await made(`PUT /v1/privacy/restrictions/${anna}`, { reason: 'Streit' })
    const restricted = await my(anna)
    expect(restricted.known).toMatchObject({ traits: { treu: true }, computedTraits: {}, segments: [] })
    expect(identifiersIn(restricted)).toEqual([`user_id:${user}`])
    expect(restricted.why.messages).toHaveLength(2)
    expect(restricted.allowed.restrictedSince).toBe(NOW.toISOString())
    expect(restricted.allowed.purposes.every(({ allowed }: { allowed: boolean }) => !allowed)).toBe(true)
  })
})

describe('ten thousand things', () => {
  it('are as little as fifty messages and twenty journeys', async () => {
    const anna = await put(fresh('viel'))
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query(
        `insert into timeline_item (workspace_id, profile_id, occurred_at, item_id, kind, service, type, data)
         select $1, $2, $3::timestamptz - i * interval '1 minute', 'viel-' || i,
                case i % 5 when 0 then 'journey' else 'message' end, case i % 5 when 0 then 'journey' else 'messaging' end,
                case i % 5 when 0 then $4::text else $5::text end,
                jsonb_build_object('messageId', md5('m' || i / 2)::uuid, 'runId', gen_random_uuid(), 'journey', 'viel',
                  'version', 1, 'trigger', jsonb_build_object('type', 'api'), 'channel', 'email', 'class', 'service',
                  'topic', 'orders', 'template', 'viel')
           from generate_series(1, 10000) i
         returning 1`,
        [profile.workspace.id, anna, NOW, runStarted.type, messageSent.type],
      ),
    )
    const { why } = await my(anna)
    expect([why.messages.length, why.journeys.length]).toEqual([50, 20])
    const moments = why.messages.map(({ at }: { at: string }) => at)
    expect(moments).toEqual(moments.toSorted().toReversed())
  })
})
