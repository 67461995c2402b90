import { AppError, Id } from '@polyphon/service-kit'
import { importKind } from '@polyphon/service-kit/jobs'
import type { ProfileDeps } from '../../config.js'
import { refuseForgotten } from '../../erasures/steps/refuse-forgotten.js'
import { findPerson } from '../../people/steps/find-person.js'
import { putConsent } from '../commands/put-consent.js'
import { ConsentBody } from './consents.js'

const ConsentRow = ConsentBody.extend({
  profileId: Id.optional().describe('Without it the person is found by `identifier`'),
})

/** What people have said elsewhere to purposes, each recorded with its proof as `putConsent` does it. */
export const importConsents = (deps: ProfileDeps) =>
  importKind({
    kind: 'consents',
    description:
      'a row is the body of `putConsent`, in which `identifier` may name the person in the place of `profileId`; as CSV `identifier.type`, `identifier.value`, `purpose`, `state`, `proof.noticeKey`, … . `unchanged` is what holds already; its proof is kept all the same.',
    row: ConsentRow,
    apply: async (tx, { profileId, identifier, expiresAt, ...row }) => {
      // Whoever has the identifier now may be somebody else than whom an older file speaks of.
      const named = identifier === undefined ? [] : [{ identifier, pointer: '/body/identifier' }]
      await refuseForgotten(tx, deps.tools.keyring, named)
      const { before, held } = await putConsent(tx, {
        ...row,
        profileId: profileId ?? (await findPerson(tx, { identifier }).catch(inTheRow)),
        expiresAt: expiresAt ?? null,
        identifier: identifier ?? null,
        source: 'api',
      })
      return before?.state === held.state && before.expiresAt === held.expiresAt ? 'unchanged' : 'applied'
    },
  })

/** A row has no path: what leads to nobody is named in it. */
function inTheRow(error: unknown): never {
  if (!(error instanceof AppError) || error.faults.length > 0) throw error
  const { code, message: detail } = error
  throw new AppError('unprocessable', code, detail, {
    cause: error,
    faults: [{ pointer: '/body/identifier', code, detail }],
  })
}
