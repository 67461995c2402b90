import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proof } from './calling.js'
import { DAY, NOW, type Profile, startProfile } from './harness.js'
import { newPerson, reportAnswer, reportMessage, segmentsOf } from './reporting.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const segments = () => segmentsOf(profile)
const welcome = (state: string, more: object = {}): unknown => ({ message: { template: 'welcome' }, state, ...more })
const scored = (op: string, value: number, more: object = {}): unknown => ({
  answer: { survey: 'nps', question: 'score' },
  op,
  value,
  ...more,
})

describe('a segment over messages', () => {
  it('follows the last message of a template, in whatever order its receipts come', async () => {
    await segments().put('delivered', welcome('delivered'))
    await segments().put('unread', { all: [welcome('sent'), { not: welcome('read') }] })
    const { id: anna } = await newPerson(profile)
    const [first, second] = [uuidv7(), uuidv7()]
    await reportMessage(profile, 'sent', { profileId: anna, messageId: first, ms: 9_000 })
    await segments().becomes('unread', [anna])
    expect(await segments().members('delivered')).toEqual([])
    // It was read before anybody heard that it was delivered.
    const read = { profileId: anna, messageId: first, ms: 7_000 }
    await reportMessage(profile, 'read', read)
    await segments().becomes('delivered', [anna])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === 'delivered')
    expect(entered?.data).toMatchObject({ profileId: anna, because: `message:${first}` })
    await segments().becomes('unread', [])
    await reportMessage(profile, 'queued', { profileId: anna, messageId: second, ms: 5_000 })
    await segments().becomes('delivered', [])
    const [left] = await profile.waitFor(segmentLeft, 1, ({ data }) => data.segment === 'delivered')
    expect(left?.data).toMatchObject({ profileId: anna, because: `message:${second}` })
    // What comes late of the first one, and twice, changes nothing.
    await reportMessage(profile, 'read', read)
    await reportMessage(profile, 'clicked', { ...read, ms: 1_000 })
    await reportMessage(profile, 'sent', { profileId: anna, messageId: second, ms: 4_000 })
    await segments().becomes('unread', [anna])
    expect(await segments().members('delivered')).toEqual([])
    const { leaves } = await segments().why(anna, 'delivered')
    expect(leaves).toMatchObject([{ holds: false, because: expect.stringContaining('the template welcome') }])
    await reportMessage(profile, 'delivered', { profileId: anna, messageId: second, ms: 3_000 })
    await segments().becomes('delivered', [anna])
  })

  it('looks at a topic, at what failed and at what expired', async () => {
    await segments().put('bounced', { message: { topic: 'news' }, state: 'failed' })
    await segments().put('expired', { message: { topic: 'news' }, state: 'expired' })
    const [{ id: ben }, { id: cem }] = [await newPerson(profile), await newPerson(profile)]
    const part = { template: 'neu', topic: 'news', ms: 1_000 }
    await reportMessage(profile, 'bounced', { ...part, profileId: ben, messageId: uuidv7() })
    await reportMessage(profile, 'dropped', { ...part, profileId: cem, messageId: uuidv7(), reason: 'expired' })
    await segments().becomes('bounced', [ben])
    await segments().becomes('expired', [cem])
    expect(await segments().preview({ message: { topic: 'news' }, state: 'failed' })).toBe(1)
  })

  it('is left to the millisecond when the last message is too old', async () => {
    await segments().put('recent', { message: { template: 'recent' }, state: 'sent', within: 'P30D' })
    const { id } = await newPerson(profile)
    await reportMessage(profile, 'sent', { profileId: id, messageId: uuidv7(), template: 'recent', ms: DAY })
    await segments().becomes('recent', [id])
    const end = new Date(NOW.getTime() + 29 * DAY)
    await profile.advanceTo(new Date(end.getTime() - 1))
    expect(await segments().members('recent')).toEqual([id])
    await profile.advanceTo(end)
    await segments().becomes('recent', [])
    const [left] = await profile.waitFor(segmentLeft, 1, ({ data }) => data.segment === 'recent')
    expect(left?.data).toMatchObject({ because: 'time', occurredAt: end.toISOString() })
    await profile.advanceTo(NOW)
  })
})

