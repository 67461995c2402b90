import { workspaceDeleted } from '@polyphon/contracts'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Blobs } from '../blobs/blobs.js'
import { addReceipt, type DeletedWorkspace, endDeletion, isKnownToAll, readDeleted } from '../db/deleted-workspaces.js'
import type { Tx } from '../db/tx.js'
import { append } from '../events/outbox.js'
import { logUntilOf } from '../log/log-until.js'
import type { PersonalData } from '../personal/declaration.js'
import type { TimerKind } from '../timers/timer.js'
import type { ServiceName } from '../values/service-name.js'
import { DELETION, setDeletion } from './begin-deletion.js'
import { deleteRows, type Gone, type Stretch } from './delete-rows.js'
import { deleteStrays } from './delete-strays.js'
import type { Elsewhere } from './elsewhere.js'
import { type Leaf, readLeaves, WORKSPACE } from './leaves.js'
import { LOOKS_MS } from './looks.js'

const Progress = z.object({
  /** What came without a workspace has been looked at. */
  hasStrays: z.boolean().default(false),
  stray: z
    .object({ table: z.string(), after: z.record(z.string(), z.unknown()).nullable() })
    .nullable()
    .default(null),
  /** The table up to which this pass has come, and the block of the next one. */
  after: z.string().default(''),
  block: z.int().default(0),
  /** Whether this pass has found anything: then there is another one. */
  hasFound: z.boolean().default(false),
  /** Whether everybody knew of the deletion when this pass began: nobody can have written behind it. */
  isKnown: z.boolean().default(false),
  counts: z.record(z.string(), z.int()).default({}),
  /** How often it was looked at again since all was gone. */
  looks: z.int().default(0),
})
type Progress = z.output<typeof Progress>

export interface DeletionOptions<Deps> {
  readonly service: ServiceName
  readonly personal: PersonalData
  readonly elsewhere: readonly Elsewhere<Deps>[]
  readonly deps: Deps
  readonly blobs: Blobs | null
  readonly logger: Pick<Logger, 'info' | 'warn'>
}

/** What is deleted in one transaction at most; an unindexed table is read by so many blocks. */
const MOST_ROWS = 2_000
const MOST_BLOCKS = 2_000
const AGAIN_MS = 2_000

interface Turn {
  readonly progress: Progress
  readonly dueAt: Date
}

/**
 * Deletes workspaces, some rows in each transaction: what was deleted, how many that were and how far it has come are true
 * together. Passes go over all tables until one finds nothing that began when everybody had ended who may not have known of it.
 */
export const deletionTimer = <Deps>(options: DeletionOptions<Deps>): TimerKind => ({
  kind: DELETION,
  data: z.unknown(),
  isLong: true,
  handle: async (tx, { key: workspaceId, data }) => {
    const inside = await tx.enter(workspaceId)
    const deleted = await readDeleted(inside, workspaceId)
    if (deleted === null) return
    const turn = await takeTurn(inside, Progress.parse(data), { ...options, deleted })
    if (turn !== null) await setDeletion(inside, workspaceId, { dueAt: turn.dueAt, data: turn.progress })
  },
})

type Around<Deps> = DeletionOptions<Deps> & { readonly deleted: DeletedWorkspace }

async function takeTurn<Deps>(tx: Tx, before: Progress, around: Around<Deps>): Promise<Turn | null> {
  if (!before.hasStrays) return { progress: await lookAtStrays(tx, before, around.personal), dueAt: tx.serverNow }
  const { progress, isOver } = await deleteSome(tx, before, around)
  if (!isOver) return { progress, dueAt: tx.serverNow }
  // Whoever still applied rows of a file has come to its end: nothing reads it any more.
  const blobs = await deleteBlobs(around.blobs, tx.workspaceId)
  const counts = counted(progress.counts, BLOB, blobs)
  return endPass(tx, { ...progress, counts, hasFound: progress.hasFound || blobs > 0 }, around)
}

/** As receipts count them, beside the rows of tables. */
const BLOB = 'blob'
const MOST_BLOBS = 100

/** Deletes some files of the workspace, and answers how many; done again they are gone already. */
async function deleteBlobs(blobs: Blobs | null, workspaceId: string): Promise<number> {
  if (blobs === null) return 0
  let gone = 0
  // Each service looks at exports too: one of them is the last that had written there.
  for (const theirs of [blobs.of(workspaceId), blobs.exports(workspaceId)])
    for await (const { name } of theirs.list()) {
      if (gone >= MOST_BLOBS) return gone
      await theirs.remove(name)
      gone += 1
    }
  return gone
}

