import * as fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Condition, evaluate, NotInSql, type SqlOptions, toSql } from '../src/index.js'
import { edgyCondition, edgyFacts, factsOf, NOW, type PlainFacts, plainFacts, sqlCondition } from './arbitraries.js'
import { COMPARISONS } from './comparisons.js'

const PEOPLE = 12

const OPTIONS: SqlOptions = {
  now: '$1::timestamptz',
  firstParameter: 2,
  traits: 'p.traits',
  computed: 'p.computed',
  identifiers: 'p.identifiers',
  isMember: (key) => `${key} = any(p.segments)`,
  isListed: (key) => `p.listed ? ${key}`,
  hasConsent: (purpose) => `(p.consents ->> ${purpose})::boolean`,
  hasPermission: (channel, topic) =>
    `p.permissions @> jsonb_build_array(jsonb_build_object('channel', ${channel}, 'topic', ${topic}, 'allowed', true))`,
  accounts: (alias) => ({
    from: `pg_temp.account ${alias}`,
    where: `${alias}.person_id = p.person_id`,
    traits: `${alias}.traits`,
    roles: `${alias}.roles`,
    key: `${alias}.key`,
  }),
  messages: (alias, { kind, key }) => ({
    from: `pg_temp.message ${alias}`,
    where: `${alias}.person_id = p.person_id and ${alias}.${kind} = ${key}`,
    id: `${alias}.id`,
    at: `${alias}.at`,
    states: `${alias}.states`,
  }),
  answers: (alias, survey) => ({
    from: `pg_temp.answer ${alias}`,
    where: `${alias}.person_id = p.person_id and ${alias}.survey = ${survey}`,
    id: `${alias}.id`,
    at: `${alias}.at`,
    scores: `${alias}.scores`,
    values: `${alias}.given`,
  }),
  occurrences: (alias) => ({
    from: `pg_temp.interaction ${alias}`,
    where: `${alias}.person_id = p.person_id`,
    name: `${alias}.name`,
    kind: `${alias}.kind`,
    at: `${alias}.at`,
    properties: `${alias}.properties`,
    messageId: `${alias}.message_id`,
    position: `${alias}.position`,
    group: `${alias}.about`,
  }),
}

const client = new Client({ connectionString: process.env['POLYPHON_TEST_DATABASE_URL'] })

beforeAll(async () => {
  await client.connect()
  // A zone with a change of the clock on the day of the tests: nothing may depend on it.
  await client.query(`set time zone 'Europe/Berlin'`)
  await client.query(`create temp table person (person_id int primary key, traits jsonb not null, identifiers jsonb not null,
    segments text[] not null, consents jsonb not null, permissions jsonb not null, computed jsonb not null, listed jsonb not null)`)
  await client.query(
    'create temp table account (person_id int not null, key text not null, traits jsonb not null, roles jsonb not null)',
  )
  await client.query(`create temp table message (person_id int not null, id text not null, template text not null,
    topic text not null, at timestamptz not null, states text[] not null)`)
  await client.query(`create temp table answer (person_id int not null, id text not null, survey text not null,
    at timestamptz not null, scores jsonb not null, given jsonb not null)`)
  await client.query(`create temp table interaction (person_id int not null, name text not null, at timestamptz not null,
    properties jsonb not null, message_id text, position int not null, kind text not null, about text)`)
})

afterAll(async () => client.end())

const jsonOf = (value: object = {}): string => JSON.stringify(value)

async function write(people: readonly PlainFacts[]): Promise<void> {
  await client.query('truncate pg_temp.person, pg_temp.account, pg_temp.message, pg_temp.answer, pg_temp.interaction')
  for (const [id, facts] of people.entries()) {
    await client.query('insert into pg_temp.person values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id,
      JSON.stringify(facts.traits),
      JSON.stringify(facts.identifiers),
      facts.segments,
      JSON.stringify(facts.consents),
      JSON.stringify(facts.permissions),
      jsonOf(facts.computed),
      jsonOf(facts.listed),
    ])
    for (const { key, traits, roles } of facts.accounts ?? []) {
      const values = [id, key, JSON.stringify(traits), JSON.stringify(roles)]
      await client.query('insert into pg_temp.account values ($1, $2, $3, $4)', values)
    }
    for (const { id: messageId, template, topic, at, states } of facts.lastMessages ?? []) {
      const values = [id, messageId, template, topic, at, states]
      await client.query('insert into pg_temp.message values ($1, $2, $3, $4, $5, $6)', values)
    }
    for (const { id: answerId, survey, at, scores, values: given } of facts.lastAnswers ?? []) {
      const values = [id, answerId, survey, at, JSON.stringify(scores), JSON.stringify(given)]
      await client.query('insert into pg_temp.answer values ($1, $2, $3, $4, $5, $6)', values)
    }
    for (const { name, at, properties, messageId, position = 0, kind = 'track', group } of facts.history) {
      await client.query('insert into pg_temp.interaction values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        id,
        name,
        at,
        JSON.stringify(properties),
        messageId,
        position,
        kind,
        group,
      ])
    }
  }
}

