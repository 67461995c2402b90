import { z } from 'zod'

/** Moments, ids and the like are known by an example, which says more than the name of a standard. */
export const DATE_TIME_FORM = 'must be a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end'

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  nan: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  map: 'an object',
  array: 'a list',
  tuple: 'a list',
  set: 'a list',
  null: 'null',
  undefined: 'left out',
  date: 'a date and time such as 2026-01-31T09:00:00Z',
  file: 'a file',
}

const FORMS: Readonly<Record<string, string>> = {
  datetime: DATE_TIME_FORM,
  date: 'must be a date such as 2026-01-31',
  time: 'must be a time such as 08:30:00',
  duration: 'must be a duration such as P30D or PT4H',
  email: 'must be an e-mail address such as jane@example.org',
  url: 'must be an address such as https://example.org/path',
  uuid: 'must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057',
  guid: 'must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057',
  base64: 'must be base64',
  base64url: 'must be base64url',
  ipv4: 'must be an IP address such as 192.0.2.1',
  ipv6: 'must be an IP address such as 2001:db8::1',
  e164: 'must be a phone number such as +4915112345678',
  json_string: 'must be a text that holds JSON',
}

const MOST_CHOICES = 30

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : String(value))

function oneOf(values: readonly unknown[]): string {
  const [only] = values
  if (values.length === 1) return `must be ${quoted(only)}`
  const shown = values.slice(0, MOST_CHOICES).map(quoted).join(', ')
  return `must be one of ${shown}${values.length > MOST_CHOICES ? ' …' : ''}`
}

const typeInWords = (expected: string): string => TYPES[expected] ?? 'of another kind'

const counted = (count: unknown, unit: string, units: string): string =>
  `${String(count)} ${Number(count) === 1 ? unit : units}`

type Size = z.core.$ZodRawIssue<z.core.$ZodIssueTooBig> | z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>

/** `bound` is `at least`, `at most` or `exactly`, `beyond` the same for what is not reached itself. */
function sizeInWords(
  { origin, inclusive, exact }: Pick<Size, 'origin' | 'inclusive' | 'exact'>,
  limit: unknown,
  { bound, beyond }: { readonly bound: string; readonly beyond: string },
): string {
  const most = exact === true ? 'exactly' : bound
  if (origin === 'string') return `must have ${most} ${counted(limit, 'character', 'characters')}`
  if (origin === 'array' || origin === 'set') return `must hold ${most} ${counted(limit, 'item', 'items')}`
  if (origin === 'map' || origin === 'object') return `must hold ${most} ${counted(limit, 'field', 'fields')}`
  if (origin === 'date') return `must be ${bound} ${new Date(Number(limit)).toISOString()}`
  return `must be ${inclusive === false ? beyond : most} ${String(limit)}`
}

/** What a choice among forms takes: where all of them want another type, these types; else the fault of the nearest. */
function choiceInWords({ errors, options }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (Array.isArray(options)) return oneOf(options)
  const first = errors.flatMap(([issue]) => (issue === undefined ? [] : [issue]))
  const isAboutItself = first.every(({ path }) => path.length === 0)
  const wanted = first.flatMap((issue) => (issue.code === 'invalid_type' ? [typeInWords(issue.expected)] : []))
  const kinds = [...new Set(wanted)]
  if (isAboutItself && kinds.length > 0 && wanted.length === first.length) return `must be ${kinds.join(' or ')}`
  // Those that want another type have been meant least.
  const others = first.filter(({ code, path }) => code !== 'invalid_type' || path.length > 0)
  const [nearest] = others.toSorted((left, right) => right.path.length - left.path.length)
  if (nearest === undefined) return 'has none of the forms that are taken here'
  // The fault points to the choice itself, so what is meant within it is named.
  return nearest.path.length === 0 ? nearest.message : `"${nearest.path.join('.')}" in it ${nearest.message}`
}

type Code = z.core.$ZodIssue['code']
type Of<C extends Code> = z.core.$ZodRawIssue<Extract<z.core.$ZodIssue, { readonly code: C }>>

const WORDS: { readonly [C in Code]: (issue: Of<C>) => string } = {
  invalid_type: ({ input, expected }) => `${input === undefined ? 'is required:' : 'must be'} ${typeInWords(expected)}`,
  too_small: (issue) =>
    issue.minimum === 1 && issue.origin === 'string'
      ? 'must not be empty'
      : sizeInWords(issue, issue.minimum, { bound: 'at least', beyond: 'more than' }),
  too_big: (issue) => sizeInWords(issue, issue.maximum, { bound: 'at most', beyond: 'less than' }),
  invalid_format: ({ format }) => FORMS[format] ?? 'does not have the form that is described',
  not_multiple_of: ({ divisor }) => `must be a multiple of ${String(divisor)}`,
  unrecognized_keys: ({ keys }) => `is not known: ${keys.join(', ')}`,
  invalid_value: ({ input, values }) => `${input === undefined ? 'is required and ' : ''}${oneOf(values)}`,
  invalid_union: choiceInWords,
  invalid_key: ({ issues }) => `is no name that is taken here: it ${issues[0]?.message ?? 'has another form'}`,
  invalid_element: ({ issues }) => issues[0]?.message ?? 'holds something that is not taken here',
  custom: () => 'cannot be taken as it is',
}

/**
 * Says in words what is wrong, as the end of a sentence about the field that the fault points to. A message that a schema
 * has of its own wins; this one is for all others, and says nothing of how they are written.
 */
function inWords(issue: z.core.$ZodRawIssue): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the code says which of them it is, which no type follows
  const say = WORDS[issue.code] as (issue: z.core.$ZodRawIssue) => string
  return say(issue)
}

// Of every schema, wherever it is declared: whoever reads an answer does not know what has read the request.
z.config({ customError: inWords })
