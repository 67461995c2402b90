import type { Outages } from '../telemetry/outages.js'
import { type Blobs, openBlobs } from './blobs.js'
import { openFolderStore } from './folder-store.js'
import { readStoreAddress } from './store-address.js'

export interface OpenStoreOptions {
  /** `BLOB_STORE`; null without it. */
  readonly address: string | undefined
  readonly service: string
  readonly outages: Pick<Outages, 'failedBy' | 'works' | 'isAway'>
  readonly newId: () => string
}

/** The blobs that a setting names; nothing is asked of their store yet. What S3 needs is loaded only where it is used. */
export async function openBlobStore({ address, service, outages, newId }: OpenStoreOptions): Promise<Blobs | null> {
  if (address === undefined) return null
  const read = readStoreAddress(address)
  if (typeof read === 'string') throw new Error(`BLOB_STORE: ${read}`)
  const store =
    read.kind === 'folder' ? openFolderStore(read.folder, newId) : (await import('./s3-store.js')).openS3Store(read)
  return openBlobs({ store, service, outages })
}