async function holdsFor(condition: Condition, now = NOW): Promise<readonly (boolean | null)[]> {
  const { text, values } = toSql(condition, OPTIONS)
  const sql = `select ${text} as holds from pg_temp.person p where $1::timestamptz is not null order by p.person_id`
  const { rows } = await client.query<{ holds: boolean | null }>(sql, [now, ...values])
  return rows.map(({ holds }) => holds)
}

describe('a condition in SQL', () => {
  it('agrees with evaluate on random conditions and people', async () => {
    const seen = { true: 0, false: 0 }
    const people = fc.array(plainFacts, { minLength: PEOPLE, maxLength: PEOPLE })
    const conditions = fc.array(sqlCondition, { minLength: 25, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(people, conditions, async (persons, wanted) => {
        await write(persons)
        for (const condition of wanted) {
          const expected = persons.map((plain) => evaluate(condition, factsOf(plain), NOW).holds)
          expect(await holdsFor(condition)).toEqual(expected)
          for (const holds of expected) seen[`${holds}`] += 1
        }
      }),
      { numRuns: 20, endOnFailure: true },
    )
    // 20 × 25 × 12 pairs; an answer that is always the same would prove nothing.
    expect(seen.true).toBeGreaterThan(1000)
    expect(seen.false).toBeGreaterThan(1000)
  })

  it('agrees with evaluate on sequences whose steps meet at their edges', async () => {
    const people = fc.array(edgyFacts, { minLength: 30, maxLength: 30 })
    const conditions = fc.array(edgyCondition, { minLength: 25, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(people, conditions, async (persons, wanted) => {
        await write(persons)
        for (const condition of wanted) {
          expect(await holdsFor(condition)).toEqual(
            persons.map((plain) => evaluate(condition, factsOf(plain), NOW).holds),
          )
        }
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })

  it('compares as evaluate does, value by value', async () => {
    for (const { x, ask, holds } of COMPARISONS) {
      const traits = x === undefined ? {} : { x }
      await write([{ traits, identifiers: {}, segments: [], consents: {}, permissions: [], history: [] }])
      expect({ x, ask, holds: await holdsFor({ path: 'traits.x', ...ask }) }).toEqual({ x, ask, holds: [holds] })
    }
  })

  it('agrees with evaluate at the very moment at which an answer changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plainFacts, { minLength: 4, maxLength: 4 }),
        sqlCondition,
        async (persons, condition) => {
          const moments = persons.flatMap((plain) => evaluate(condition, factsOf(plain), NOW).until ?? [])
          await write(persons)
          for (const moment of moments) {
            for (const now of [new Date(moment.getTime() - 1), moment]) {
              const expected = persons.map((plain) => evaluate(condition, factsOf(plain), now).holds)
              expect(await holdsFor(condition, now)).toEqual(expected)
            }
          }
        },
      ),
      { numRuns: 100, endOnFailure: true },
    )
  })

  it('carries values only as parameters', async () => {
    const nasty = `'; drop table pg_temp.person; -- "\\ ü`
    const condition: Condition = {
      any: [
        { path: 'traits.a', op: 'eq', value: nasty },
        { path: 'traits.a', op: 'contains', value: nasty },
        { path: 'traits.a', op: 'lt', value: nasty },
        { did: nasty, where: { path: 'event.name', op: 'in', value: [nasty] } },
        { permission: { channel: nasty, topic: 'offers' } },
      ],
    }
    expect(toSql(condition, OPTIONS).text).not.toContain('drop')
    const [some] = fc.sample(plainFacts, 1)
    await write(some === undefined ? [] : [{ ...some, traits: { a: nasty } }])
    expect(await holdsFor(condition)).toEqual([true])
  })

  it('refuses what is known only of one run, with its pointer', () => {
    const condition: Condition = { all: [{ segment: 'vip' }, { not: { message: 'ask', state: 'read' } }] }
    expect(() => toSql(condition, OPTIONS)).toThrow(NotInSql)
    expect(() => toSql(condition, OPTIONS)).toThrow(expect.objectContaining({ pointer: '/all/1/not' }))
    for (const path of ['run.a', 'answer.score', 'event.name']) {
      expect(() => toSql({ path, op: 'exists' }, OPTIONS)).toThrow(NotInSql)
    }
  })
})
