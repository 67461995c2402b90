import { feedbackGiven } from '@polyphon/contracts'
import { setTimer, uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NORMAL_FORM } from '../src/answers/commands/rewrite-answers.js'
import {
  asPerson,
  delivery,
  type Feedback,
  known,
  makeKnown,
  pointersOf,
  publish,
  snapshotOf,
  startFeedback,
} from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback)
})
afterAll(() => feedback.close())

const happy = { survey: 'lieferung', answers: { zufriedenheit: 5 }, complete: true }
const submit = (body: object, options: object = {}) =>
  feedback.call('POST /v1/answers', { body: { ...happy, ...body }, ...options })
const ownerOf = async (id: string): Promise<unknown> => (await feedback.call(`GET /v1/answers/${id}`)).body.profileId

describe('submitAnswers', () => {
  it('keeps the answer of a known person and publishes it', async () => {
    const profileId = await known(feedback, [], 'de')
    const occurredAt = '2017-10-10T21:25:13.000Z'
    const sent = await submit({
      profileId,
      occurredAt,
      answers: { zufriedenheit: 1, warum: 'Lieferung nach München dauerte ewig.' },
      properties: { late: true, tage: 12 },
    })
    expect([sent.status, sent.body.ending, sent.body.profileId]).toEqual([201, delivery.ending.de, profileId])
    const [event] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === sent.body.id)
    expect(event?.data).toMatchObject({ profileId, occurredAt, complete: true, properties: { late: true, tage: 12 } })
    expect(event?.data.invitationId).toBeUndefined()
  })

  it('takes answers of long ago, and of the future, from a secret key only', async () => {
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
    const page = { key: feedback.workspace.publishableKey }
    const person = await asPerson(feedback, { userId: 'gestrig' })
    for (const caller of [page, person]) {
      const old = await submit({ occurredAt: daysAgo(1.01) }, caller)
      expect([old.status, old.body.code, pointersOf(old)]).toEqual([400, 'occurred_at_too_old', ['/body/occurredAt']])
      expect((await submit({ occurredAt: daysAgo(0.99) }, caller)).status).toBe(201)
      const early = await submit({ occurredAt: daysAgo(-200) }, caller)
      expect([early.status, early.body.code]).toEqual([400, 'occurred_at_in_future'])
    }
    expect((await submit({ occurredAt: daysAgo(400) })).status).toBe(201)
    const ahead = await submit({ occurredAt: daysAgo(-0.99) }, page)
    const { occurredAt, receivedAt } = (await feedback.call(`GET /v1/answers/${ahead.body.id}`)).body
    expect(occurredAt).toBe(receivedAt)
  })

  it('finds the person by an identifier, however it is written', async () => {
    const profileId = await known(feedback, [{ type: 'email', value: 'änne.groß@example.test' }])
    const sent = await submit({ identifier: { type: 'email', value: ' Änne.Groß@Example.test' } })
    expect(sent.body.profileId).toBe(profileId)
    const owner = await known(feedback, [
      { type: 'email', value: 'x@xn--mller-kva.de' },
      { type: 'phone', value: '+4917012345678' },
      { type: 'user_id', value: 'Jörg' },
    ])
    for (const [type, value] of [
      ['email', 'x@müller.de'],
      ['E-Mail', '\u200BX@MÜLLER.DE.'],
      ['phone', '0170 / 123 456 78'],
      ['phone', '+49 (0)170 12345678'],
      ['userId', 'Jo\u0308rg'],
    ]) {
      const { body } = await submit({ identifier: { type, value } })
      expect(body.profileId, `${type} ${value}`).toBe(owner)
    }
  })

  it('says which identifier nobody can be known by', async () => {
    for (const [type, value, pointer] of [
      ['email', 'nobody', '/body/identifier/value'],
      ['phone', 'call me', '/body/identifier/value'],
      ['user_id', ' ', '/body/identifier/value'],
      ['a b', '17', '/body/identifier/type'],
    ]) {
      const refused = await submit({ identifier: { type, value } })
      expect([refused.status, refused.body.code, pointersOf(refused)], `${type} ${value}`).toEqual([
        422,
        'identifier_invalid',
        [pointer],
      ])
    }
  })

  it('answers what one person was shown to no other with the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'both' }
    const speak = async (userId: string) => {
      const page = await asPerson(feedback, { userId })
      return submit({}, { key: page.key, headers: { ...headers, ...page.headers } })
    }
    expect((await speak('eine')).status).toBe(201)
    const other = await speak('andere')
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    const page = await submit({}, { key: feedback.workspace.publishableKey, headers })
    expect([page.status, page.body.profileId]).toEqual([422, undefined])
    // A page takes no key from the backend.
    expect((await submit({ complete: true }, { headers })).status).toBe(201)
  })

  it('takes answers of nobody', async () => {
    const sent = await submit({})
    expect([sent.status, sent.body.profileId]).toEqual([201, null])
    const [event] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === sent.body.id)
    expect([event?.data.profileId, event?.key]).toEqual([null, `${feedback.workspace.id}:${sent.body.id}`])
  })

  it('gives the answer to its person once they are known, without publishing it again', async () => {
    const identifier = { type: 'user_id', value: 'straße-7' }
    const sent = await submit({ identifier })
    expect(sent.body.profileId).toBeNull()
    const profileId = await known(feedback, [identifier])
    await eventually(async () => expect(await ownerOf(sent.body.id)).toBe(profileId))
    await makeKnown(feedback, snapshotOf(profileId, { identifiers: [identifier], revision: 2 }))
    await submit({ profileId })
    await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.profileId === profileId)
    expect(feedback.published(feedbackGiven).filter(({ data }) => data.answerId === sent.body.id)).toHaveLength(1)
  })

  it('gives it to nobody while several people carry the identifier', async () => {
    const identifier = { type: 'phone', value: '+4989123456' }
    await known(feedback, [identifier])
    await known(feedback, [identifier])
    const sent = await submit({ identifier: { type: 'phone', value: '+49 89 123456' } })
    expect(sent.body.profileId).toBeNull()
    await makeKnown(feedback, snapshotOf(uuidv7(), { identifiers: [identifier] }))
    expect(await ownerOf(sent.body.id)).toBeNull()
  })

  it('names each wrong field', async () => {
    const form = await submit({ answers: [5], identifier: { type: '', value: 'x' }, occurredAt: 'gestern', x: 1 })
    expect(form.status).toBe(400)
    expect(pointersOf(form).toSorted()).toEqual([
      '/body/answers',
      '/body/identifier/type',
      '/body/occurredAt',
      '/body/x',
    ])
    const both = await submit({ profileId: uuidv7(), identifier: { type: 'email', value: 'a@example.test' } })
    expect([both.status, pointersOf(both)]).toEqual([400, ['/body/identifier']])
    const answers = await submit({ answers: { zufriedenheit: 9, größe: 1 } })
    expect(pointersOf(answers).toSorted()).toEqual(['/body/answers/größe', '/body/answers/zufriedenheit'])
    const survey = await submit({ survey: 'unbekannt' })
    expect([survey.status, survey.body.code, pointersOf(survey)]).toEqual([422, 'survey_unknown', ['/body/survey']])
    expect((await submit({}, { key: feedback.other.secretKey })).status).toBe(422)
    expect((await submit({}, { key: null })).status).toBe(401)
  })
})

