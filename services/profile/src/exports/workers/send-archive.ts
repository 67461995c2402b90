import type { Readable } from 'node:stream'
import { AppError, type Tx } from '@polyphon/service-kit'
import { BlobMissing } from '@polyphon/service-kit/exports'
import type { ProfileDeps } from '../../config.js'
import { FETCHING_MS } from '../domain/export.js'
import { beginFetch, endFetch, renewFetch } from '../steps/fetching.js'
import { openArchive, readAbouts } from './archive.js'

export interface SentArchive {
  readonly stream: Readable
  onEnd(isWritten: boolean): void
}

export interface Sending {
  readonly exportId: string
  readonly workspaceId: string
  /** A transaction in this workspace. */
  inside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/**
 * Hands an archive over, and keeps others from it meanwhile. It counts as fetched once its last byte was written to the
 * connection; where that breaks off, whoever asks next begins again.
 */
export async function sendArchive(
  deps: Pick<ProfileDeps, 'blobs' | 'outages'>,
  { exportId, workspaceId, inside }: Sending,
): Promise<SentArchive> {
  const blobs = deps.blobs?.exports(workspaceId)
  if (blobs === undefined) throw partMissing()
  const found = await inside((tx) => beginFetch(tx, exportId))
  const note = (work: (tx: Tx) => Promise<void>): void => {
    inside(work).catch((error: unknown) => deps.outages.failed('exports', error))
  }
  try {
    const { stream, close } = openArchive(blobs, found, await readAbouts(blobs, found))
    const renewing = setInterval(() => note((tx) => renewFetch(tx, exportId)), FETCHING_MS / 3)
    renewing.unref()
    const onEnd = (isWritten: boolean): void => {
      clearInterval(renewing)
      close()
      note((tx) => endFetch(tx, exportId, isWritten))
    }
    return { stream, onEnd }
  } catch (error) {
    await inside((tx) => endFetch(tx, exportId, false))
    throw error instanceof BlobMissing ? partMissing(error) : error
  }
}

const partMissing = (cause?: unknown): AppError =>
  new AppError('conflict', 'export_part_missing', 'What a service has written is not in the blob store any more.', {
    cause,
  })
