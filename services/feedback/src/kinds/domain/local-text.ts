import { chooseLocale, type Fault, pointerTo, readLocale } from '@polyphon/values'
import { z } from 'zod'

const Text = z.string().min(1).max(2_000)

/** A text in one language that is not named, or one text per language tag. */
export const LocalText = z
  .union([Text, z.record(z.string().max(35), Text)])
  .describe('One text, or one per language tag; the first language is the last resort')
export type LocalText = string | Readonly<Record<string, string>>

/** A text as it is shown, and its language where that is known. */
export interface ChosenText {
  readonly text: string
  readonly locale: string | null
}

/** Writes the tags of a text in their one form; what is no language, or comes twice, is a fault. */
export function readText(text: LocalText, pointer: string, faults: Fault[]): LocalText {
  if (typeof text === 'string') return text
  const entries = Object.entries(text)
  if (entries.length === 0)
    faults.push({ pointer, code: 'language_missing', detail: 'A text is needed in at least one language.' })
  const read = new Map<string, string>()
  for (const [tag, value] of entries) {
    const canonical = readLocale(tag)
    const at = pointerTo(pointer, tag)
    if (canonical === null) faults.push({ pointer: at, code: 'language_unknown', detail: 'This is no BCP 47 tag.' })
    else if (read.has(canonical))
      faults.push({ pointer: at, code: 'language_repeated', detail: `There is another text for ${canonical}.` })
    else read.set(canonical, value)
  }
  return Object.fromEntries(read)
}

/** Chooses the language of a text: the nearest to the first wish that fits, else the first language that the text has. */
export function chooseText(text: LocalText, wishes: readonly (string | null)[]): ChosenText {
  if (typeof text === 'string') return { text, locale: null }
  const tags = Object.keys(text)
  const locale = chooseLocale(tags, wishes) ?? tags[0]
  return locale === undefined ? { text: '', locale: null } : { text: text[locale] ?? '', locale }
}
