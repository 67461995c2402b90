import type { DataClass } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import type { InBoth } from './class-texts.js'

/** Says of a table, in one word, that it holds nothing about a person. */
export const impersonal = 'impersonal'

/**
 * Says of a table, in one word, that the people in it are of the firm: nobody is ever found in it by the id or an identifier
 * of a profile, also where a customer has the same address.
 */
export const ofStaff = 'of_staff'

/** What a column holds once it has been emptied, or as SQL what is left of it: that which is about nobody. */
export type Emptied = null | '' | '{}' | '[]' | { readonly sql: string }

/** The same as SQL. */
export function emptiedSql(value: Emptied): string {
  if (value === null) return 'null'
  return typeof value === 'object' ? value.sql : `'${value}'`
}

/** Two people who are one. */
export interface Merge {
  readonly survivorId: string
  readonly absorbedId: string
}

/**
 * What a merge does with the rows of who is absorbed. `rekey`: they get the survivor's id, and the origin column keeps
 * the id at writing. `keep_survivors`: the same, but where the survivor has a row of that key it stays and the other one
 * goes. `stays`: rows keep the id at writing, and readers look up who that is now. `by_profile`: profile decides by its
 * rules of identity, and the copies of people follow its snapshots. A function where a rule of the domain decides, such as
 * the stricter one.
 */
export type Merging =
  | 'rekey'
  | 'keep_survivors'
  | 'stays'
  | 'by_profile'
  | { readonly rule: string; readonly join: (tx: Tx, merge: Merge) => Promise<void> }

/** What an erasure does with a row: it goes, or its personal columns are emptied and it is nobody's any more. */
export type Erasing = 'delete' | 'empty'

/** A table with people in it: each of its columns, and what becomes of its rows. `workspace_id` and `bucket` go without saying. */
export interface PersonalTable {
  /** What its rows are, in a few words for people. */
  readonly holds: string
  /** The same in German, for exports and the record of processing. */
  readonly de: string
  readonly class: DataClass
  /** What it is for, where that is not what its class is for. */
  readonly purpose?: InBoth
  /** Who outside of the firm is given it, where that is not who is given its class. */
  readonly recipients?: InBoth
  /** The columns of the primary key beside the workspace, each with its type. */
  readonly key: Readonly<Record<string, string>>
  /** The columns that name a person, each with the column that keeps the id at writing; `self` where it is never re-keyed. */
  readonly persons?: Readonly<Record<string, string>>
  /** The columns of an identifier, by which rows without a person are somebody's. */
  readonly identifier?: { readonly type: string; readonly value: string }
  /** Rows that belong to a row of another table, and are erased, exported and swept with it. */
  readonly through?: { readonly table: string; readonly by: string }
  /**
   * Texts and documents of every kind: a row is about whoever is named in one of these columns. Where it is only emptied,
   * a document (`'{}'`) loses the entries that name them and keeps the others.
   */
  readonly named?: readonly string[]
  /** The personal columns, each with what it holds once it has been emptied. */
  readonly personal: Readonly<Record<string, Emptied>>
  /** All other columns. */
  readonly plain: readonly string[]
  readonly merge: Merging
  /** Columns that a merge sets as well, as SQL. */
  readonly mergeSets?: Readonly<Record<string, string>>
  /** Whether a merge locks the rows in the order of their keys before it writes, because others do so. */
  readonly mergeLocks?: true
  /** `follow`: rows whose id at writing is split off go along. */
  readonly split: 'follow' | 'stays' | 'by_profile'
  readonly erase: Erasing
  readonly anonymise: Erasing
  /** Which rows of texts stay whoever is named in them, as SQL: they say that somebody is erased. */
  readonly stays?: string
  /** Which rows are under way, as SQL: they go even where others are only emptied. */
  readonly underWay?: string
  /** Person columns that may not be null: emptied, they hold an id that nobody has. */
  readonly stranger?: true
  /** What an export says: the row without workspace and bucket; what is nothing to the person, such as a secret, is left out. */
  readonly exports: 'row' | 'nothing' | { readonly without: readonly string[] }
  /** The moment from which a row's age counts, and as SQL when it counts at all. Without it a row lives as long as the person. */
  readonly ages?: {
    readonly by: string
    readonly when?: string
    /** A function of the database by which the oldest go, where nobody else may: of a workspace, before a moment, so many at most. */
    readonly expire?: string
    /**
     * The table is split by months of that moment: what has expired goes by whole months where nobody keeps them. `seen` is
     * the table that remembers, by the `month` of each row, what was taken in; its months are forgotten with them.
     */
    readonly months?: { readonly seen: string; readonly key: string }
  }
  /** The setting that says for how many hours a row is kept, whatever its class. */
  readonly hours?: string
  /** Identifiers of people, by which everything else of theirs is found: erased after all other tables. `verified` is the column that says whether somebody has only named it. */
  readonly carries?:
    | { readonly type: string; readonly value: string; readonly verified?: string }
    | { readonly document: string }
  /** Former ids of people; erased last. */
  readonly aliases?: { readonly former: string; readonly current: string }
  /**
   * Rows that came without a workspace: kept with none beside the others (`null`), or all under the nil one, where the
   * locators of a kind say which workspace a row is about.
   */
  readonly strays?: 'null' | { readonly locator: string }
}

export type TableDeclaration = typeof impersonal | typeof ofStaff | PersonalTable

/** What a feature says of each of its tables; a merge goes through them in this order. */
export type Declarations = Readonly<Record<string, TableDeclaration>>

export interface NamedTable extends PersonalTable {
  readonly name: string
}

/** All declarations of a service, its own and the kit's. */
export interface PersonalData {
  readonly tables: readonly NamedTable[]
  readonly impersonal: readonly string[]
  readonly ofStaff: readonly string[]
}

/** Puts declarations together; a table that is declared twice is a mistake. */
export function personalData(declarations: readonly Declarations[]): PersonalData {
  const entries = declarations.flatMap((part) => Object.entries(part))
  const names = new Set<string>()
  for (const [name] of entries) {
    if (names.has(name)) throw new Error(`The table ${name} is declared twice.`)
    names.add(name)
  }
  return {
    tables: entries.flatMap(([name, table]) => (typeof table === 'string' ? [] : [{ ...table, name }])),
    impersonal: entries.flatMap(([name, table]) => (table === impersonal ? [name] : [])),
    ofStaff: entries.flatMap(([name, table]) => (table === ofStaff ? [name] : [])),
  }
}

/** The columns that name a person, with where the id at writing is kept. */
export const personsOf = (table: PersonalTable): readonly (readonly [column: string, origin: string])[] =>
  Object.entries(table.persons ?? {})

/** Every column that a table declares, except those that all tables have. */
export function columnsOf(table: PersonalTable): readonly string[] {
  const persons = personsOf(table).flatMap(([column, origin]) => (origin === 'self' ? [column] : [column, origin]))
  const all = [...Object.keys(table.key), ...persons, ...Object.keys(table.personal), ...table.plain]
  return [...new Set(all)]
}
