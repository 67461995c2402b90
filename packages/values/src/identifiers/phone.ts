import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import { withoutInvisible, withoutJoiners } from './invisible.js'

const LONGEST = 100
const E164 = /^\+[1-9]\d{6,14}$/
// What a program writes for a whole number that it took for a decimal one.
const FLOAT = /^([1-9]\d{6,14})\.0{1,2}$/
// What may be something else than a further part of the number, where a whole number stands before it: another number, a
// range, a count.
const ALTERNATIVE = /[/~([]/g
// A point with one or two digits behind it is a fraction, and no group of digits that anybody writes after other ones.
const FRACTION = /^([^.·•]*)[.·•](?:\d{1,2}|0+)$/
const LONE_DIGIT = /[.·•]\d$/
const COUNT = /^\D*([1-9]\d?)[^\d]+(0\d.*)$/s
// Digits with what people write between them; a + only in front.
const NUMBER = /^\+?[\d\s().\-/~[\]·•]*$/
// What people and programs write in front of a number.
const LABEL =
  /^(?:(?:tel|telefon|telephone|phone|fon|mobile?|mobil|handy|cell)(?:[.\s]+:?|:\s+)|(?:callto|sms|whatsapp):)\s*/
const DASH = /[\p{Pd}\u2212\u2043]/gu
const TILDE = /[\u223C\u301C]/gu
const INTERNATIONAL = /^\+/
const DOUBLE_ZERO = /^[\s(]*0[\s)]*0/
// What stands before an extension, in the languages that people write: longer words first.
const WORDS = [
  'extension(?:\\s+number)?',
  'extensi[oó]n',
  'extn?',
  'durchwahl(?:nummer)?',
  'dw',
  'nebenstelle',
  'nst',
  'apparat',
  'app',
  'klappe',
  'interno',
  'int',
  'anexo',
  'ramal',
  'poste',
  'toestel',
  'tst',
  'wewn(?:ętrzny)?',
  'linka',
  'klapka',
  'mellék',
  'dahili',
  'anknytning',
  'ankn',
  'lokalnummer',
  'lok(?:al)?',
  'alanumero',
  'доб(?:авочный)?',
  'вн(?:утр)?',
  '内線',
  '分机',
  '分機',
  '내선',
  'x',
  '#',
]
const EXTENSION = new RegExp(
  `^(.*?\\d[\\s)]*)[,;(\\s-]*(?:(?:${WORDS.join('|')})[\\s.:)=-]*|;ext=|,{2,4}\\s*)(\\d{1,20})\\)?$`,
  'su',
)

/** Writes a phone number in its one form; null when it is none. */
export type PhoneNormaliser = (text: string) => string | null

/** Answers a reader of phone numbers as they are written in a region (ISO 3166), and of international ones anywhere. */
export function phoneNormaliser(defaultRegion: string | null): PhoneNormaliser {
  const region = defaultRegion !== null && isSupportedCountry(defaultRegion) ? defaultRegion : null
  return (text) => normalisePhone(text, region)
}

/**
 * E.164, with `;ext=` behind it where there is an extension (RFC 3966): people who share a switchboard stay apart. Null
 * for text around a number, letters, two numbers, ranges, counts and fractions, and national numbers where no region is
 * known. A dash is no extension: `030 1234-0` is dialled as it stands (DIN 5008). `491701234567.0` is a whole number that a
 * spreadsheet took for a decimal one.
 */
function normalisePhone(text: string, region: CountryCode | null): string | null {
  // Longer text is no phone number, and reading it would take long.
  if (text.length > LONGEST) return null
  if (E164.test(text)) return e164(text, region)
  if (!text.isWellFormed()) return null
  const clean = digitsOf(withoutJoiners(withoutInvisible(text.normalize('NFKC'))).toLowerCase())
    .replaceAll(TILDE, '~')
    .replaceAll(DASH, '-')
    .trim()
  const spoken = readUrl(clean.replace(LABEL, ''))
  if (spoken === null) return null
  const [, number = spoken, extension] = EXTENSION.exec(spoken) ?? []
  if (!NUMBER.test(number)) return null
  const main = readNumber(number.trim().replace(FLOAT, '$1'), region)
  if (main === null) return null
  return extension === undefined ? main : `${main};ext=${extension}`
}

/** One number; null where digits could be more than that: `030 1234567/8`, `0170 1234567 (2)`, `0170 1234567.0`. */
function readNumber(number: string, region: CountryCode | null): string | null {
  const main = e164(number, region)
  if (main === null || LONE_DIGIT.test(number)) return null
  const before = [...number.matchAll(ALTERNATIVE)].map(({ index }) => number.slice(0, index))
  const whole = FRACTION.exec(number)?.[1]
  if (whole !== undefined) before.push(whole)
  if (before.some((text) => e164(text.trim(), region) !== null)) return null
  return isCounted(number, region) ? null : main
}

/** `2: 0170 1234567`, of which `20170…` would be a number of another region. */
function isCounted(number: string, region: CountryCode | null): boolean {
  const [, count, rest] = COUNT.exec(number) ?? []
  if (region === null || count === undefined || rest === undefined || INTERNATIONAL.test(number)) return false
  return count !== getCountryCallingCode(region) && trunkPrefixOf(region) === '0' && valid(rest, region) !== null
}

/** A `tel:` URL (RFC 3966) as somebody would write it; null where a parameter names what cannot be kept. */
function readUrl(text: string): string | null {
  if (!text.startsWith('tel:')) return text
  let [number = '', ...parameters] = decoded(text.slice('tel:'.length)).trim().split(';')
  let extension = ''
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=', 2)
    if (name === 'ext') extension = `;ext=${value.replaceAll(/[\s().-]/g, '')}`
    else if (name === 'phone-context' && value.startsWith('+'))
      number = number.startsWith('+') ? number : value + number
    else return null
  }
  return number.trim() + extension
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Digits of any script as 0 to 9. */
const digitsOf = (text: string): string =>
  text.replaceAll(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(valueOf(digit.codePointAt(0) ?? 0))))

// Digits of a script are ten characters in a row, from zero to nine (Unicode, chapter 4.6).
function valueOf(codePoint: number): number {
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) value += 1
  return value
}