describe('a page with a publishable key alone', () => {
  it('may name a device, and learns nothing about the person behind it', async () => {
    const profileId = await known(feedback, [{ type: 'anonymous_id', value: 'gerät-1' }], 'en')
    const key = feedback.workspace.publishableKey
    const sent = await submit({ identifier: { type: 'anonymous_id', value: 'gerät-1' } }, { key })
    expect(sent.status).toBe(201)
    expect(sent.text).not.toContain(profileId)
    expect(await ownerOf(sent.body.id)).toBe(profileId)
  })

  it('may name nobody else, and read nothing', async () => {
    const key = feedback.workspace.publishableKey
    const byEmail = await submit({ identifier: { type: 'email', value: 'a@example.test' } }, { key })
    expect([byEmail.status, pointersOf(byEmail)]).toEqual([403, ['/body/identifier/type']])
    const byId = await submit({ profileId: uuidv7() }, { key })
    expect([byId.status, pointersOf(byId)]).toEqual([403, ['/body/profileId']])
    expect((await feedback.call('GET /v1/answers', { key })).status).toBe(403)
    expect((await feedback.call(`GET /v1/answers/${uuidv7()}`, { key })).status).toBe(403)
  })
})

describe('a page with a person token', () => {
  it('answers for that person and reads their own answers only', async () => {
    const anna = await known(feedback, [{ type: 'user_id', value: 'änne' }])
    const bernd = await known(feedback, [])
    const foreign = (await submit({ profileId: bernd })).body.id
    const page = await asPerson(feedback, { userId: 'änne' })
    const sent = await submit({}, page)
    expect([sent.status, sent.body.profileId]).toEqual([201, anna])
    const list = await feedback.call('GET /v1/answers', page)
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([sent.body.id])
    expect((await feedback.call(`GET /v1/answers/${sent.body.id}`, page)).status).toBe(200)
    expect((await feedback.call(`GET /v1/answers/${foreign}`, page)).body.code).toBe('answer_unknown')
    const spied = await feedback.call(`GET /v1/answers?profileId=${bernd}`, page)
    expect([spied.status, pointersOf(spied)]).toEqual([403, ['/query/profileId']])
    const pretended = await submit({ profileId: bernd }, page)
    expect([pretended.status, pointersOf(pretended)]).toEqual([403, ['/body/profileId']])
  })

  it('belongs to somebody who is not known yet until they are', async () => {
    const page = await asPerson(feedback, { userId: 'später' })
    const sent = await submit({}, page)
    expect(sent.body.profileId).toBeNull()
    expect((await feedback.call('GET /v1/answers', page)).body.items).toEqual([])
    expect((await feedback.call(`GET /v1/answers/${sent.body.id}`, page)).status).toBe(404)
    const profileId = await known(feedback, [{ type: 'user_id', value: 'später' }])
    await eventually(async () => expect(await ownerOf(sent.body.id)).toBe(profileId))
    expect((await feedback.call('GET /v1/answers', page)).body.items).toHaveLength(1)
  })
})

