import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { titleOf } from '../codes/words.js'
import type { Tx } from '../db/tx.js'
import { firstFaults, Warnings } from '../http/problem.js'
import { Key } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import { draftTag } from './change.js'
import type { AnyKind, Definition } from './definition-kind.js'
import type { Head } from './store.js'

const archivedAt = Moment.nullable().describe(
  'Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use',
)

/** A body as it is answered. */
export type Shown = Record<string, unknown>

/** What the operations of a kind answer. */
export interface Views {
  readonly version: z.ZodObject
  readonly publication: z.ZodObject
  /** A list of them, where `fields=summary` leaves much out. */
  readonly list: z.ZodObject
}

/** What is being written of a definition. */
export const DraftView = z
  .object({
    key: Key,
    version: z.int().describe('The newest one that is published, which this would replace; 0 where there is none'),
    draft: z.record(z.string(), z.unknown()).describe('The body as it was put, with what it left open filled in'),
    savedAt: Moment,
    warnings: Warnings.describe('What would be refused if it were published now; at most 20 are named'),
  })
  .meta({ id: 'DefinitionDraft' })

export const UseView = z
  .object({ kind: z.string().describe('Such as `journey` or `segment`'), key: z.string() })
  .meta({ id: 'DefinitionUse' })

export function viewsOf(kind: AnyKind): Views {
  const version = kind.view.extend({ archivedAt }).meta({ id: kind.viewName ?? titleOf(kind.name) })
  const optional = Object.fromEntries(kind.bulk.map((name) => [name, version.shape[name].optional()]))
  const withWarnings = (): z.ZodObject =>
    version.extend({ warnings: Warnings }).meta({ id: `${titleOf(kind.name)}Publication` })
  return {
    version,
    publication: kind.warn === undefined ? version : withWarnings(),
    list: listOf(version.extend(optional).meta({ id: `${titleOf(kind.name)}Item` })),
  }
}

/** Definitions as they are answered. */
export async function showAll(
  tx: Tx,
  kind: AnyKind,
  definitions: readonly Definition<unknown>[],
): Promise<readonly Shown[]> {
  const shown = await kind.show(tx, definitions)
  return definitions.map((definition, index) => ({
    ...shown[index],
    archivedAt: definition.archivedAt?.toISOString() ?? null,
  }))
}

export async function showOne(tx: Tx, kind: AnyKind, definition: Definition<unknown>): Promise<Shown> {
  const [shown] = await showAll(tx, kind, [definition])
  if (shown === undefined) throw new Error(`A ${kind.name} has lost its view.`)
  return shown
}

/** The same with its warnings, as publishing answers it; `body` is what was put, where something was. */
export async function showPublication(
  tx: Tx,
  kind: AnyKind,
  definition: Definition<unknown>,
  body: unknown,
): Promise<Shown> {
  const shown = await showOne(tx, kind, definition)
  if (kind.warn === undefined) return shown
  return { ...shown, warnings: firstFaults(await kind.warn(tx, definition, body)) }
}

export function showDraft(
  head: Head,
  warnings: ReturnType<typeof firstFaults>,
): { body: z.input<typeof DraftView>; headers: { etag: string } } {
  const { key, version, draft } = head
  if (draft === null) throw new Error('There is no draft to be shown.')
  const body = { key, version, draft: { ...Object(draft.body) }, savedAt: draft.savedAt.toISOString(), warnings }
  return { body, headers: { etag: `"${draftTag(head)}"` } }
}