describe('a segment over answers', () => {
  it('follows the last answer to a survey or to a question, part by part', async () => {
    await segments().put('kritiker', scored('lte', 6))
    await segments().put('preis', { answer: { survey: 'nps', question: 'reasons' }, op: 'contains', value: 'price' })
    await segments().put('wörtlich'.replace('ö', 'oe'), {
      answer: { survey: 'nps', question: 'why' },
      op: 'contains',
      value: 'Größe',
    })
    await segments().put('answered', { answer: { survey: 'nps' } })
    const { id } = await newPerson(profile)
    const answerId = uuidv7()
    await reportAnswer(profile, { profileId: id, answerId, ms: 9_000, score: 3 })
    await segments().becomes('kritiker', [id])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === 'kritiker')
    expect(entered?.data.because).toBe(`answer:${answerId}`)
    await reportAnswer(profile, {
      profileId: id,
      answerId,
      ms: 8_000,
      score: 3,
      choices: ['speed', 'price'],
      text: 'Die Größe passt.',
    })
    await segments().becomes('preis', [id])
    expect(await segments().members('woertlich')).toEqual([id])
    expect(await segments().members('answered')).toEqual([id])
    // A later answer without a score leaves the last score as it is.
    await reportAnswer(profile, { profileId: id, answerId: uuidv7(), ms: 5_000, choices: ['speed'] })
    await segments().becomes('preis', [])
    expect(await segments().members('kritiker')).toEqual([id])
    await reportAnswer(profile, { profileId: id, answerId: uuidv7(), ms: 4_000, score: 9 })
    await segments().becomes('kritiker', [])
    // An older one that is told late is not the last.
    await reportAnswer(profile, { profileId: id, answerId: uuidv7(), ms: 6_000, score: 1 })
    await reportAnswer(profile, { profileId: id, answerId: uuidv7(), survey: 'letzte', ms: 1, score: 1 })
    await eventually(async () => {
      const { body } = await profile.call(`GET /v1/profiles/${id}/timeline?kind=feedback&limit=100`)
      expect(body.items).toHaveLength(6)
    })
    expect(await segments().members('kritiker')).toEqual([])
    expect((await segments().why(id, 'kritiker')).leaves).toMatchObject([
      { because: expect.stringMatching(/the last answer to nps, score: .*, is 9; asked: lte 6/) },
    ])
  })
})