/** First, as it is told by what is deleted then whose they are. */
async function lookAtStrays(tx: Tx, progress: Progress, personal: PersonalData): Promise<Progress> {
  const gone = await deleteStrays(tx, personal, progress.stray)
  if (gone === null) return { ...progress, hasStrays: true }
  const counts = counted(progress.counts, gone.table, gone.rows)
  return { ...progress, counts, stray: gone.next, hasStrays: gone.next === null }
}

/** Goes on over the tables until enough was deleted or read. */
async function deleteSome<Deps>(
  tx: Tx,
  before: Progress,
  around: Around<Deps>,
): Promise<{ readonly progress: Progress; readonly isOver: boolean }> {
  let progress = before
  let [rowsLeft, blocksLeft] = [MOST_ROWS, MOST_BLOCKS]
  for (const leaf of await readLeaves(tx)) {
    if (leaf.name <= progress.after) continue
    const toBlock = progress.block + blocksLeft
    const stretch = leaf.isIndexed ? { most: rowsLeft } : { fromBlock: progress.block, toBlock }
    const gone = await deleteWith(tx, { leaf, stretch }, around)
    rowsLeft -= gone.rows
    const counts = counted(progress.counts, leaf.table, gone.rows)
    progress = { ...progress, counts, hasFound: progress.hasFound || gone.wasThere }
    if (leaf.isIndexed) {
      if (rowsLeft <= 0) return { progress, isOver: false }
    } else {
      blocksLeft -= Math.max(0, leaf.blocks - progress.block)
      if (toBlock < leaf.blocks) return { progress: { ...progress, block: toBlock }, isOver: false }
    }
    progress = { ...progress, after: leaf.name, block: 0 }
    if (rowsLeft <= 0 || blocksLeft <= 0) return { progress, isOver: false }
  }
  return { progress, isOver: true }
}

/** Deletes rows, with what stands of them elsewhere. */
async function deleteWith<Deps>(
  tx: Tx,
  { leaf, stretch }: { readonly leaf: Leaf; readonly stretch: Stretch },
  { elsewhere, deps }: DeletionOptions<Deps>,
): Promise<Gone> {
  const also = elsewhere.find(({ table }) => table === leaf.table)
  const gone = await deleteRows(tx, leaf, stretch, also?.column)
  if (gone.rows > 0) await also?.remove(tx, gone.ids, deps)
  return gone
}

async function endPass<Deps>(tx: Tx, progress: Progress, around: Around<Deps>): Promise<Turn | null> {
  const { deleted, logger } = around
  const again: Progress = { ...progress, after: '', block: 0, hasFound: false }
  if (progress.hasFound) {
    const { workspaceId, endedAt } = deleted
    if (endedAt !== null)
      logger.warn(
        { event: 'workspace.deleted_again', workspaceId, counts: progress.counts },
        'something came of a workspace that is deleted, and is deleted too',
      )
    return { progress: again, dueAt: tx.serverNow }
  }
  if (deleted.endedAt === null) {
    if (!progress.isKnown && (await isKnownToAll(tx)))
      return { progress: { ...again, isKnown: true }, dueAt: tx.serverNow }
    const isEnded = progress.isKnown && (await end(tx, progress.counts, around))
    if (!isEnded) return { progress: again, dueAt: new Date(tx.serverNow.getTime() + AGAIN_MS) }
  }
  const wait = LOOKS_MS[progress.looks]
  if (wait === undefined) return null
  return {
    progress: { ...again, counts: {}, looks: progress.looks + 1 },
    dueAt: new Date(tx.serverNow.getTime() + wait),
  }
}

/** Nothing is left but the workspace itself: it goes, and the others are told. False while somebody holds it. */
async function end<Deps>(tx: Tx, before: Progress['counts'], around: Around<Deps>): Promise<boolean> {
  const { service, logger } = around
  const { key, requestedAt } = around.deleted
  const gone = await deleteWith(tx, { leaf: WORKSPACE, stretch: { most: 1 } }, around)
  if (gone.wasThere && gone.rows === 0) return false
  const counts = counted(before, WORKSPACE.table, gone.rows)
  const logUntil = logUntilOf(service, tx.serverNow).toISOString()
  const receipt = { at: tx.serverNow.toISOString(), counts, logUntil }
  await endDeletion(tx)
  await addReceipt(tx, service, receipt)
  append(tx, workspaceDeleted[service], { key, requestedAt: requestedAt.toISOString(), ...receipt })
  const { workspaceId } = tx
  tx.afterCommit(() => logger.info({ event: 'workspace.deleted', workspaceId, counts }, 'a workspace is deleted'))
  return true
}

const counted = (counts: Progress['counts'], table: string, rows: number): Progress['counts'] =>
  rows === 0 ? counts : { ...counts, [table]: (counts[table] ?? 0) + rows }
