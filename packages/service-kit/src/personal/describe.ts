import {
  type Declarations,
  impersonal,
  type NamedTable,
  type PersonalData,
  personalData,
  personsOf,
} from './declaration.js'
import { coreTables, peopleTables } from './kit-tables.js'

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

const KIT: Declarations = { ...coreTables, ...peopleTables }

/** Whether a table is one that the kit declares for every service; profile declares aliases of its own. */
export function isOfKit({ name, holds }: Pick<NamedTable, 'name' | 'holds'>): boolean {
  const kit = KIT[name]
  return kit !== undefined && typeof kit !== 'string' && kit.holds === holds
}

/** The table of a README: what a service keeps of people in tables of its own, and what becomes of it. */
export const describePersonalData = (data: PersonalData): string =>
  describeTables(
    data.tables.filter((table) => !isOfKit(table)),
    data.impersonal.filter((name) => KIT[name] !== impersonal),
  )

/** The same of the tables that the kit has in every service. */
export function describeKitTables(): string {
  const { tables, impersonal: others, ofStaff } = personalData([coreTables, peopleTables])
  return `${describeTables(tables, others)} People of the firm itself are in ${code(ofStaff.toSorted())}, which no id and no identifier of a customer leads to.`
}

function describeTables(tables: readonly NamedTable[], others: readonly string[]): string {
  const rows = tables.map((table) => {
    const { name, holds, class: kind, personal, split, erase, anonymise } = table
    const cells = [
      `\`${name}\``,
      holds,
      findingOf(table),
      code(Object.keys(personal)),
      `${mergingOf(table)} · ${wordsOf(split)}`,
      `${erase} · ${anonymise}`,
      exportOf(table),
      `\`${kind}\`, ${lifeOf(table)}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| table | holds | whose | personal columns | merge · split | erase · anonymise | export | kept |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(others.length === 0 ? [] : ['', `Nobody is in ${code(others.toSorted())}.`]),
  ].join('\n')
}

function lifeOf({ ages, hours, through }: NamedTable): string {
  if (hours !== undefined) return `for \`${hours}\``
  if (ages !== undefined) return `from \`${ages.by}\``
  return through === undefined ? 'as long as the person' : `as long as \`${through.table}\``
}

const wordsOf = (word: string): string => word.replaceAll('_', ' ')

function findingOf(table: NamedTable): string {
  const { identifier, through, named = [] } = table
  const persons = personsOf(table).map(([column, origin]) =>
    origin === 'self' ? `\`${column}\`` : `\`${column}\` (at writing: \`${origin}\`)`,
  )
  return [
    ...persons,
    ...(identifier === undefined ? [] : [`\`${identifier.type}\` + \`${identifier.value}\``]),
    ...(through === undefined ? [] : [`\`${through.by}\` of \`${through.table}\``]),
    ...(named.length === 0 ? [] : [`named in ${code(named)}`]),
  ].join('; ')
}

const mergingOf = ({ merge }: NamedTable): string => (typeof merge === 'object' ? merge.rule : wordsOf(merge))

function exportOf({ exports }: NamedTable): string {
  return typeof exports === 'object' ? `row without ${code(exports.without)}` : exports
}
