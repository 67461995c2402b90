import { randomInt, randomUUID } from 'node:crypto'
import { Database, uuidv7 } from '@polyphon/service-kit'
import {
  findDeclarationProblems,
  type NamedTable,
  type PersonalData,
  SCHEMA_SQL,
  type SchemaTable,
} from '@polyphon/service-kit/personal'
import { migrationsOf, personalOf, type ServiceDefinition } from '@polyphon/service-kit/runtime'
import pg from 'pg'
import type { z } from 'zod'
import { freshDatabase } from './database.js'

const NIL = '00000000-0000-0000-0000-000000000000'

/** Values of columns that a row needs to be one: by table. `mark` is a text that is nobody else's. */
export type PlantedValues = Readonly<
  Record<string, (planted: PlantedPerson & { readonly mark: string }) => Readonly<Record<string, unknown>>>
>

/** Somebody with rows in every table that may hold people, and a mark in every personal column. */
export interface PlantedPerson {
  readonly workspaceId: string
  readonly profileId: string
  /** An id that the person had before a merge. */
  readonly absorbedId: string
  readonly email: string
}

/** A migrated database of a service without the service, for what is done with the personal data in it. */
export interface PersonalDatabase {
  readonly db: Database
  readonly data: PersonalData
  /** In what the declarations differ from the schema. */
  problems(): Promise<readonly string[]>
  newPerson(workspaceId: string, profileId?: string): PlantedPerson
  /** Makes a row in every declared table, and answers the marks that it has left, by table and column. */
  plant(person: PlantedPerson): Promise<ReadonlyMap<string, string>>
  /** Where any of these texts stands in the database: every column of every table, as text. */
  findAnywhere(texts: readonly string[]): Promise<readonly string[]>
  /** Every row in which one of these texts stands, by table. */
  rowsWith(texts: readonly string[]): Promise<readonly string[]>
  /** Runs a statement as the owner of the database, whom no row-level security binds. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isNeeded: boolean
}

/** What a row of the kit's tables needs to be one. */
const KIT_VALUES: PlantedValues = {
  export_part: () => ({ absorbed_ids: [] }),
  person: ({ email }) => ({ identifiers: JSON.stringify([{ type: 'email', value: email }]) }),
  person_identifier: ({ email }) => ({ type: 'email', value: email }),
  // A chain has each place once.
  audit_entry: () => ({ seq: randomInt(2 ** 40) }),
  webhook_delivery: () => ({ state: 'delivered' }),
  work: () => ({ state: 'done', ended_at: new Date() }),
}

const COLUMNS_SQL = `
  select table_name as table, column_name as name, udt_name as type,
         is_nullable = 'NO' and column_default is null as "isNeeded"
    from information_schema.columns
   where table_schema = 'public' and is_generated = 'NEVER' and is_identity = 'NO'`

/** Opens a fresh database with all migrations of a service. */
export async function openPersonalDatabase<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  values: PlantedValues = {},
): Promise<PersonalDatabase> {
  const fresh = await freshDatabase({ migrations: migrationsOf(definition) })
  const owner = new pg.Client({ connectionString: fresh.ownerUrl })
  await owner.connect()
  const data = personalOf(definition)
  const db = new Database({
    url: fresh.url,
    pool: 4,
    scans: { pool: 1, limitMs: 10_000 },
    now: () => new Date(),
    newId: () => uuidv7(),
  })
  const schema = (await owner.query<SchemaTable>(SCHEMA_SQL)).rows
  const columns = (await owner.query<Column>(COLUMNS_SQL)).rows
  const rowsWith = async (texts: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = []
    for (const { name } of schema)
      for (const { row } of (await owner.query<{ row: string }>(rowsSql(name), [texts])).rows)
        found.push(`${name} ${row}`)
    return found
  }
  return {
    db,
    data,
    problems: async () => findDeclarationProblems(data, (await owner.query<SchemaTable>(SCHEMA_SQL)).rows),
    newPerson: (workspaceId, profileId = uuidv7()) => ({
      workspaceId,
      profileId,
      absorbedId: uuidv7(),
      email: `m${randomUUID()}@example.test`,
    }),
    plant: (person) => plantRows(owner, data, { person, columns, values: { ...KIT_VALUES, ...values } }),
    findAnywhere: async (texts) => [...new Set((await rowsWith(texts)).map((row) => row.split(' ', 1)[0] ?? ''))],
    rowsWith,
    query: async <Row extends pg.QueryResultRow>(text: string, given: readonly unknown[] = []) =>
      (await owner.query<Row>(text, [...given])).rows,
    close: async () => {
      await db.close()
      await owner.end()
      await fresh.drop()
    },
  }
}

