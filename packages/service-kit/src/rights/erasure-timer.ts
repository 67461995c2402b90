import { erasureRequested, privacy, services } from '@polyphon/contracts'
import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import type { DeletionOptions } from '../deletion/deletion-timer.js'
import { LOOKS_MS } from '../deletion/looks.js'
import { append } from '../events/outbox.js'
import { logUntilOf } from '../log/log-until.js'
import { addCounts, eraseSome, FIRST } from '../personal/erase.js'
import { findSubject } from '../personal/subject.js'
import type { Keyring } from '../secrets/keyring.js'
import type { TimerKind } from '../timers/timer.js'
import { ERASURE, setErasure } from './begin-erasure.js'
import {
  addErasureReceipt,
  haveEndedBefore,
  lockErasure,
  readErasedIds,
  type StoredErasure,
  saveErasure,
} from './erasure-store.js'
import { openIdentifiers } from './seal-identifiers.js'

const Progress = z.object({
  /** Whether everybody knew of the erasure when this pass began: nobody can have written behind it. */
  isKnown: z.boolean().default(false),
  /** When it was looked at first, by the clock of the database: it was committed then, so whoever begins later sees it. */
  seenAt: z.string().nullable().default(null),
  cursor: z
    .object({ table: z.string().nullable(), after: z.record(z.string(), z.unknown()).nullable() })
    .default(FIRST),
  /** How often it was looked at again since all was gone. */
  looks: z.int().default(0),
  /** Rows that such a look has found. */
  found: z.int().default(0),
})
type Progress = z.output<typeof Progress>

export interface ErasureOptions<Deps> extends Omit<DeletionOptions<Deps>, 'blobs'> {
  readonly keyring: Keyring | null
}

/** What is erased or looked at in one transaction, about. */
const MOST = 2_000
const AGAIN_MS = 250

/**
 * Erases people, some rows in each transaction: what was erased, how many rows that were and how far it has come are true
 * together. It begins when everybody has ended who may not have known of it.
 */
export const erasureTimer = <Deps>(options: ErasureOptions<Deps>): TimerKind => ({
  kind: ERASURE,
  data: z.unknown(),
  isLong: true,
  time: 'server',
  handle: async (tx, { key: requestId, data }) => {
    const erasure = await lockErasure(tx, requestId)
    if (erasure === null) return
    const before = Progress.parse(data)
    if (!before.isKnown) {
      const { isOver, moment: seenAt } = await haveEndedBefore(tx, before.seenAt)
      if (!isOver) return setErasure(tx, requestId, { dueAt: after(tx, AGAIN_MS), data: { ...before, seenAt } })
    }
    await takePart(tx, erasure, { ...before, isKnown: true }, options)
  },
})

async function takePart<Deps>(
  tx: Tx,
  erasure: StoredErasure,
  progress: Progress,
  options: ErasureOptions<Deps>,
): Promise<void> {
  const { requestId, personId } = erasure
  const person = {
    profileId: personId,
    absorbedIds: await readErasedIds(tx, requestId),
    identifiers: openIdentifiers(tx.workspaceId, erasure, options.keyring),
  }
  const subject = await findSubject(tx, options.personal, person)
  const { counts, next } = await eraseSome(tx, options.personal, {
    subject,
    mode: erasure.mode,
    cursor: progress.cursor,
    most: MOST,
    gone: (table, keys) => removeElsewhere(tx, { table, keys }, options),
  })
  const now: StoredErasure = { ...erasure, counts: addCounts(erasure.counts, counts) }
  const found = progress.found + Object.values(counts).reduce((sum, rows) => sum + rows, 0)
  if (next !== null) {
    await saveErasure(tx, now)
    await setErasure(tx, requestId, { dueAt: tx.serverNow, data: { ...progress, cursor: next, found } })
  } else await endPass(tx, now, { ...progress, found }, options)
}

/** Everything has been gone through: it has ended, and is looked at again some times. */
async function endPass<Deps>(
  tx: Tx,
  erasure: StoredErasure,
  progress: Progress,
  { service, logger }: ErasureOptions<Deps>,
): Promise<void> {
  const { requestId, personId: profileId, counts } = erasure
  const { workspaceId } = tx
  const endedAt = erasure.endedAt ?? tx.serverNow
  await saveErasure(tx, { ...erasure, sealed: null, endedAt })
  if (erasure.endedAt === null) {
    const receipt = { at: endedAt.toISOString(), counts, logUntil: logUntilOf(service, endedAt).toISOString() }
    await addErasureReceipt(tx, requestId, { service, receipt })
    append(tx, privacy[service].erased, { requestId, profileId, ...receipt })
    tx.afterCommit(() => logger.info({ event: 'person.erased', workspaceId, requestId, counts }, 'a person is erased'))
  } else if (service === 'profile') await publishAgain(tx, erasure)
  if (erasure.endedAt !== null && progress.found > 0)
    logger.warn(
      { event: 'person.erased_again', workspaceId, requestId, rows: progress.found },
      'something came of a person who is erased, and is erased too',
    )
  const wait = LOOKS_MS[progress.looks]
  if (wait === undefined) return
  const data: Progress = { isKnown: true, seenAt: null, cursor: FIRST, looks: progress.looks + 1, found: 0 }
  await setErasure(tx, requestId, { dueAt: after(tx, wait), data })
}

/**
 * Tells the services again that have not confirmed yet: while versions run side by side, a process of before may have passed
 * over what it did not know. Whoever has begun takes no notice. The hashes stand in what was published first.
 */
async function publishAgain(tx: Tx, { requestId, personId: profileId, mode, receipts }: StoredErasure): Promise<void> {
  if (services.every((name) => receipts[name] !== undefined)) return
  const absorbedIds = (await readErasedIds(tx, requestId)).filter((id) => id !== profileId)
  append(tx, erasureRequested, { requestId, profileId, absorbedIds, mode, identifierHashes: [] })
}

const after = (tx: Tx, ms: number): Date => new Date(tx.serverNow.getTime() + ms)

/** What stands of rows elsewhere goes with them; what the log keeps of a person is replaced by the erasure itself. */
async function removeElsewhere<Deps>(
  tx: Tx,
  { table, keys }: { readonly table: string; readonly keys: readonly Readonly<Record<string, string>>[] },
  { elsewhere, deps }: ErasureOptions<Deps>,
): Promise<void> {
  for (const also of elsewhere) {
    if (also.table !== table || also.isState === true) continue
    await also.remove(
      tx,
      keys.flatMap((key) => key[also.column] ?? []),
      deps,
    )
  }
}
