import { blobFailureOf } from '../blobs/blob-failure.js'
import type { Blobs } from '../blobs/blobs.js'
import { type DiagnosisCheck, ok } from './finding.js'

const ADVICE: Readonly<Record<string, string>> = {
  disk_full: 'Make room where the folder of BLOB_STORE lies.',
  not_writable: 'Let BLOB_STORE name a folder that the process may write.',
  folder_missing:
    'Mount the folder of BLOB_STORE again: it held files when the process began. If it was emptied for good, start the processes anew.',
  bucket_missing: 'Make the bucket that BLOB_STORE names, or name another one; see its region.',
  login:
    'See the credentials of S3 in the environment, and whether they may read, write, list and delete in the bucket.',
  certificate: 'See whether Node.js trusts the certificate of the endpoint (NODE_EXTRA_CA_CERTS).',
  away: 'See whether the server of BLOB_STORE runs and can be reached from here.',
}
const ELSE = 'See BLOB_STORE, and what the log says of `blobs`.'

/** Whether files can be kept: it writes one and removes it. */
export const checkBlobs = (blobs: Blobs | null): DiagnosisCheck => ({
  check: 'blobs',
  look: async () => {
    if (blobs === null) return [ok('No blob store is named: files that are imported lie in the database.')]
    try {
      await blobs.probe()
      return [ok('The blob store can be written.')]
    } catch (error) {
      const { reason } = blobFailureOf(error)
      return [
        {
          state: 'wrong',
          what: `The blob store cannot be written (${reason}); imports are refused, and those under way wait.`,
          whatToDo: ADVICE[reason] ?? ELSE,
          runbook: 'docs/operators.md',
        },
      ]
    }
  },
})
