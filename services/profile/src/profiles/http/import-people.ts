import { AppError } from '@polyphon/service-kit'
import { importKind } from '@polyphon/service-kit/jobs'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { refuseForgotten } from '../../erasures/steps/refuse-forgotten.js'
import { Identifier } from '../../people/http/identifier.js'
import { putProfile } from '../commands/put-profile.js'
import { identifiersOf } from '../domain/profile-change.js'
import { Traits } from './profile-changes.js'

const PersonRow = z.strictObject({
  identifiers: z.array(Identifier).min(1).max(100),
  traits: Traits.default({}),
})

/** People of another system, each made or added to as `putProfile` does it. */
export const importPeople = (deps: ProfileDeps) =>
  importKind({
    kind: 'people',
    description:
      'a row is `{ identifiers: [{ type, value }, …], traits }`; the first identifier finds or makes the person as in `putProfile`, and none joins people. As CSV `identifiers.<type>` and `traits.<name>`: `identifiers.user_id,identifiers.email,traits.plan,traits.age:number`.',
    row: PersonRow,
    fromColumns: ({ identifiers, ...row }) =>
      typeof identifiers === 'object' && identifiers !== null && !Array.isArray(identifiers)
        ? { ...row, identifiers: Object.entries(identifiers).map(([type, value]) => ({ type, value })) }
        : row,
    apply: async (tx, { identifiers: [identifier, ...identifiers], traits }, because) => {
      if (identifier === undefined) throw new Error('A row names somebody.')
      const input = { identifier, identifiers, traits, because, ifMatch: undefined }
      const { changed } = await putProfile(tx, input).catch((error: unknown) => {
        throw error instanceof AppError ? inTheRow(error) : error
      })
      // Behind its locks: whoever is erased meanwhile is seen.
      if (changed) await refuseForgotten(tx, deps.tools.keyring, namedBy([identifier, ...identifiers], traits))
      return changed ? 'applied' : 'unchanged'
    },
  })

/** What a row names somebody by, and where. */
const namedBy = (identifiers: readonly z.output<typeof Identifier>[], traits: z.output<typeof Traits>) => [
  ...identifiers.map((identifier, index) => ({ identifier, pointer: `/body/identifiers/${index}` })),
  ...identifiersOf(traits).map((identifier) => ({ identifier, pointer: `/body/traits/${identifier.type}` })),
]

/** In the single operation the first identifier stands in the path, and the body has the others. */
const pointerInRow = (pointer: string): string =>
  pointer === '/path/value'
    ? '/body/identifiers/0/value'
    : pointer.replace(/^\/body\/identifiers\/(\d+)/, (_all, index) => `/body/identifiers/${Number(index) + 1}`)

const inTheRow = (error: AppError): AppError =>
  new AppError(error.kind, error.code, error.message, {
    cause: error,
    faults: error.faults.map((fault) => ({ ...fault, pointer: pointerInRow(fault.pointer) })),
  })
