import { AppError, type Tx } from '@polyphon/service-kit'
import { type ImportedRow, importKind } from '@polyphon/service-kit/jobs'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { refuseForgotten } from '../../erasures/steps/refuse-forgotten.js'
import { Identifier } from '../../people/http/identifier.js'
import { putProfiles } from '../commands/put-profile.js'
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
    apply: async (tx, row, because) => {
      const [outcome] = await applyAll(tx, deps, [{ row, because }])
      if (outcome === undefined || outcome instanceof AppError) throw outcome ?? new Error('A row comes to something.')
      return outcome
    },
    applyAll: (tx, rows) => applyAll(tx, deps, rows),
  })

async function applyAll(tx: Tx, deps: ProfileDeps, rows: readonly ImportedRow<z.output<typeof PersonRow>>[]) {
  const puts = await putProfiles(tx, rows.map(inputOf))
  const changing = rows.filter((_row, index) => {
    const put = puts[index]
    return put !== undefined && !(put instanceof AppError) && put.changed
  })
  // Behind its locks: whoever is erased meanwhile is seen.
  await refuseForgotten(tx, deps.tools.keyring, changing.flatMap(namedBy))
  return puts.map((put) => {
    if (put instanceof AppError) return inTheRow(put)
    return put.changed ? 'applied' : 'unchanged'
  })
}

function inputOf({ row: { identifiers: all, traits }, because }: ImportedRow<z.output<typeof PersonRow>>) {
  const [identifier, ...identifiers] = all
  if (identifier === undefined) throw new Error('A row names somebody.')
  return { identifier, identifiers, traits, because, ifMatch: undefined }
}

/** What a row names somebody by, and where. */
const namedBy = ({ row: { identifiers, traits } }: ImportedRow<z.output<typeof PersonRow>>) => [
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
