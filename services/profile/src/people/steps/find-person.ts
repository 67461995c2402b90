import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, normaliseIdentifier } from '@polyphon/values'
import { findByIdentifier } from '../store/identifiers.js'
import { profileUnknown, requireProfileId } from './require-profile-id.js'

/** Who is meant, as a caller says it. */
export interface NamedPerson {
  readonly profileId?: string | undefined
  readonly identifier?: Identifier | undefined
}

/**
 * The id that whoever is meant has now. Throws `person_not_named` and `identifier_invalid` (422), `profile_unknown` (404) and
 * `identifier_shared` (409).
 */
export async function findPerson(tx: Tx, { profileId, identifier }: NamedPerson): Promise<string> {
  if ((profileId === undefined) === (identifier === undefined)) throw notNamed()
  if (profileId !== undefined) return requireProfileId(tx, profileId)
  if (identifier === undefined) throw notNamed()
  const normal = normaliseIdentifier(identifier, await readPhoneNormaliser(tx))
  if (normal === null) throw refused('unprocessable', 'identifier_invalid', 'This is no identifier of a person.')
  const [found, ...others] = await findByIdentifier(tx, normal)
  if (found === undefined) throw profileUnknown()
  if (others.length > 0)
    throw refused('conflict', 'identifier_shared', 'Several people have this identifier; name one by `profileId`.')
  return found
}

function notNamed(): AppError {
  const [code, detail] = ['person_not_named', 'Name the person either by profileId or by identifier.']
  return new AppError('unprocessable', code, detail, {
    faults: ['/body/profileId', '/body/identifier'].map((pointer) => ({ pointer, code, detail })),
  })
}

const refused = (kind: 'unprocessable' | 'conflict', code: string, detail: string): AppError =>
  new AppError(kind, code, detail, { faults: [{ pointer: '/body/identifier', code, detail }] })