function e164(number: string, region: CountryCode | null): string | null {
  if (INTERNATIONAL.test(number)) return valid(number, null)
  if (region === null) return DOUBLE_ZERO.test(number) ? valid(number.replace(DOUBLE_ZERO, '+'), null) : null
  return withoutPlus(number, region) ?? valid(number, region) ?? valid(number.replace(DOUBLE_ZERO, '+'), null)
}

function valid(number: string, region: CountryCode | null): string | null {
  const parsed = parsePhoneNumberFromString(number, {
    extract: false,
    ...(region === null ? {} : { defaultCountry: region }),
  })
  return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : null
}

const SHORTEST_INTERNATIONAL = 10
const trunkPrefixes = new Map<CountryCode, string | undefined>()

/** What is written before a national number within its region, such as 0 in Germany. */
function trunkPrefixOf(region: CountryCode): string | undefined {
  if (trunkPrefixes.has(region)) return trunkPrefixes.get(region)
  const metadata = new Metadata()
  metadata.selectNumberingPlan(region)
  const { numberingPlan } = metadata
  const prefix = knowsTrunk(numberingPlan) ? numberingPlan.nationalPrefix() : undefined
  trunkPrefixes.set(region, prefix)
  return prefix
}

// The declared types leave this method out.
const knowsTrunk = (plan: unknown): plan is { nationalPrefix(): string | undefined } =>
  typeof plan === 'object' && plan !== null && 'nationalPrefix' in plan

/** `49 171 …` is international where everybody writes a zero before a national number, and nobody has. */
function withoutPlus(number: string, region: CountryCode): string | null {
  const digits = number.replaceAll(/\D/g, '')
  if (digits.length < SHORTEST_INTERNATIONAL || !digits.startsWith(getCountryCallingCode(region))) return null
  return trunkPrefixOf(region) === '0' ? valid(`+${digits}`, null) : null
}
