import { type Language, languages } from '../../drawing/domain/language.js'

const TYPES = ['application/json', 'text/csv', 'image/svg+xml'] as const
export type ContentType = (typeof TYPES)[number]

interface Wish {
  readonly name: string
  readonly weight: number
}

/** The form that the caller likes best: JSON if they do not say, null if they want none that there is. */
export function preferredType(accept: string | undefined): ContentType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json'
  const wishes = wishesOf(accept)
  const weightOf = (type: ContentType): number => {
    const names = [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*']
    // The most exact wish decides, also when it says no.
    return names.map((name) => wishes.find((wish) => wish.name === name)).find((wish) => wish)?.weight ?? 0
  }
  const best = TYPES.toSorted((left, right) => weightOf(right) - weightOf(left))[0]
  return best !== undefined && weightOf(best) > 0 ? best : null
}

/** German or English, whichever the caller likes better; English if neither is named. */
export function preferredLanguage(accept: string | undefined): Language {
  const wishes = wishesOf(accept ?? '').toSorted((left, right) => right.weight - left.weight)
  for (const { name, weight } of wishes) {
    const language = languages.find((tag) => name === tag || name.startsWith(`${tag}-`))
    if (language !== undefined && weight > 0) return language
  }
  return 'en'
}

function wishesOf(header: string): readonly Wish[] {
  return header.split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1')
    return { name, weight: Number.isFinite(weight) ? weight : 0 }
  })
}