const rowsSql = (table: string): string => `
  select t::text as row from ${table} t
   where exists (select from unnest($1::text[]) as given (text)
                  where position(lower(given.text) in lower(t::text)) > 0)
   order by 1`

interface Planting {
  readonly person: PlantedPerson
  readonly columns: readonly Column[]
  readonly values: PlantedValues
  readonly marks: Map<string, string>
  /** Keys of the rows so far, for those that belong to them. */
  readonly links: Map<string, unknown>
}

async function plantRows(
  owner: pg.Client,
  data: PersonalData,
  given: Omit<Planting, 'marks' | 'links'>,
): Promise<ReadonlyMap<string, string>> {
  const planting = { ...given, marks: new Map<string, string>(), links: new Map<string, unknown>() }
  for (const table of data.tables) {
    const row = rowOf(table, planting)
    const parameters = Object.keys(row).map((_, index) => `$${index + 1}`)
    await owner.query(
      `insert into ${table.name} (${Object.keys(row).join(', ')}) values (${parameters.join(', ')})`,
      Object.values(row),
    )
  }
  return planting.marks
}

function rowOf(table: NamedTable, planting: Planting): Readonly<Record<string, unknown>> {
  const { person, columns, values, marks, links } = planting
  const row: Record<string, unknown> = {}
  for (const { name, type, isNeeded } of columns.filter((column) => column.table === table.name)) {
    const mark = `mark${randomUUID()}`
    const given = values[table.name]?.({ ...person, mark })
    const value =
      given !== undefined && name in given ? given[name] : valueOf(table, { name, type, isNeeded, mark }, planting)
    if (value === undefined) continue
    row[name] = value
    if (String(row[name]).includes(mark)) marks.set(`${table.name}.${name}`, mark)
  }
  for (const name of Object.keys(table.key)) links.set(`${table.name}.${name}`, row[name])
  return row
}

function valueOf(
  table: NamedTable,
  column: Omit<Column, 'table'> & { readonly mark: string },
  { person, links }: Planting,
): unknown {
  const { name, type, isNeeded, mark } = column
  const { persons = {}, through } = table
  if (name === 'workspace_id') return workspaceIn(table, person)
  const isOrigin = isNeeded && Object.values(persons).includes(name)
  if (name in persons || isOrigin) return idIn(name, person)
  if (name === through?.by) return links.get(`${through.table}.${name}`)
  const text = documentOf(table, { name, mark, person })
  if (text !== undefined) return TEXTS.has(type) ? text : undefined
  const isFilled = isNeeded || name in table.key
  return isFilled ? fillerOf(type) : undefined
}

const workspaceIn = ({ strays }: NamedTable, { workspaceId }: PlantedPerson): string =>
  typeof strays === 'object' ? NIL : workspaceId

const FORMER: ReadonlySet<string> = new Set(['old_id', 'absorbed_id'])
const idIn = (column: string, { absorbedId, profileId }: PlantedPerson): string =>
  FORMER.has(column) ? absorbedId : profileId
const TEXTS: ReadonlySet<string> = new Set(['json', 'jsonb', 'text'])

/** A document with a mark; where somebody is found by what stands in it, it names them. */
function documentOf(
  table: NamedTable,
  { name, mark, person }: { readonly name: string; readonly mark: string; readonly person: PlantedPerson },
): string | undefined {
  // Nobody knew yet whose a letter was, or of which workspace a callback: they name an identifier.
  const about = table.strays === undefined ? person.profileId : person.email
  // Of a document that is only emptied the entries go that name them.
  if (table.named?.includes(name) === true)
    return JSON.stringify(table.erase === 'empty' ? { about: { about, mark } } : { about, mark })
  return name in table.personal ? JSON.stringify({ mark }) : undefined
}

function fillerOf(type: string): unknown {
  if (type === 'uuid') return uuidv7()
  if (type === 'text') return `filler${randomUUID()}`
  if (type.startsWith('_')) return []
  if (type === 'json' || type === 'jsonb') return '{}'
  if (type === 'bool') return true
  if (type === 'timestamptz') return new Date()
  return 1
}