describe('what is reported of somebody', () => {
  it('is theirs after a merge, and whose it was after a split', async () => {
    await segments().put('zusammen', { all: [{ message: { template: 'bund' }, state: 'read' }, scored('gte', 9)] })
    const [dora, emil] = [await newPerson(profile), await newPerson(profile)]
    await reportMessage(profile, 'read', { profileId: dora.id, messageId: uuidv7(), template: 'bund', ms: 9_000 })
    await reportAnswer(profile, { profileId: emil.id, answerId: uuidv7(), ms: 8_000, score: 10 })
    await eventually(async () =>
      expect((await segments().why(emil.id, 'zusammen')).leaves[1]).toMatchObject({ holds: true }),
    )
    await profile.call(`POST /v1/profiles/${dora.id}/merge`, { body: { absorbedId: emil.id, reason: 'same' } })
    await segments().becomes('zusammen', [dora.id])
    // Named by the id that is no longer theirs.
    const last = { profileId: emil.id, answerId: uuidv7(), ms: 7_000 }
    await reportAnswer(profile, { ...last, score: 2 })
    await segments().becomes('zusammen', [])
    await reportAnswer(profile, { ...last, ms: 6_000, score: 9 })
    await segments().becomes('zusammen', [dora.id])
    const split = await profile.call(`POST /v1/profiles/${dora.id}/split`, {
      body: { identifiers: [{ type: 'user_id', value: emil.user }], reason: 'two after all' },
    })
    expect(split.body).toMatchObject({ survivorId: dora.id, newId: emil.id })
    await segments().becomes('zusammen', [])
    expect((await segments().why(emil.id, 'zusammen')).leaves).toMatchObject([{ holds: false }, { holds: true }])
    expect((await segments().why(dora.id, 'zusammen')).leaves).toMatchObject([{ holds: true }, { holds: false }])
  })

  it('counts for nothing of whoever is restricted', async () => {
    await segments().put('gelesen', { message: { template: 'ruhe' }, state: 'read' })
    const { id } = await newPerson(profile)
    await reportMessage(profile, 'read', { profileId: id, messageId: uuidv7(), template: 'ruhe', ms: 9_000 })
    await segments().becomes('gelesen', [id])
    await profile.call(`PUT /v1/privacy/restrictions/${id}`, { body: {} })
    await segments().becomes('gelesen', [])
    await reportMessage(profile, 'read', { profileId: id, messageId: uuidv7(), template: 'ruhe', ms: 8_000 })
    await eventually(async () => {
      const { body } = await profile.call(`GET /v1/profiles/${id}/timeline?kind=message`)
      expect(body.items).toHaveLength(2)
    })
    expect(await segments().members('gelesen')).toEqual([])
    await profile.call(`DELETE /v1/privacy/restrictions/${id}`)
    await segments().becomes('gelesen', [id])
  })

  it('is nobody’s any more when they are erased', async () => {
    // By the clock of the machine: an erasure waits for others.
    const real = await startProfile()
    const { put, becomes } = segmentsOf(real)
    await put('gelesen', { message: { template: 'ruhe' }, state: 'read' })
    const { id } = await newPerson(real)
    await reportMessage(real, 'read', { profileId: id, messageId: uuidv7(), template: 'ruhe', ms: 9_000 })
    await becomes('gelesen', [id])
    const body = { profileId: id, reason: 'Antrag vom 30. November' }
    const headers = { 'idempotency-key': uuidv7() }
    expect((await real.call('POST /v1/privacy/erasures', { body, headers })).status).toBe(202)
    await becomes('gelesen', [])
    // What is reported of them afterwards is kept by nobody; what is of somebody else is.
    const { id: other } = await newPerson(real)
    for (const profileId of [id, other])
      await reportMessage(real, 'read', { profileId, messageId: uuidv7(), template: 'ruhe', ms: 8_000 })
    await becomes('gelesen', [other])
    const kept = await real.deps.db.transact(real.workspace.id, (tx) =>
      tx.query('select from timeline_item where workspace_id = $1 and profile_id = $2', [tx.workspaceId, id]),
    )
    expect(kept.rowCount).toBe(0)
    await real.close()
  })

  it('needs the consent of the purpose', async () => {
    const condition = { message: { template: 'zweck' }, state: 'read' }
    await profile.call('PUT /v1/segments/zweck', { body: { name: 'Zweck', condition, purpose: 'profiling' } })
    const { id } = await newPerson(profile)
    await reportMessage(profile, 'read', { profileId: id, messageId: uuidv7(), template: 'zweck', ms: 9_000 })
    await eventually(async () => {
      const { body } = await profile.call(`GET /v1/profiles/${id}/timeline?kind=message`)
      expect(body.items).toHaveLength(1)
    })
    expect(await segments().members('zweck')).toEqual([])
    expect(await segments().why(id, 'zweck')).toMatchObject({ purpose: { allowed: false }, leaves: [] })
    const say = (state: string) =>
      profile.call('PUT /v1/consents', { body: { profileId: id, purpose: 'profiling', state, proof: proof(NOW) } })
    expect((await say('granted')).status).toBe(200)
    await segments().becomes('zweck', [id])
    expect(await segments().why(id, 'zweck')).toMatchObject({ purpose: { allowed: true }, leaves: [{ holds: true }] })
  })
})

describe('a condition that no segment can have', () => {
  it.each([
    [{ message: 'ask', state: 'read' }, '', 'not_known_of_people'],
    [{ not: welcome('replied') }, '/not/state', 'not_known_of_people'],
    [{ message: { template: 'a', topic: 'b' }, state: 'read' }, '/message', 'ambiguous'],
    [{ message: { template: 'Größe' }, state: 'read' }, '/message/template', 'bad_format'],
    [welcome('read', { within: 'P1M' }), '/within', 'bad_format'],
    [{ answer: { survey: 'nps' }, op: 'contains', value: 'x' }, '/op', 'not_allowed'],
    [{ answer: { question: 'score' } }, '/answer/survey', 'wrong_type'],
    [scored('lte', 6, { within: 'PT0S' }), '/within', 'out_of_range'],
  ])('is refused with its pointer: %j', async (condition, pointer, code) => {
    const { status, body } = await segments().put('falsch', condition)
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer: `/body/condition${pointer}`, code }])
  })
})
