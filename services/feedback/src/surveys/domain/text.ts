import { chooseLocale } from '@polyphon/values'

/** A text in one language that is not named, or one text per language tag. */
export type LocalText = string | Readonly<Record<string, string>>

/** A text as it is shown, and its language where that is known. */
export interface ChosenText {
  readonly text: string
  readonly locale: string | null
}

/** Chooses the language of a text: the nearest to the first wish that fits, else the first language that the text has. */
export function chooseText(text: LocalText, wishes: readonly (string | null)[]): ChosenText {
  if (typeof text === 'string') return { text, locale: null }
  const tags = Object.keys(text)
  const locale = chooseLocale(tags, wishes) ?? tags[0]
  return locale === undefined ? { text: '', locale: null } : { text: text[locale] ?? '', locale }
}
