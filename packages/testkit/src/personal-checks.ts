import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@polyphon/service-kit'
import {
  DATA_CLASSES,
  type ErasureMode,
  erasePerson,
  exportPerson,
  followMerge,
  followSplit,
  type NamedTable,
  type Retention,
  sweepExpired,
} from '@polyphon/service-kit/personal'
import type { PersonalDatabase, PlantedPerson } from './personal-data.js'

/** Something that holds for the personal data of every service. */
export interface PersonalCheck {
  readonly name: string
  check(at: PersonalDatabase): Promise<void>
}

/** What is checked of every service, with rows in every declared table. */
export const personalChecks: readonly PersonalCheck[] = [
  { name: 'is declared, table by table and column by column', check: isDeclared },
  { name: 'is all in an export of the person, and nothing of others', check: isExported },
  { name: 'is gone everywhere after an erasure, and others are as they were', check: (at) => isErased(at, 'erase') },
  { name: 'is gone everywhere once it is anonymised, and facts stay', check: (at) => isErased(at, 'anonymise') },
  { name: 'is erased to its end by who goes on after a process that died', check: isResumed },
  { name: 'follows a merge, and a split by the id at writing', check: isFollowed },
  { name: 'is found by its age through an index', check: isFoundByAge },
  { name: 'expires by its class, in small parts, and not at all where nothing is said', check: isSwept },
]

const personIn = (person: PlantedPerson) => ({
  profileId: person.profileId,
  identifiers: [{ type: 'email', value: person.email }],
})

const textsOf = (person: PlantedPerson, marks: ReadonlyMap<string, string>): readonly string[] => [
  person.profileId,
  person.absorbedId,
  person.email,
  ...marks.values(),
]

/** What was somebody else's too while they were merged, and whose part of it stands in rows of their own. */
const LEFT_OUT = new Set([
  'identity_ledger.absorbed',
  'identity_ledger.survivor',
  'recent_event.about',
  'recent_event.payload',
])

async function isDeclared(at: PersonalDatabase): Promise<void> {
  assert.deepEqual(await at.problems(), [])
}

/** Somebody, another person of the same workspace, and the same person of another workspace, each with their marks. */
async function plantThree(at: PersonalDatabase) {
  const person = at.newPerson(uuidv7())
  const neighbour = at.newPerson(person.workspaceId)
  const elsewhere = { ...at.newPerson(uuidv7(), person.profileId), absorbedId: person.absorbedId }
  const marks = await at.plant(person)
  const others = [...(await at.plant(neighbour)).values(), ...(await at.plant(elsewhere)).values()]
  return { person, marks, others }
}

async function isExported(at: PersonalDatabase): Promise<void> {
  const { person, marks, others } = await plantThree(at)
  const rows: string[] = []
  for await (const row of exportPerson(at.db, at.data, { workspaceId: person.workspaceId, person: personIn(person) }))
    rows.push(JSON.stringify(row))
  const text = rows.join('\n')
  assert.deepEqual(
    [...marks].filter(([column, mark]) => !text.includes(mark) && !LEFT_OUT.has(column)).map(([column]) => column),
    [],
  )
  assert.deepEqual(
    others.filter((mark) => text.includes(mark)),
    [],
  )
  assert.equal(new Set(rows).size, rows.length, 'a row is said twice')
}

async function isErased(at: PersonalDatabase, mode: ErasureMode): Promise<void> {
  const { person, marks, others } = await plantThree(at)
  const texts = textsOf(person, marks)
  const before = await at.rowsWith(others)
  const erasure = { workspaceId: person.workspaceId, person: personIn(person), mode }
  const kept = at.data.tables.filter((table) => table[mode] !== 'delete')
  const sizes = await sizesOf(at, kept)
  const counts = await erasePerson(at.db, at.data, erasure)
  for (const { name } of at.data.tables) assert.equal(counts[name], 1, `${name} was not erased once`)
  assert.deepEqual(await leftOf(at, person, texts), [])
  assert.deepEqual(await at.rowsWith(others), before)
  assert.deepEqual(await sizesOf(at, kept), sizes)
  assert.deepEqual(await erasePerson(at.db, at.data, erasure), {})
}

/** The same ids live on in another workspace: rows of this one, and marks anywhere. */
async function leftOf(
  at: PersonalDatabase,
  person: PlantedPerson,
  texts: readonly string[],
): Promise<readonly string[]> {
  const ids = [person.profileId, person.absorbedId]
  const marks = texts.filter((text) => !ids.includes(text))
  const here = (await at.rowsWith(ids)).filter((row) => row.includes(person.workspaceId))
  return [...here, ...(await at.rowsWith(marks))]
}

async function sizesOf(at: PersonalDatabase, tables: readonly NamedTable[]): Promise<Readonly<Record<string, number>>> {
  const sizes: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await at.query<{ count: string }>(`select count(*) as count from ${name}`)
    sizes[name] = Number(row?.count)
  }
  return sizes
}

