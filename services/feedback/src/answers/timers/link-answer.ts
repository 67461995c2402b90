import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { linkAnswer } from '../commands/link-answer.js'
import { LINK_ANSWER } from '../domain/linking.js'

const Nothing = z.object({})

/** Looks once more for the person behind an answer that came while they were becoming known. */
export function linkAnswerTimer(): TimerKind<z.output<typeof Nothing>> {
  return { kind: LINK_ANSWER, data: Nothing, handle: (tx, { key }) => linkAnswer(tx, key) }
}
