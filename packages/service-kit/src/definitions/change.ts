import type { DataOf, EventDefinition } from '@polyphon/contracts'
import { inWords } from '../codes/words.js'
import type { Tx } from '../db/tx.js'
import * as outbox from '../events/outbox.js'
import { type IfMatch, matchesVersion, requireVersion } from '../http/if-match.js'
import { AppError } from '../values/errors.js'
import { isSameJson } from '../values/same-json.js'
import type { AnyKind, Change, Definition, Use } from './definition-kind.js'
import { type Head, lockHead, lockOrMakeHead, readDefinition, saveArchived, saveDraft, saveVersion } from './store.js'
import { readUses } from './uses.js'

/** A version as it is now in force, and what publishing has done. */
export interface Publication {
  readonly definition: Definition<unknown>
  readonly outcome: 'created' | 'changed' | 'unchanged'
}

export const definitionUnknown = ({ name }: AnyKind): AppError =>
  new AppError('missing', `${name}_unknown`, `There is no such ${inWords(name)}.`)

/** The entity tag of a draft: of the version that it was written over, too, as publishing replaces that one. */
export const draftTag = ({ version, revision }: Head): string => `${version}.${revision}`

/** Publishes a content as the next version. The same content again stays the version that it is. */
export async function publishContent(
  tx: Tx,
  kind: AnyKind,
  given: {
    readonly key: string
    readonly content: unknown
    readonly ifMatch: IfMatch
    /** Where it comes from a draft: which one was read. */
    readonly revision?: number
  },
): Promise<Publication> {
  const { key, content, ifMatch, revision } = given
  if (ifMatch === undefined && revision === undefined) {
    // Who puts the same again and again waits for nobody.
    const standing = await readDefinition(tx, kind, key)
    if (standing !== null && standing.archivedAt === null && (await isStanding(tx, kind, standing, content)))
      return { definition: standing, outcome: 'unchanged' }
  }
  await kind.lock?.(tx, key)
  const head = await lockOrMakeHead(tx, kind, key)
  requireInUse(kind, head)
  requireSeen(ifMatch, head, revision !== undefined)
  if (revision !== undefined) await takeDraft(tx, kind, head, revision)
  return publishNext(tx, kind, { head, content, change: 'published' })
}

// A draft that somebody has saved or published meanwhile is not the one that was checked.
async function takeDraft(tx: Tx, kind: AnyKind, head: Head, revision: number): Promise<void> {
  if (head.draft === null || head.revision !== revision)
    throw new AppError(
      'conflict',
      'draft_changed',
      `The draft of this ${inWords(kind.name)} has changed meanwhile; read it again.`,
    )
  await saveDraft(tx, kind, head.key, null)
}

interface Next {
  readonly head: Head
  readonly content: unknown
  readonly change: Change
}

async function publishNext(tx: Tx, kind: AnyKind, { head, content, change }: Next): Promise<Publication> {
  const { key } = head
  const before = head.version === 0 ? null : await readDefinition(tx, kind, key)
  if (before !== null && (await isStanding(tx, kind, before, content)))
    return { definition: before, outcome: 'unchanged' }
  const isSame = before !== null && isSameContent(kind, before.content, content)
  const definition: Definition<unknown> = isSame
    ? before
    : {
        key,
        version: head.version + 1,
        content,
        publishedAt: tx.now,
        createdAt: before?.createdAt ?? tx.now,
        archivedAt: null,
      }
  await kind.fit?.(tx, definition)
  if (!isSame) await saveVersion(tx, kind, definition)
  await appendChange(tx, kind, definition, change)
  return { definition, outcome: before === null ? 'created' : 'changed' }
}

const isSameContent = (kind: AnyKind, left: unknown, right: unknown): boolean =>
  kind.isSame === undefined ? isSameJson(left, right) : kind.isSame(left, right)

const isStanding = async (tx: Tx, kind: AnyKind, { key, content }: Definition<unknown>, next: unknown) =>
  isSameContent(kind, content, next) && (kind.isInForce === undefined || (await kind.isInForce(tx, key)))

async function appendChange(tx: Tx, kind: AnyKind, definition: Definition<unknown>, change: Change): Promise<void> {
  await kind.apply?.(tx, definition, change)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a kind's event is made for its own definition
  const data = (await kind.event(tx, definition)) as DataOf<EventDefinition>
  if (definition.archivedAt === null) return outbox.append(tx, kind.published, data)
  // Whoever has heard of it learns that it is over; then the log forgets it, for whoever reads it later.
  const archived = { ...Object(data), archivedAt: definition.archivedAt.toISOString() }
  outbox.append(tx, kind.published, archived)
  outbox.forget(tx, kind.published, archived)
}

/** Keeps what somebody is still writing; it changes nothing until it is published. */
export async function keepDraft(
  tx: Tx,
  kind: AnyKind,
  given: { readonly key: string; readonly body: unknown; readonly ifMatch: IfMatch },
): Promise<Head> {
  const { key, body, ifMatch } = given
  const head = await lockOrMakeHead(tx, kind, key)
  requireInUse(kind, head)
  requireSeen(ifMatch, head, true)
  if (head.draft !== null && isSameJson(head.draft.body, body)) return head
  const draft = { body, savedAt: tx.now }
  await saveDraft(tx, kind, key, draft)
  return { ...head, draft, revision: head.revision + 1 }
}