async function isResumed(at: PersonalDatabase): Promise<void> {
  const { person, marks, others } = await plantThree(at)
  const before = await at.rowsWith(others)
  const erasure = { workspaceId: person.workspaceId, person: { profileId: person.profileId }, mode: 'erase' } as const
  let tries = 0
  // It dies in every one of its transactions, each time a little later: what was committed before stays erased.
  for (let isDone = false; !isDone; tries += 1) {
    let calls = 0
    const counted = async (): Promise<void> => {
      calls += 1
      if (calls > tries) throw new Error('the process died')
    }
    try {
      await erasePerson(at.db, at.data, { ...erasure, counted })
      isDone = true
    } catch (error) {
      assert.match(String(error), /the process died/)
    }
    assert.ok(tries < 200, 'no end in sight')
  }
  assert.ok(tries > 2, 'it never died')
  assert.deepEqual(await leftOf(at, person, textsOf(person, marks)), [])
  assert.deepEqual(await at.rowsWith(others), before)
}

async function isFollowed(at: PersonalDatabase): Promise<void> {
  const workspaceId = uuidv7()
  const [survivor, absorbed] = [at.newPerson(workspaceId), at.newPerson(workspaceId)]
  await at.plant(absorbed)
  const merging = at.data.tables.filter(({ merge }) => merge === 'rekey' || merge === 'keep_survivors')
  const merge = { survivorId: survivor.profileId, absorbedId: absorbed.profileId }
  const moved = await at.db.transact(workspaceId, (tx) => followMerge(tx, at.data, merge))
  for (const { name } of merging) assert.equal(moved[name], 1, `${name} was not moved`)
  const again = await at.db.transact(workspaceId, (tx) => followMerge(tx, at.data, merge))
  assert.deepEqual(
    Object.values(again).filter((count) => count !== 0),
    [],
  )
  const split = { survivorId: survivor.profileId, newId: absorbed.profileId, originIds: [absorbed.profileId] }
  const dry = await at.db.transact(workspaceId, (tx) => followSplit(tx, at.data, { ...split, dryRun: true }))
  const real = await at.db.transact(workspaceId, (tx) => followSplit(tx, at.data, { ...split, dryRun: false }))
  for (const { name, split: rule } of merging) {
    if (rule !== 'follow') continue
    assert.equal(real.moved[name], 1, `${name} did not go back`)
    assert.equal(dry.moved[name], 1, `${name} would not have gone back`)
    const [row] = await at.query<{ count: string }>(`select count(*) as count from ${name} where profile_id = $1`, [
      absorbed.profileId,
    ])
    assert.equal(Number(row?.count), 1)
  }
  assert.deepEqual(real.unknown, dry.unknown)
}

// Dead letters are few.
const READ_WHOLE: ReadonlySet<string> = new Set(['dead_letter'])

/** What expires is read in the order of its age, without looking at or sorting all the rest. */
async function isFoundByAge(at: PersonalDatabase): Promise<void> {
  const found: string[] = []
  await at.query('set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off')
  for (const { name, ages, key } of at.data.tables) {
    if (ages === undefined || ages.months !== undefined || READ_WHOLE.has(name)) continue
    const lines = await at.query<{ 'QUERY PLAN': string }>(
      `explain (costs off) select from ${name}
        where workspace_id = '${uuidv7()}' and ${ages.by} < '2026-01-01' ${ages.when === undefined ? '' : `and (${ages.when})`}
        order by ${[ages.by, ...Object.keys(key)].join(', ')} limit 100`,
    )
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n')
    if (!new RegExp(`Index Cond: .*\\b${ages.by} <`).test(plan)) found.push(`${name}: ${plan}`)
  }
  await at.query('reset enable_seqscan; reset enable_bitmapscan; reset enable_sort')
  assert.deepEqual(found, [])
}

async function isSwept(at: PersonalDatabase): Promise<void> {
  const { person, marks } = await plantThree(at)
  const day = 86_400_000
  const sweep = { workspaceId: person.workspaceId, most: 10_000 }
  const aging = at.data.tables.filter(({ ages }) => ages !== undefined && ages.months === undefined)
  const all: Retention = Object.fromEntries(DATA_CLASSES.map((kind) => [kind, 30]))
  const now = new Date()
  assert.deepEqual(await sweepExpired(at.db, at.data, { ...sweep, now, retention: {} }), { counts: {}, done: true })
  assert.deepEqual((await sweepExpired(at.db, at.data, { ...sweep, now, retention: all })).counts, {})
  const later = new Date(now.getTime() + 31 * day)
  const first = await sweepExpired(at.db, at.data, { ...sweep, most: 0, now: later, retention: all })
  assert.equal(first.done, aging.length === 0)
  const swept = await sweepExpired(at.db, at.data, { ...sweep, now: later, retention: all })
  assert.equal(swept.done, true)
  for (const { name } of aging) assert.ok((swept.counts[name] ?? 0) >= 1, `${name} did not expire`)
  const left = await at.findAnywhere([...marks].flatMap(([column, mark]) => (isOf(aging, column) ? [mark] : [])))
  assert.deepEqual(left, [])
}

const isOf = (tables: readonly NamedTable[], column: string): boolean =>
  tables.some(({ name }) => column.startsWith(`${name}.`))

/** A planted column that nobody declares, for tests that the comparison can fail. */
export async function plantUndeclared(at: PersonalDatabase): Promise<readonly string[]> {
  const name = `planted_${randomUUID().slice(0, 8)}`
  await at.query(`create table ${name} (workspace_id uuid primary key, profile_id uuid)`)
  await at.query(`alter table outbox add column ${name} text`)
  const problems = await at.problems()
  await at.query(`drop table ${name}`)
  await at.query(`alter table outbox drop column ${name}`)
  return problems.map((problem) => problem.replaceAll(name, 'planted'))
}
