import { setTimer, type Tx } from '@polyphon/service-kit'
import { findByIdentifier, readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { keyOf, normaliseIdentifier } from '@polyphon/values'
import { z } from 'zod'
import { linkAnswers, type NamedAnswer, readNamedAnswers, saveIdentifiers } from '../store/answers.js'

export const NORMAL_FORM = 'normal-form'

export const NormalFormPosition = z.object({ after: z.uuid().nullable(), pass: z.int() })
export type NormalFormPosition = z.output<typeof NormalFormPosition>

const PAGE = 500
const PASSES = 2
const BETWEEN_PASSES_MS = 3_600_000

/**
 * Writes the identifiers of the next answers in the one form of today, and gives the answers to whom that leads to. It
 * goes on by a timer until it has seen all, and looks once more an hour later, for what an older process wrote meanwhile.
 */
export async function rewriteAnswers(tx: Tx, { after, pass }: NormalFormPosition): Promise<void> {
  const page = await readNamedAnswers(tx, after, PAGE)
  const normalisePhone = await readPhoneNormaliser(tx)
  const changed = page.flatMap((answer) => {
    // What is no identifier any more stays as it is.
    const identifier = normaliseIdentifier(answer.identifier, normalisePhone)
    const isSame = identifier === null || keyOf(identifier) === keyOf(answer.identifier)
    return isSame ? [] : [{ id: answer.id, identifier }]
  })
  if (changed.length > 0) await rewrite(tx, changed)
  const last = page.length === PAGE ? page.at(-1) : undefined
  if (last !== undefined) return comeAgain(tx, { after: last.id, pass }, 0)
  if (pass < PASSES) await comeAgain(tx, { after: null, pass: pass + 1 }, BETWEEN_PASSES_MS)
}

async function rewrite(tx: Tx, changed: readonly NamedAnswer[]): Promise<void> {
  await saveIdentifiers(tx, changed)
  const named = [...new Map(changed.map(({ identifier }) => [keyOf(identifier), identifier])).values()]
  for (const identifier of named) {
    const [profileId, ...others] = await findByIdentifier(tx, identifier)
    if (profileId !== undefined && others.length === 0) await linkAnswers(tx, [{ profileId, ...identifier }])
  }
}

function comeAgain(tx: Tx, data: NormalFormPosition, afterMs: number): Promise<void> {
  const dueAt = tx.soon(afterMs)
  return setTimer(tx, { kind: NORMAL_FORM, key: 'answers', dueAt, data })
}
