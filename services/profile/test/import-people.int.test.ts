import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fresh } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
  const body = { name: 'Orders', compute: 'count', event: 'Order Completed' }
  await profile.call('PUT /v1/computed-traits/orders', { body })
})
afterAll(() => profile.close())

interface Row {
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  readonly traits: Readonly<Record<string, unknown>>
}

// Few people and few values, so that rows are often about the same ones, and often contradict each other.
const identifier = fc.oneof(
  fc.record({ type: fc.constant('user_id'), value: fc.constantFrom('anna', 'jonas', 'zoë') }),
  fc.record({ type: fc.constant('email'), value: fc.constantFrom('a@b.example', 'j@b.example', 'Ä@b.example') }),
  fc.record({ type: fc.constant('crm_id'), value: fc.constantFrom('1', '2', '3', '4', '5', '6', '7') }),
  fc.record({ type: fc.constant('email'), value: fc.constantFrom('keine', 'none') }),
)
const traits = fc.dictionary(
  fc.constantFrom('plan', 'größe', 'orders', 'email', 'text'),
  fc.oneof(fc.constantFrom<unknown>('pro', 'a@b.example', 38.5, null), fc.constant('x'.repeat(20_000))),
  { maxKeys: 2 },
)
const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({ identifiers: fc.uniqueArray(identifier, { minLength: 1, maxLength: 3 }), traits }),
  { minLength: 5, maxLength: 25 },
)

/** The same values with a word before, so that nobody else has them. */
const of = (word: string, { identifiers, ...row }: Row): Row => ({
  traits:
    'email' in row.traits && typeof row.traits['email'] === 'string'
      ? { ...row.traits, email: `${word}-${row.traits['email']}` }
      : row.traits,
  identifiers: identifiers.map(({ type, value }) => ({ type, value: `${word}-${value}` })),
})

async function imported(all: readonly Row[]): Promise<readonly (readonly string[])[]> {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() }
  const body = all.map((row) => `${JSON.stringify(row)}\n`).join('')
  const { jobId } = (await profile.call('POST /v1/imports?kind=people', { headers, body })).body
  await eventually(async () => expect((await profile.call(`GET /v1/jobs/${jobId}`)).body.state).toBe('succeeded'))
  const { items } = (await profile.call(`GET /v1/imports/${jobId}/rows?limit=500`)).body
  return items.map(({ faults = [] }: { faults?: { code: string }[] }) => faults.map(({ code }) => code))
}

async function putOneByOne(all: readonly Row[]): Promise<readonly (readonly string[])[]> {
  const codes: string[][] = []
  for (const {
    identifiers: [first, ...identifiers],
    traits: stated,
  } of all) {
    const path = `${first?.type}/${encodeURIComponent(first?.value ?? '')}`
    const { body } = await profile.call(`PUT /v1/profiles/by/${path}`, { body: { identifiers, traits: stated } })
    codes.push((body.errors ?? []).map(({ code }: { code: string }) => code))
  }
  return codes
}

/** Whom identifiers of a run lead to, without the word and what time has made. */
async function peopleOf(word: string, all: readonly Row[]) {
  const people = new Map<string, unknown>()
  for (const { type, value } of all.flatMap(({ identifiers }) => identifiers)) {
    const query = `identifier=${encodeURIComponent(`${type}:${value}`)}`
    const { items } = (await profile.call(`GET /v1/profiles?${query}`)).body
    const text = JSON.stringify(
      items.map(({ traits: known, identifiers }: Row) => ({
        traits: known,
        identifiers: identifiers.map((link) => `${link.type}:${link.value}`).toSorted(),
      })),
    )
    people.set(`${type}:${value}`.replaceAll(`${word}-`, ''), JSON.parse(text.replaceAll(`${word}-`, '')))
  }
  return people
}

describe('rows that are applied together', () => {
  it('come to the same as each by its single operation, whatever stands beside them', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const [file, single] = [fresh('datei'), fresh('einzeln')]
        const together = all.map((row) => of(file, row))
        const alone = all.map((row) => of(single, row))
        expect(await imported(together)).toEqual(await putOneByOne(alone))
        expect(await peopleOf(file, together)).toEqual(await peopleOf(single, alone))
      }),
      { numRuns: 8 },
    )
  })
})
