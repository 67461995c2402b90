import { canonicalZone, chooseLocale, readLocale } from '@polyphon/values'

/** How dates and money are written. */
export interface Speech {
  /** The language of the text, in the variety that the person has of it. */
  readonly locale: string
  readonly timeZone: string
}

/** How English is written where nobody is spoken to. */
export const TO_NOBODY: Speech = { locale: 'en', timeZone: 'UTC' }

/**
 * How a text of this language speaks to somebody: their variety of that language (`de-AT` says Jänner), never another
 * language than the text; their zone, else that of the workspace.
 */
export function speechTo(
  person: { readonly locale?: unknown; readonly timeZone?: unknown },
  text: { readonly locale: string; readonly timeZone: string | null },
): Speech {
  const spoken = readLocale(person.locale)
  const isSame = spoken !== null && chooseLocale([text.locale], [spoken]) !== null
  return {
    locale: isSame && isOfOneLanguage(spoken, text.locale) ? spoken : text.locale,
    timeZone: canonicalZone(person.timeZone) ?? text.timeZone ?? TO_NOBODY.timeZone,
  }
}

// Who reads Norwegian as Danish is near enough for texts, and yet has other names of months.
const isOfOneLanguage = (left: string, right: string): boolean =>
  new Intl.Locale(left).language === new Intl.Locale(right).language
