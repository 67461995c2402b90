import { chooseLocale } from '@polyphon/values'
import { wishesOf } from '../values/accept.js'

/** The languages that pages have words in. */
export type PageLanguage = 'de' | 'en'

/** What `Accept-Language` asks for, the most wanted first. */
export const languagesIn = (header: string | undefined): readonly string[] =>
  wishesOf(header ?? '')
    .filter(({ name, weight }) => weight > 0 && name !== '' && name !== '*')
    .toSorted((left, right) => right.weight - left.weight)
    .map(({ name }) => name)

/** German or English: the first of the wishes that is one of them, else English. */
export const pageLanguage = (wishes: readonly (string | null)[]): PageLanguage =>
  chooseLocale(['en', 'de'], wishes) === 'de' ? 'de' : 'en'
