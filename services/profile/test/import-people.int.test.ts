import { randomUUID } from 'node:crypto'
import { profileChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
  const body = { name: 'Orders', compute: 'count', event: 'Order Completed' }
  await profile.call('PUT /v1/computed-traits/orders', { body })
})
afterAll(() => profile.close())

const { put } = callsOf(() => profile)

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
const someTraits = fc.dictionary(
  fc.constantFrom('plan', 'größe', 'orders', 'email', 'text'),
  fc.oneof(fc.constantFrom<unknown>('pro', 'a@b.example', 38.5, null), fc.constant('x'.repeat(140_000))),
  { maxKeys: 2 },
)
const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({ identifiers: fc.uniqueArray(identifier, { minLength: 1, maxLength: 3 }), traits: someTraits }),
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

/** What a row has come to: whether it changed anything, or the codes of what it is refused for. */
type Came = 'applied' | 'unchanged' | readonly string[]

async function imported(all: readonly Row[]): Promise<readonly Came[]> {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() }
  const body = all.map((row) => `${JSON.stringify(row)}\n`).join('')
  const { jobId } = (await profile.call('POST /v1/imports?kind=people', { headers, body })).body
  await eventually(async () => expect((await profile.call(`GET /v1/jobs/${jobId}`)).body.state).toBe('succeeded'))
  const { items } = (await profile.call(`GET /v1/imports/${jobId}/rows?limit=500`)).body
  return items.map(({ outcome, faults = [] }: { outcome: string; faults?: { code: string }[] }) =>
    outcome === 'rejected' ? faults.map(({ code }) => code) : outcome,
  )
}

async function putOneByOne(all: readonly Row[]): Promise<readonly Came[]> {
  const came: Came[] = []
  const revisions = new Map<string, number>()
  for (const {
    identifiers: [first, ...identifiers],
    traits: stated,
  } of all) {
    const path = `${first?.type}/${encodeURIComponent(first?.value ?? '')}`
    const { body } = await profile.call(`PUT /v1/profiles/by/${path}`, { body: { identifiers, traits: stated } })
    if (body.errors !== undefined) {
      came.push(body.errors.map(({ code }: { code: string }) => code))
      continue
    }
    came.push(revisions.get(body.id) === body.revision ? 'unchanged' : 'applied')
    revisions.set(body.id, body.revision)
  }
  return came
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

describe('an import of people', () => {
  const rowsOf = async (type: string, body: string) => {
    const headers = { 'content-type': type, 'idempotency-key': randomUUID() }
    const sent = await profile.call('POST /v1/imports?kind=people', { headers, body })
    expect(sent.status, sent.text).toBe(202)
    await eventually(async () =>
      expect((await profile.call(`GET /v1/jobs/${sent.body.jobId}`)).body.state).toBe('succeeded'),
    )
    return (await profile.call(`GET /v1/imports/${sent.body.jobId}/rows`)).body.items
  }
  const found = async (id: string) =>
    (await profile.call(`GET /v1/profiles?identifier=user_id:${encodeURIComponent(id)}`)).body.items[0]

  it('makes or adds to each as putProfile does, joins nobody, and tells of each once', async () => {
    const [first, second, third] = [fresh('import'), fresh('import'), fresh('import')]
    await put(first, { traits: { plan: 'basis' } })
    const csv = [
      'identifiers.user_id,identifiers.email,traits.plan,traits.age:number,traits.vip:boolean,traits.tags:json',
      `${first},${first}@example.org,plus,42,true,"[""ä"",1]"`,
      `${first},${first}@example.org,plus,42,true,"[""ä"",1]"`,
      `${second},,gratis,,,`,
      `${second},${first}@example.org,x,,,`,
      `${third},,x,alt,ja,`,
      ',,x,,,',
    ].join('\n')
    expect(await rowsOf('text/csv', csv)).toMatchObject([
      { line: 2, outcome: 'applied' },
      { line: 3, outcome: 'unchanged' },
      { line: 4, outcome: 'applied' },
      { line: 5, outcome: 'rejected', faults: [{ pointer: '/identifiers/1', code: 'ambiguous' }] },
      { line: 6, faults: [{ pointer: '/traits/age' }, { pointer: '/traits/vip', code: 'cell_invalid' }] },
      { line: 7, faults: [{ pointer: '/identifiers' }] },
    ])
    const person = await found(first)
    expect(person.traits).toMatchObject({ plan: 'plus', age: 42, vip: true, tags: ['ä', 1] })
    expect(await found(third)).toBeUndefined()
    expect((await found(second)).traits).toEqual({ plan: 'gratis' })
    const changes = await profile.waitFor(profileChanged, 2, ({ data }) => data.profileId === person.id)
    expect(changes.map(({ data }) => data.revision)).toEqual([1, 2])
  })

  it('takes back traits by null, and says of identifiers that are none where they stand', async () => {
    const id = fresh('import')
    const row = (traits: object, ...more: readonly object[]) =>
      JSON.stringify({ identifiers: [{ type: 'user_id', value: id }, ...more], traits })
    const none = { type: 'email', value: 'keine' }
    const bad = JSON.stringify({ identifiers: [none] })
    const lines = [row({ a: 1, b: 2 }), row({ a: null }), row({}, none), bad]
    expect(await rowsOf('application/x-ndjson', lines.join('\n'))).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied' },
      { outcome: 'rejected', faults: [{ pointer: '/identifiers/1', code: 'identifier_invalid' }] },
      { outcome: 'rejected', faults: [{ pointer: '/identifiers/0/value', code: 'identifier_invalid' }] },
    ])
    expect((await found(id)).traits).toEqual({ b: 2 })
  })
})
