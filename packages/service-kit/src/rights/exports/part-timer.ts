import { type DataOf, privacy } from '@polyphon/contracts'
import { settingsOf } from '@polyphon/values'
import { z } from 'zod'
import { readWorkspace } from '../../auth/store.js'
import type { Blobs, WorkspaceBlobs } from '../../blobs/blobs.js'
import type { Tx } from '../../db/tx.js'
import { append } from '../../events/outbox.js'
import type { PersonalData } from '../../personal/declaration.js'
import { exportedTables } from '../../personal/export.js'
import { type Retention, shorterOf } from '../../personal/retention.js'
import { keptDays, recordOfTable } from '../../personal/table-record.js'
import { setTimer, type TimerKind } from '../../timers/timer.js'
import type { ServiceName } from '../../values/service-name.js'
import { aboutName, type PartAbout, partFolder, pieceName } from './part-names.js'
import { type ExportPart, hasReadPerson, lockPart, removePart, savePart } from './part-store.js'
import { writePiece } from './write-piece.js'

/** The kind of the timer that writes what a service knows of a person; its key is the request. */
const EXPORT_PART = 'export_part'

/** What a service has written, as others hear it. */
export type PreparedPart = DataOf<(typeof privacy)[ServiceName]['exported']>

export interface PartOptions {
  readonly service: ServiceName
  readonly personal: PersonalData
  /** Whether it keeps a copy of people, and so has to wait for it. */
  readonly hasCopy: boolean
  /** How long the operator keeps each class of data. */
  readonly operator: Retention
  readonly blobs: Blobs | null
  /** Of profile: what it does with its part beside telling of it. */
  onPrepared?(tx: Tx, part: PreparedPart): Promise<void>
}

const AGAIN_MS = 1_000
/** For so long a copy is waited for; what is missing then is said to be. */
const COPY_WAIT_MS = 600_000

export const setPart = (tx: Tx, requestId: string, dueAt: Date): Promise<void> =>
  setTimer(tx, { kind: EXPORT_PART, key: requestId, dueAt, data: {} })

/**
 * Writes parts of exports, some rows in each transaction: a piece is put under its number before the place behind it is
 * stored, so that a process that dies in between puts the same piece again.
 */
export const partTimer = (options: PartOptions): TimerKind => ({
  kind: EXPORT_PART,
  data: z.unknown(),
  isLong: true,
  time: 'server',
  handle: async (tx, { key: requestId }) => {
    const part = await lockPart(tx, requestId)
    if (part === null) return
    if (part.endsAt <= tx.serverNow) await removePart(tx, requestId)
    else await setPart(tx, requestId, await takeStep(tx, part, options))
  },
})

/** Brings a part forward, and answers when to look again. */
async function takeStep(tx: Tx, part: ExportPart, options: PartOptions): Promise<Date> {
  if (part.preparedAt !== null) return part.endsAt
  const { blobs, hasCopy, service } = options
  if (blobs === null) return end(tx, part, { options, failure: 'blob_store_missing' })
  const isFirst = part.pieces === 0
  const isBehind = isFirst ? hasCopy && !(await hasReadPerson(tx, part)) : part.isBehind
  if (isFirst && isBehind && tx.serverNow.getTime() < part.begunAt.getTime() + COPY_WAIT_MS)
    return new Date(tx.serverNow.getTime() + AGAIN_MS)
  const shared = blobs.exports(tx.workspaceId)
  const folder = partFolder(part.requestId, service)
  const { text, part: next, isLast } = await writePiece(tx, options.personal, { ...part, isBehind })
  await put(shared, pieceName(folder, next.pieces), text)
  if (isLast) {
    await put(shared, aboutName(folder), JSON.stringify(await describePart(tx, next, options)))
    return end(tx, next, { options, failure: null })
  }
  await savePart(tx, next)
  return tx.serverNow
}

async function put(shared: WorkspaceBlobs, name: string, text: string): Promise<void> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
  }
  await shared.put(name, once())
}

/** The part is there, or never will be: who assembles is told. */
async function end(
  tx: Tx,
  part: ExportPart,
  { options, failure }: { readonly options: PartOptions; readonly failure: string | null },
): Promise<Date> {
  const { requestId, pieces, counts, isBehind } = part
  const folder = partFolder(requestId, options.service)
  const prepared: PreparedPart = { requestId, part: folder, pieces, counts: { ...counts }, isBehind, failure }
  await savePart(tx, { ...part, preparedAt: tx.serverNow })
  append(tx, privacy[options.service].exported, prepared)
  await options.onPrepared?.(tx, prepared)
  return part.endsAt
}

async function describePart(tx: Tx, part: ExportPart, options: PartOptions): Promise<PartAbout> {
  const { service, personal, operator } = options
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const retention = shorterOf(operator, workspace === null ? {} : settingsOf(workspace).retention)
  const tables = exportedTables(personal).map((table) => {
    const record = recordOfTable(table, personal)
    const { holds, class: kind, purpose, recipients } = record
    return {
      table: table.name,
      rows: part.counts[table.name] ?? 0,
      holds,
      class: kind,
      purpose,
      recipients,
      keptDays: keptDays(record, retention),
    }
  })
  return { service, preparedAt: tx.serverNow.toISOString(), isBehind: part.isBehind, tables }
}
