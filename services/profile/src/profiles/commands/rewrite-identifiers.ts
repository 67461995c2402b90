import { setTimer, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, keyOf, normaliseIdentifier, type PhoneNormaliser } from '@polyphon/values'
import { z } from 'zod'
import { isBlocked } from '../../people/domain/identity-rules.js'
import { decideRespellings, type Respelling } from '../../people/domain/normal-form.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { readCarriers, readIdentifierPage, removeIdentifiers } from '../../people/store/identifiers.js'
import { raiseIdentityVersions } from '../../people/store/profiles.js'
import { applyPersonChanges } from '../steps/apply-person-changes.js'

export const NORMAL_FORM_TIMER = 'normal-form'

const Position = z.object({ type: z.string(), value: z.string() }).nullable()
export const NormalFormPosition = z.object({ after: Position, pass: z.int() })
export type NormalFormPosition = z.output<typeof NormalFormPosition>

const PAGE = 1_000
const MOST_AT_ONCE = 25
const PASSES = 2
const BETWEEN_PASSES_MS = 3_600_000
const BECAUSE = 'normal-form'

/**
 * Looks at the next thousand identifiers and writes those in the one form of today that are stored in another. It goes on
 * by a timer until it has seen all, and looks once more an hour later, for what an older process wrote meanwhile.
 */
export async function rewriteIdentifiers(tx: Tx, { after, pass }: NormalFormPosition): Promise<void> {
  const page = await readIdentifierPage(tx, after, PAGE)
  const { respellings, last } = findOld(page, await readPhoneNormaliser(tx))
  if (respellings.length > 0) await rewrite(tx, respellings)
  if (last !== null) return comeAgain(tx, { after: last, pass }, 0)
  if (pass < PASSES) await comeAgain(tx, { after: null, pass: pass + 1 }, BETWEEN_PASSES_MS)
}

function comeAgain(tx: Tx, data: NormalFormPosition, afterMs: number): Promise<void> {
  const dueAt = tx.soon(afterMs)
  return setTimer(tx, { kind: NORMAL_FORM_TIMER, key: 'identifiers', dueAt, data })
}

/** What of a page has another form today, as many as one transaction takes, and where to go on; null at the end. */
function findOld(
  page: readonly Identifier[],
  normalisePhone: PhoneNormaliser,
): { readonly respellings: readonly Respelling[]; readonly last: Identifier | null } {
  const respellings: Respelling[] = []
  for (const old of page) {
    // What is no identifier any more stays as it is: nothing leads to it, and nothing is lost.
    const normal = normaliseIdentifier(old, normalisePhone)
    if (normal === null || keyOf(normal) === keyOf(old) || isBlocked(normal)) continue
    respellings.push({ old, normal })
    if (respellings.length === MOST_AT_ONCE) return { respellings, last: old }
  }
  return { respellings, last: page.length === PAGE ? (page.at(-1) ?? null) : null }
}

async function rewrite(tx: Tx, respellings: readonly Respelling[]): Promise<void> {
  const spellings = respellings.flatMap(({ old, normal }) => [old, normal])
  const carried = await readCarriers(tx, spellings)
  const carriers = [...new Set(carried.map(({ profileId }) => profileId))]
  const graph = await lockGraph(tx, [...spellings, ...carried], carriers)
  if (carriers.some((id) => !graph.people.has(id)))
    throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  const { identity, people } = decideRespellings(graph, respellings, { now: tx.now, because: BECAUSE })
  await saveIdentity(tx, identity)
  await removeIdentifiers(
    tx,
    respellings.map(({ old }) => old),
  )
  await raiseIdentityVersions(tx, [...graph.people.keys()])
  await applyPersonChanges(tx, people)
}
