import { KEPT_WITH_PERSON } from '@polyphon/values'
import { CLASS_TEXTS, type InBoth } from './class-texts.js'
import { type NamedTable, type PersonalData, personsOf } from './declaration.js'
import type { Retention } from './retention.js'

/** How long rows are kept: for the days of their class, the hours of a setting, or as long as the person. */
export type KeptBy = 'class' | 'person' | { readonly hoursOf: string }

/** What people are told of a table, in both languages: in an export, and in the record of processing. */
export interface TableRecord {
  readonly table: string
  readonly holds: InBoth
  readonly class: NamedTable['class']
  readonly purpose: InBoth
  readonly recipients: InBoth
  /** The columns that say something of a person. */
  readonly personal: readonly string[]
  readonly erase: NamedTable['erase']
  readonly anonymise: NamedTable['anonymise']
  /** Whether a person is given its rows. */
  readonly isExported: boolean
  readonly keptBy: KeptBy
}

export function recordOfTable(table: NamedTable, { tables }: PersonalData): TableRecord {
  const { purpose, recipients } = CLASS_TEXTS[table.class]
  const persons = personsOf(table).map(([column]) => column)
  return {
    table: table.name,
    holds: { en: table.holds, de: table.de },
    class: table.class,
    purpose: table.purpose ?? purpose,
    recipients: table.recipients ?? recipients,
    personal: [...new Set([...persons, ...Object.keys(table.personal)])],
    erase: table.erase,
    anonymise: table.anonymise,
    isExported: table.exports !== 'nothing',
    keptBy: keptBy(table, tables),
  }
}

function keptBy(table: NamedTable, tables: readonly NamedTable[]): KeptBy {
  if (table.hours !== undefined) return { hoursOf: table.hours }
  const parent = tables.find(({ name }) => name === table.through?.table)
  const isAging = (table.ages ?? parent?.ages) !== undefined && !KEPT_WITH_PERSON.includes(table.class)
  return isAging ? 'class' : 'person'
}

/** For how many days rows are kept; null for as long as the person, and where nobody has decided on a time. */
export function keptDays({ keptBy: by, class: kind }: TableRecord, retention: Retention): number | null {
  return by === 'class' ? (retention[kind] ?? null) : null
}
