import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh, type Json, proof } from './calling.js'
import { ago, DAY, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const { put } = callsOf(() => profile)
const says = (whom: Json, state: string, at: Date, more: Json = {}) => ({
  ...whom,
  purpose: 'profiling',
  state,
  proof: proof(at),
  ...more,
})
const byUser = (user: string) => ({ identifier: { type: 'user_id', value: user } })

async function run(body: string, type: string) {
  const headers = { 'content-type': type, 'idempotency-key': randomUUID() }
  const sent = await profile.call('POST /v1/imports?kind=consents', { headers, body })
  expect(sent.status, sent.text).toBe(202)
  const job = await eventually(async () => {
    const { body: found } = await profile.call(`GET /v1/jobs/${sent.body.jobId}`)
    expect(found.endedAt, JSON.stringify(found)).toBeDefined()
    return found
  })
  const { items } = (await profile.call(`GET /v1/imports/${sent.body.jobId}/rows?limit=100`)).body
  const rows = items.map(({ outcome, faults }: { outcome: string; faults?: { pointer: string; code: string }[] }) =>
    [outcome, ...(faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`)].join(' '),
  )
  return { job, rows }
}
const load = (...rows: readonly object[]) =>
  run(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 'application/x-ndjson')
const consentOf = async (profileId: string) =>
  (await profile.call(`GET /v1/consents?profileId=${profileId}`)).body.items[0]

describe('a file of consents', () => {
  it('records each with its proof, by id or identifier; the latest by its own time holds', async () => {
    const user = fresh('Käthe/ß')
    const anna = await put(encodeURIComponent(user))
    const { rows, job } = await load(
      says(byUser(user), 'granted', ago(3 * DAY), { expiresAt: new Date(NOW.getTime() + DAY).toISOString() }),
      says({ profileId: anna }, 'objected', ago(DAY)),
      says(byUser(user), 'granted', ago(2 * DAY)),
    )
    expect([rows, job.counts]).toEqual([
      ['applied', 'applied', 'unchanged'],
      expect.objectContaining({ applied: 2, unchanged: 1 }),
    ])
    const held = await consentOf(anna)
    expect(held).toMatchObject({ state: 'objected', occurredAt: ago(DAY).toISOString() })
    expect(held.history).toHaveLength(3)
    expect(held.history.map(({ source }: { source: string }) => source)).toEqual(['api', 'api', 'api'])
    expect(held.history[0]).toMatchObject({
      identifier: byUser(user).identifier,
      proof: { noticeText: proof(NOW).noticeText, locale: 'de' },
    })
  })

  it('is a table as well', async () => {
    const user = fresh('anna')
    const anna = await put(user)
    const columns = Object.keys(proof(NOW)).map((name) => `proof.${name}`)
    const values = Object.values(proof(ago(DAY))).map((value) => `"${value}"`)
    const csv = [
      ['identifier.type', 'identifier.value', 'purpose', 'state', ...columns].join(','),
      ['user_id', user, 'analytics', 'granted', ...values].join(','),
    ].join('\n')
    expect((await run(csv, 'text/csv')).rows).toEqual(['applied'])
    expect(await consentOf(anna)).toMatchObject({ purpose: 'analytics', state: 'granted' })
  })

  it('is not overruled by what a device says later', async () => {
    const user = fresh('anna')
    const anna = await put(user)
    await load(says(byUser(user), 'objected', ago(DAY)))
    await profile.call('POST /v1/page', {
      key: profile.workspace.publishableKey,
      body: { userId: user, name: 'Start', context: { consent: { categoryPreferences: { profiling: true } } } },
    })
    expect(await consentOf(anna)).toMatchObject({ state: 'objected' })
  })

  it('says of each row that is wrong what is wrong with it, and records the others', async () => {
    const user = fresh('anna')
    const anna = await put(user)
    const { proof: _without, ...bare } = says(byUser(user), 'granted', ago(DAY))
    const { rows } = await load(
      says({}, 'granted', ago(DAY)),
      says(byUser(fresh('niemand')), 'granted', ago(DAY)),
      says({ profileId: randomUUID() }, 'granted', ago(DAY)),
      says(byUser(user), 'vielleicht', ago(DAY)),
      bare,
      says(byUser(user), 'granted', new Date(NOW.getTime() + DAY)),
      says(byUser(user), 'denied', ago(DAY), { expiresAt: NOW.toISOString() }),
      says(byUser(user), 'granted', ago(DAY), { purpose: 'Größe' }),
      says(byUser(user), 'granted', ago(DAY)),
    )
    expect(rows).toEqual([
      'rejected /profileId person_not_named /identifier person_not_named',
      'rejected /identifier profile_unknown',
      'rejected /profileId profile_unknown',
      expect.stringMatching(/^rejected \/state /),
      expect.stringMatching(/^rejected \/proof /),
      'rejected /proof/occurredAt occurred_at_in_future',
      'rejected /expiresAt consent_ends_too_early',
      expect.stringMatching(/^rejected \/purpose /),
      'applied',
    ])
    expect((await consentOf(anna)).history).toHaveLength(1)
  })

  it('brings nobody back who was erased, and gives nothing of theirs to who has the identifier now', async () => {
    const user = fresh('weg')
    const gone = await put(user)
    const headers = { 'idempotency-key': randomUUID() }
    const erased = await profile.call('POST /v1/privacy/erasures', {
      headers,
      body: { profileId: gone, reason: 'Wunsch' },
    })
    expect(erased.status, erased.text).toBe(202)
    const rows = [says(byUser(user), 'granted', ago(DAY)), says({ profileId: gone }, 'granted', ago(DAY))]
    const refused = ['rejected /identifier person_forgotten', 'rejected /profileId person_erased']
    expect((await load(...rows)).rows).toEqual(refused)
    const again = await put(user)
    expect(again).not.toBe(gone)
    expect((await load(...rows)).rows).toEqual(refused)
    expect(await consentOf(again)).toBeUndefined()
  })

  it('names nobody of another workspace', async () => {
    const user = fresh('fremd')
    const body = {}
    const foreign = await profile.call(`PUT /v1/profiles/by/user_id/${user}`, { body, key: profile.other.secretKey })
    const { rows } = await load(
      says(byUser(user), 'granted', ago(DAY)),
      says({ profileId: foreign.body.id }, 'granted', ago(DAY)),
    )
    expect(rows).toEqual(['rejected /identifier profile_unknown', 'rejected /profileId profile_unknown'])
  })
})