describe('reading answers', () => {
  it('lists them newest first by when they were given, page by page', async () => {
    await publish(feedback, 'verlauf')
    const days = ['2018-01-02', '2018-01-04', '2018-01-03', '2018-01-03']
    for (const day of days) await submit({ survey: 'verlauf', occurredAt: `${day}T08:00:00Z` })
    const first = await feedback.call('GET /v1/answers?survey=verlauf&limit=3')
    const rest = await feedback.call(`GET /v1/answers?survey=verlauf&limit=3&cursor=${first.body.nextCursor}`)
    const all: { id: string; occurredAt: string }[] = [...first.body.items, ...rest.body.items]
    expect(all.map(({ occurredAt }) => occurredAt.slice(0, 10))).toEqual(days.toSorted().toReversed())
    expect(new Set(all.map(({ id }) => id)).size).toBe(4)
    expect(rest.body.nextCursor).toBeNull()
  })

  it('shows another workspace nothing', async () => {
    const { id } = (await submit({})).body
    const key = feedback.other.secretKey
    const foreign = await feedback.call(`GET /v1/answers/${id}`, { key })
    const unknown = await feedback.call(`GET /v1/answers/${uuidv7()}`, { key })
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect((await feedback.call('GET /v1/answers', { key })).body.items).toEqual([])
    const malformed = await feedback.call('GET /v1/answers/nr-5')
    expect([malformed.status, pointersOf(malformed)]).toEqual([400, ['/path/id']])
  })
})

describe('an answer that came while its person was becoming known', () => {
  it('is linked a minute later', async () => {
    const start = new Date('2026-11-22T10:00:00.000Z')
    const later = await startFeedback({ at: start })
    try {
      await publish(later)
      const identifier = { type: 'user_id', value: 'knapp' }
      const sent = await later.call('POST /v1/answers', { body: { ...happy, identifier } })
      const profileId = uuidv7()
      // What a transaction looks like that could not see the answer yet: the person is there, the link is not.
      await later.deps.db.transact(later.workspace.id, (tx) =>
        tx.query('insert into person_identifier (workspace_id, type, value, profile_id) values ($1, $2, $3, $4)', [
          later.workspace.id,
          identifier.type,
          identifier.value,
          profileId,
        ]),
      )
      await later.advanceTo(new Date(start.getTime() + 60_000))
      const read = await later.call(`GET /v1/answers/${sent.body.id}`)
      expect(read.body.profileId).toBe(profileId)
    } finally {
      await later.close()
    }
  })
})

describe('answers whose identifier is stored in an older form', () => {
  it('find their person, and stay as they are where nobody is meant', async () => {
    const profileId = await known(feedback, [
      { type: 'email', value: 'old@xn--mller-kva.de' },
      { type: 'phone', value: '+491719999999' },
    ])
    const store = async (type: string, value: string): Promise<string> => {
      const { body } = await submit({ identifier: { type: 'crm', value: uuidv7() } })
      await feedback.deps.db.transact(feedback.workspace.id, (tx) =>
        tx.query(
          'update answer set identifier_type = $3, identifier_value = $4, written_at = now() where workspace_id = $1 and id = $2',
          [tx.workspaceId, body.id, type, value],
        ),
      )
      return body.id
    }
    const theirs = [
      await store('email', 'old@müller.de'),
      await store('phone', '01719999999'),
      await store('E-Mail', 'OLD@MÜLLER.DE'),
    ]
    const nobodys = [await store('email', 'nobody'), await store('crm', 'somebody')]
    const identifiers = () =>
      feedback.deps.db.transact(feedback.workspace.id, async (tx) => {
        const { rows } = await tx.query(
          'select id, profile_id, identifier_type, identifier_value from answer where workspace_id = $1 order by id',
          [tx.workspaceId],
        )
        return rows
      })
    const before = await identifiers()
    const rewrite = async (): Promise<void> => {
      await feedback.deps.db.transact(feedback.workspace.id, (tx) =>
        setTimer(tx, { kind: NORMAL_FORM, key: 'answers', dueAt: tx.now, data: { after: null, pass: 2 } }),
      )
      await eventually(() =>
        feedback.deps.db.transact(feedback.workspace.id, async (tx) => {
          expect((await tx.query('select from timer where kind = $1', [NORMAL_FORM])).rows).toHaveLength(0)
        }),
      )
    }
    await rewrite()
    for (const id of theirs) expect(await ownerOf(id)).toBe(profileId)
    for (const id of nobodys) expect(await ownerOf(id)).toBeNull()
    const after = await identifiers()
    expect(after.filter(({ id }) => !theirs.includes(id))).toEqual(before.filter(({ id }) => !theirs.includes(id)))
    await rewrite()
    expect(await identifiers()).toEqual(after)
  })
})
