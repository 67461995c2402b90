import { AppError, Key } from '@polyphon/service-kit'
import { importKind } from '@polyphon/service-kit/jobs'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { refuseForgotten } from '../../erasures/steps/refuse-forgotten.js'
import { Identifier } from '../../people/http/identifier.js'
import { listPerson } from '../steps/list-person.js'

const MemberRow = z.strictObject({
  segment: Key,
  profileId: z.uuid().optional(),
  identifier: Identifier.optional(),
  listed: z.boolean().default(true).describe('`false` takes the person from the list'),
})

/** People who are put on the lists of segments, as `putSegmentMember` does it. */
export const importSegmentMembers = (deps: ProfileDeps) =>
  importKind({
    kind: 'segment_members',
    description:
      'a row is `{ segment, profileId | identifier: { type, value }, listed }` and puts somebody who is known on the list of a segment, or takes them from it (`listed: false`). As CSV: `segment,identifier.type,identifier.value` or `segment,profileId`, and `listed:boolean`.',
    row: MemberRow,
    apply: async (tx, { listed, ...row }, _because, jobId) => {
      // Whoever has the identifier now may be somebody else than whom an older file speaks of.
      const named = row.identifier === undefined ? [] : [{ identifier: row.identifier, pointer: '/body/identifier' }]
      if (listed) await refuseForgotten(tx, deps.tools.keyring, named)
      const change = { ...row, isListed: listed, because: `import:${jobId}` }
      const isChanged = await listPerson(tx, change).catch((error: unknown) => {
        throw error instanceof AppError ? inTheRow(error, row) : error
      })
      return isChanged ? 'applied' : 'unchanged'
    },
  })

/** In the single operation the path names both. */
function inTheRow(error: AppError, { profileId }: { readonly profileId?: string | undefined }): AppError {
  if (error.faults.length > 0) return error
  const { kind, code, message } = error
  const person = profileId === undefined ? '/body/identifier' : '/body/profileId'
  const pointer = code === 'profile_unknown' ? person : '/body/segment'
  return new AppError(kind, code, message, { cause: error, faults: [{ pointer, code, detail: message }] })
}
