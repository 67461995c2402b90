import { columnsOf, type NamedTable, type PersonalData } from './declaration.js'

/** A table as the database has it after its migrations. */
export interface SchemaTable {
  readonly name: string
  readonly columns: Readonly<Record<string, string>>
  readonly primaryKey: readonly string[]
}

/** What is asked of a migrated database: every table with its columns, their types and its primary key; of a partitioned one the whole. */
export const SCHEMA_SQL = `
  select c.relname as name,
         (select json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod))
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
         coalesce((select json_agg(a.attname) from pg_index i
                     join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary), '[]') as "primaryKey"
    from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   order by c.relname`

/** Columns that go without saying. */
const COMMON: ReadonlySet<string> = new Set(['workspace_id', 'bucket'])
// A table that is said to hold no person may not have what names or describes one.
const OF_PERSONS =
  /^(profile_id|origin_id|given_for|old_id|canonical_id|absorbed_ids?|address|to_address|email|phone|identifiers?|identifier_(type|value)|traits|texts|answers)$/

/** Everything in which the declarations and the migrated schema differ, a sentence a finding. */
export function findDeclarationProblems(data: PersonalData, schema: readonly SchemaTable[]): readonly string[] {
  const byName = new Map(schema.map((table) => [table.name, table]))
  const declared = new Set([...data.impersonal, ...data.ofStaff, ...data.tables.map(({ name }) => name)])
  return [
    ...schema.filter(({ name }) => !declared.has(name)).map(({ name }) => `The table ${name} is not declared.`),
    ...[...declared].filter((name) => !byName.has(name)).map((name) => `${name} is declared and is no table.`),
    ...data.impersonal.flatMap((name) =>
      Object.keys(byName.get(name)?.columns ?? {})
        .filter((column) => OF_PERSONS.test(column))
        .map((column) => `${name} is declared impersonal and has the column ${column}.`),
    ),
    ...data.tables.flatMap((table) => {
      const found = byName.get(table.name)
      return found === undefined ? [] : [...findColumnProblems(table, found), ...findRuleProblems(table, data)]
    }),
  ]
}

function findColumnProblems(table: NamedTable, schema: SchemaTable): readonly string[] {
  const { name } = table
  const declared = columnsOf(table)
  const actual = Object.keys(schema.columns)
  const key = Object.keys(table.key)
  const primary = schema.primaryKey.filter((column) => column !== 'workspace_id')
  return [
    ...actual
      .filter((column) => !COMMON.has(column) && !declared.includes(column))
      .map((column) => `${name}.${column} is not declared.`),
    ...declared
      .filter((column) => !actual.includes(column))
      .map((column) => `${name}.${column} is declared and is no column.`),
    // What has no primary key is told apart by what its declaration says.
    ...(schema.primaryKey.length === 0 || key.toSorted().join() === primary.toSorted().join()
      ? []
      : [`${name} declares the key (${key.join(', ')}); the primary key is (${primary.join(', ')}).`]),
    ...Object.entries(table.key)
      .filter(([column, type]) => schema.columns[column] !== undefined && schema.columns[column] !== type)
      .map(([column, type]) => `${name}.${column} is declared as ${type}; it is ${schema.columns[column]}.`),
  ]
}

/** What a declaration says against itself, each with what it is about. */
const RULES: readonly { readonly problem: string; breaks(table: NamedTable, data: PersonalData): boolean }[] = [
  {
    problem: 'does not say how the rows of a person are found',
    breaks: ({ persons = {}, identifier, through, named = [] }) =>
      Object.keys(persons).length + named.length === 0 && identifier === undefined && through === undefined,
  },
  {
    problem: 'does not say what it holds in English and in German',
    breaks: ({ holds, de }) => holds.trim() === '' || de.trim() === '' || holds === de,
  },
  {
    problem: 'is re-keyed by merges and keeps no id at writing',
    breaks: ({ persons = {}, merge }) =>
      (merge === 'rekey' || merge === 'keep_survivors') && Object.values(persons).includes('self'),
  },
  {
    problem: 'is emptied, and still names whom it named',
    breaks: ({ named = [], personal, erase, anonymise }) =>
      (erase === 'empty' || anonymise === 'empty') && named.some((column) => !(column in personal)),
  },
  {
    problem: 'is emptied, and its key says whose it is',
    breaks: ({ key, persons = {}, personal, erase, anonymise }) =>
      (erase === 'empty' || anonymise === 'empty') &&
      Object.keys(key).some((column) => column in persons || column in personal),
  },
  {
    problem: 'belongs to a table that is not declared with people',
    breaks: ({ through }, { tables }) => through !== undefined && !tables.some(({ name }) => name === through.table),
  },
]

function findRuleProblems(table: NamedTable, data: PersonalData): readonly string[] {
  const { name, personal, plain, persons = {} } = table
  const declared = columnsOf(table)
  return [
    ...RULES.filter(({ breaks }) => breaks(table, data)).map(({ problem }) => `${name} ${problem}.`),
    ...Object.keys(personal)
      .filter((column) => plain.includes(column) || column in persons)
      .map((column) => `${name}.${column} is declared personal and something else.`),
    // What is no name is SQL, which the database judges.
    ...mentionedBy(table)
      .filter((column) => /^\w+$/.test(column) && !declared.includes(column))
      .map((column) => `${name} speaks of ${column}, which it does not declare.`),
  ]
}

const mentionedBy = ({ named = [], identifier, ages, through }: NamedTable): readonly string[] => [
  ...named,
  ...(identifier === undefined ? [] : [identifier.type, identifier.value]),
  ...(ages === undefined ? [] : [ages.by]),
  ...(through === undefined ? [] : [through.by]),
]
