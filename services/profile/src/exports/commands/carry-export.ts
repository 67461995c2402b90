import { exportRequested } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { aboutName, pieceName } from '@polyphon/service-kit/exports'
import { LOOKS_MS } from '@polyphon/service-kit/rights'
import type { ProfileDeps } from '../../config.js'
import { decideTurn, EXPIRES_MS, failureOf, type PersonExport } from '../domain/export.js'
import { setTurn } from '../steps/set-turn.js'
import { lockExport, removeExport, saveExport } from '../store/exports.js'

type Blobs = ProfileDeps['blobs']

const MOST_REMOVED = 100

/**
 * Brings an export to its end: complete, fetched, expired, or without the person that it was about. `looks` says how often it
 * was looked at since it was gone.
 */
export async function carryExport(
  tx: Tx,
  exportId: string,
  given: { readonly blobs: Blobs; readonly looks: number },
): Promise<void> {
  const found = await lockExport(tx, exportId)
  if (found === null) await removeRest(tx, exportId, given)
  else await takeTurn(tx, found, given.blobs)
}

async function takeTurn(tx: Tx, found: PersonExport, blobs: Blobs): Promise<void> {
  const turn = decideTurn(found, tx.serverNow)
  const { exportId } = found
  switch (turn.does) {
    case 'wait':
      return setTurn(tx, exportId, turn.until)
    case 'check':
      return decide(tx, found, failureOf(found) ?? ((await areThere(tx, found, blobs)) ? null : 'export_part_missing'))
    case 'fail':
      return decide(tx, found, turn.because)
    case 'end': {
      const isMore = await removeSome(tx, exportId, blobs)
      if (!isMore) await saveExport(tx, { ...found, endedAt: tx.serverNow })
      return setTurn(tx, exportId, tx.serverNow)
    }
    case 'tidy':
      return setTurn(tx, exportId, (await removeSome(tx, exportId, blobs)) ? tx.serverNow : turn.until)
    case 'forget':
      await removeExport(tx, exportId)
      return setTurn(tx, exportId, tx.serverNow)
  }
}

/** The services are not waited for any more: it can be fetched, or will never be. */
async function decide(tx: Tx, found: PersonExport, failure: string | null): Promise<void> {
  const { serverNow: now } = tx
  const ready = { readyAt: now, expiresAt: new Date(now.getTime() + EXPIRES_MS) }
  await saveExport(tx, { ...found, ...(failure === null ? ready : { failure }) })
  forgetRequest(tx, found.exportId)
  await setTurn(tx, found.exportId, now)
}

/** Nobody who makes a database anew is to hear of it. */
export const forgetRequest = (tx: Tx, exportId: string): void =>
  outbox.forgetKey(tx, { type: exportRequested.type, topic: exportRequested.topic, about: `export:${exportId}` })

/** Whether what the services have written is seen from here: they may have been given stores of their own. */
async function areThere(tx: Tx, { parts }: PersonExport, blobs: Blobs): Promise<boolean> {
  const shared = blobs?.exports(tx.workspaceId)
  for (const part of Object.values(parts))
    for (const name of [aboutName(part.folder), pieceName(part.folder, part.pieces)])
      if (((await shared?.stat(name)) ?? null) === null) return false
  return true
}

/** Removes what lies there of an export; whether there is more. */
async function removeSome(tx: Tx, exportId: string, blobs: Blobs): Promise<boolean> {
  const shared = blobs?.exports(tx.workspaceId)
  if (shared === undefined) return false
  let removed = 0
  for await (const { name } of shared.list(exportId)) {
    if (removed === MOST_REMOVED) return true
    await shared.remove(name)
    removed += 1
  }
  return false
}

/** The person is no more, or the export is long over: what services wrote since goes as well. */
async function removeRest(
  tx: Tx,
  exportId: string,
  { blobs, looks }: { readonly blobs: Blobs; readonly looks: number },
): Promise<void> {
  if (await removeSome(tx, exportId, blobs)) return setTurn(tx, exportId, tx.serverNow, { looks })
  const wait = LOOKS_MS[looks]
  if (wait === undefined) return
  await setTurn(tx, exportId, new Date(tx.serverNow.getTime() + wait), { looks: looks + 1 })
}
