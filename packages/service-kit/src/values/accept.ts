import { AppError } from './errors.js'

interface Wish {
  /** In small letters: `text/csv`, or a range such as `text/*`. */
  readonly name: string
  /** From 0, which is a no, to 1. */
  readonly weight: number
}

/**
 * The media type that the caller likes best (RFC 9110, 12.5.1): the first one that is offered if they do not say, and null
 * if they want none of them. What is no media range says nothing.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type | null {
  const wishes = wishesOf(accept ?? '').filter(({ name }) => name.includes('/'))
  if (wishes.length === 0) return offered[0]
  const weights = new Map<string, number>()
  // Whatever comes later of one range says nothing new.
  for (const { name, weight } of wishes.toReversed()) weights.set(name, weight)
  const weightOf = (type: Type): number => {
    // The most exact wish decides, also when it says no.
    const ranges = [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*']
    return ranges.map((range) => weights.get(range)).find((weight) => weight !== undefined) ?? 0
  }
  const [best] = offered.toSorted((left, right) => weightOf(right) - weightOf(left))
  return best !== undefined && weightOf(best) > 0 ? best : null
}

/** The same, and 406 for whoever wants none of what is offered. */
export function requireType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const type = preferredType(accept, offered)
  if (type !== null) return type
  const code = 'not_acceptable'
  const detail = `Send ${offered.length === 1 ? offered[0] : `one of ${offered.join(', ')}`}, or no Accept at all.`
  throw new AppError('not_acceptable', code, 'There is no answer in a form that Accept names.', {
    faults: [{ pointer: '/headers/accept', code, detail }],
  })
}

/** What a header such as Accept or Accept-Language asks for, in the order in which it stands there. */
export function wishesOf(header: string): readonly Wish[] {
  return header.split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1')
    return { name, weight: Number.isFinite(weight) ? weight : 0 }
  })
}
