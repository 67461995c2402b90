import { wishesOf } from '@polyphon/service-kit'
import { type Language, languages } from '../../drawing/domain/language.js'

/** German or English, whichever the caller likes better; English if neither is named. */
export function preferredLanguage(accept: string | undefined): Language {
  const wishes = wishesOf(accept ?? '').toSorted((left, right) => right.weight - left.weight)
  for (const { name, weight } of wishes) {
    const language = languages.find((tag) => name === tag || name.startsWith(`${tag}-`))
    if (language !== undefined && weight > 0) return language
  }
  return 'en'
}