/** Throws a draft away. */
export async function discardDraft(tx: Tx, kind: AnyKind, key: string, ifMatch: IfMatch): Promise<void> {
  const head = await lockHead(tx, kind, key)
  if (head?.draft == null) throw draftUnknown(kind)
  requireSeen(ifMatch, head, true)
  await saveDraft(tx, kind, key, null)
}

/** The same for whoever has seen it, or needs not have. */
export async function dropDraft(tx: Tx, kind: AnyKind, key: string): Promise<void> {
  await saveDraft(tx, kind, key, null)
}

export const draftUnknown = ({ name }: AnyKind): AppError =>
  new AppError('missing', 'draft_unknown', `There is no draft of such a ${inWords(name)}.`)

/** Puts an old version in force again, as the next one: numbers only grow, and who looks at a number knows what it says. */
export async function rollBack(
  tx: Tx,
  kind: AnyKind,
  given: { readonly key: string; readonly version: number; readonly ifMatch: IfMatch },
): Promise<Publication> {
  const { key, version, ifMatch } = given
  await kind.lock?.(tx, key)
  const head = await requireHead(tx, kind, key)
  requireInUse(kind, head)
  requireSeen(ifMatch, head, false)
  const wanted = await readDefinition(tx, kind, key, version)
  if (wanted === null)
    throw new AppError('unprocessable', 'version_unknown', `The ${inWords(kind.name)} never had this version.`, {
      faults: [
        { pointer: '/body/version', code: 'version_unknown', detail: `There are versions 1 to ${head.version}.` },
      ],
    })
  return publishNext(tx, kind, { head, content: wanted.content, change: 'rolled_back' })
}

/** Takes a definition out of use: nobody can name it from now on, and lists leave it out. Again changes nothing. */
export async function archive(tx: Tx, kind: AnyKind, key: string, ifMatch: IfMatch): Promise<Definition<unknown>> {
  await kind.lock?.(tx, key)
  const head = await requireHead(tx, kind, key)
  requireSeen(ifMatch, head, false)
  const standing = await requireDefinition(tx, kind, key)
  if (standing.archivedAt !== null) return standing
  const uses = await findUses(tx, kind, key)
  if (uses.length > 0) throw inUse(kind, uses)
  const definition = { ...standing, archivedAt: tx.now }
  await saveArchived(tx, kind, key, tx.now)
  await appendChange(tx, kind, definition, 'archived')
  return definition
}

/** Brings an archived definition back as it was. Again changes nothing. */
export async function restore(tx: Tx, kind: AnyKind, key: string, ifMatch: IfMatch): Promise<Definition<unknown>> {
  await kind.lock?.(tx, key)
  const head = await requireHead(tx, kind, key)
  requireSeen(ifMatch, head, false)
  const standing = await requireDefinition(tx, kind, key)
  if (standing.archivedAt === null) return standing
  const definition = { ...standing, archivedAt: null }
  await kind.fit?.(tx, definition)
  await saveArchived(tx, kind, key, null)
  await appendChange(tx, kind, definition, 'restored')
  return definition
}

/** Who names a definition, in this service and, as far as it has heard, in the others. */
export async function findUses(tx: Tx, kind: AnyKind, key: string): Promise<readonly Use[]> {
  const inside = (await kind.usedBy?.(tx, key)) ?? []
  return [...inside, ...(await readUses(tx, { kind: kind.name, key }))]
}

function inUse(kind: AnyKind, uses: readonly Use[]): AppError {
  const code = `${kind.name}_in_use`
  return new AppError(
    'conflict',
    code,
    `The ${inWords(kind.name)} is named by others; change or archive these first.`,
    {
      faults: uses.map((use) => ({ pointer: '/path/key', code, detail: `The ${use.kind} "${use.key}" names it.` })),
    },
  )
}

async function requireHead(tx: Tx, kind: AnyKind, key: string): Promise<Head> {
  const head = await lockHead(tx, kind, key)
  // What has only a draft was never published, and there is nothing to take out of use.
  if (head === null || head.version === 0) throw definitionUnknown(kind)
  return head
}

async function requireDefinition(tx: Tx, kind: AnyKind, key: string): Promise<Definition<unknown>> {
  const definition = await readDefinition(tx, kind, key)
  if (definition === null) throw definitionUnknown(kind)
  return definition
}

export const definitionArchived = ({ name }: AnyKind): AppError =>
  new AppError('conflict', `${name}_archived`, `The ${inWords(name)} is archived; restore it first.`)

function requireInUse(kind: AnyKind, { archivedAt }: Head): void {
  if (archivedAt !== null) throw definitionArchived(kind)
}

/** Whoever writes on a draft must have seen the draft; whoever publishes past it, the version or the draft. */
function requireSeen(ifMatch: IfMatch, head: Head, isOfDraft: boolean): void {
  const version = head.version === 0 ? null : head.version
  if (head.draft === null) return requireVersion(ifMatch, version)
  const tag = draftTag(head)
  if (matchesVersion(ifMatch, tag)) return
  requireVersion(ifMatch, isOfDraft ? tag : version)
}
