import type { EventDefinition } from '@polyphon/contracts'
import type { Fault, Scope } from '@polyphon/values'
import type { z } from 'zod'
import type { StaffAccess } from '../auth/staff-roles.js'
import type { Tx } from '../db/tx.js'
import type { Deps } from '../http/deps.js'
import type { Filters } from '../lists/filter.js'

/** A published version, which never changes, and whether the thing is in use. */
export interface Definition<Content> {
  readonly key: string
  /** 0 for what comes with Polyphon. */
  readonly version: number
  readonly content: Content
  readonly publishedAt: Date | null
  /** When its first version was published. */
  readonly createdAt: Date | null
  /** Since when it is archived. */
  readonly archivedAt: Date | null
}

/** Who names a definition: what kind of thing, and under which key. */
export interface Use {
  readonly kind: string
  readonly key: string
}

/** What has just happened to a definition, in the transaction in which it does. */
export type Change = 'published' | 'rolled_back' | 'archived' | 'restored'

/** What stands around a request on a definition, while no transaction is open. */
export interface Around<D> {
  readonly deps: D
  readonly workspaceId: string
  readonly key: string
  /** Reads in a short transaction of its own. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Does something in a transaction of its own. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** How the content stands in the table of versions, where it is not JSON in the column `definition`. */
export interface Stored<Content> {
  readonly columns: readonly string[]
  write(content: Content): readonly unknown[]
  read(row: Readonly<Record<string, unknown>>): Content
}

/** What users read about the operations of a kind. */
interface Words {
  /** In the singular, such as `survey`: prefix of its codes, and the table unless `table` says another. */
  readonly name: string
  /** The collection in the path, such as `surveys`. */
  readonly plural: string
  readonly tag: string
  /** Of `put…`, behind what every kind says. */
  readonly description: string
  /** Whether there is also `delete…`, which archives it. */
  readonly deletes?: true
  /** What archiving one means for whoever uses it. */
  readonly whenArchived: string
}

/**
 * A kind of definition under a key: its schema, its table, and what only it does. `<table>` has a row for each key with
 * what `add_definition_columns` adds, `<table>_version` one for each version (`workspace_id, key, version, definition,
 * published_at`). Everything else is the same for all kinds. Source: api-services.md §1 and §5.
 */
export interface DefinitionKind<D extends Deps, Body, Content> extends Words {
  readonly table?: string
  readonly stored?: Stored<Content>
  readonly read: Scope
  /** Which of the staff reads it; by default those who read definitions. */
  readonly readBy?: StaffAccess
  readonly write: Scope
  /** What is put; parsed again when a draft is published, so that it must take what it has answered. */
  readonly body: z.ZodType<Body>
  readonly example: unknown
  /** What is answered of a version, with `key`, `version` and `publishedAt`. */
  readonly view: z.ZodObject
  /** The name of that in the documents. */
  readonly viewName?: string
  /** What its list may be narrowed by, as SQL over the newest version `v`. */
  readonly filters?: Filters
  /** Fields of the view that lists leave out with `fields=summary`. */
  readonly bulk: readonly string[]
  /** What would be put to publish a content again; the content itself unless said. */
  toBody?(content: Content): unknown
  /** Reads what was put; throws 422 with all that is wrong with its meaning. No transaction is open. */
  check(body: Body, around: Around<D>): Promise<Content> | Content
  /** Whether two contents are the same version; by default whatever the order of their fields. */
  isSame?(left: Content, right: Content): boolean
  /** Taken before the row of the key, in whatever order the kind needs. */
  lock?(tx: Tx, key: string): Promise<void>
  /** Whether publishing the same again would change nothing; true by default. */
  isInForce?(tx: Tx, key: string): Promise<boolean>
  /** Throws 422 for what does not fit to the others of its kind, which are locked. */
  fit?(tx: Tx, definition: Definition<Content>): Promise<void>
  /** Does what goes with a change: what starts a thing, what is still to be computed. */
  apply?(tx: Tx, definition: Definition<Content>, change: Change): Promise<void>
  /** What is done before the answer, after the commit. */
  follow?(around: Around<D>): Promise<void>
  /** Who of this service names it; an archived one must not be named. */
  usedBy?(tx: Tx, key: string): Promise<readonly Use[]>
  /** What is there without being published. */
  builtIn?(key: string): Definition<Content> | null
  /** Definitions as they are answered, in the same order. */
  show(tx: Tx, definitions: readonly Definition<Content>[]): Promise<readonly object[]>
  /** What is no error and hardly meant so. */
  warn?(tx: Tx, definition: Definition<Content>, body: Body | null): Promise<readonly Fault[]>
  readonly published: EventDefinition
  /** The data of that event. */
  event(tx: Tx, definition: Definition<Content>): Promise<object> | object
}

/** Of whatever body and content. */
// oxlint-disable-next-line typescript/no-explicit-any -- what is parsed by a kind is only handed back to that kind
export type AnyKind<D extends Deps = any> = DefinitionKind<D, any, any>

/** Gives a kind its types. */
export const definitionKind = <D extends Deps, Body, Content>(
  kind: DefinitionKind<D, Body, Content>,
): DefinitionKind<D, Body, Content> => kind
