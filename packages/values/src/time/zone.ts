import { z } from 'zod'
import { remembered } from '../remembered.js'

/** Names of today for those that ICU keeps for ever as the first it had (tzdata's `backward`). */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/**
 * Names of one word that are zones of tzdata (https://data.iana.org/time-zones/tzdb/backward), and the place that each
 * means. Others of one word are abbreviations that mean several zones: IST is Indian, Irish and Israeli time.
 */
const SINGLE_WORD: Readonly<Record<string, string>> = {
  cet: 'Europe/Brussels',
  cst6cdt: 'America/Chicago',
  cuba: 'America/Havana',
  eet: 'Europe/Athens',
  egypt: 'Africa/Cairo',
  eire: 'Europe/Dublin',
  est: 'America/Panama',
  est5edt: 'America/New_York',
  gb: 'Europe/London',
  'gb-eire': 'Europe/London',
  gmt: 'UTC',
  'gmt+0': 'UTC',
  'gmt-0': 'UTC',
  gmt0: 'UTC',
  greenwich: 'UTC',
  hongkong: 'Asia/Hong_Kong',
  hst: 'Pacific/Honolulu',
  iceland: 'Atlantic/Reykjavik',
  iran: 'Asia/Tehran',
  israel: 'Asia/Jerusalem',
  jamaica: 'America/Jamaica',
  japan: 'Asia/Tokyo',
  kwajalein: 'Pacific/Kwajalein',
  libya: 'Africa/Tripoli',
  met: 'Europe/Brussels',
  mst: 'America/Phoenix',
  mst7mdt: 'America/Denver',
  navajo: 'America/Denver',
  nz: 'Pacific/Auckland',
  'nz-chat': 'Pacific/Chatham',
  poland: 'Europe/Warsaw',
  portugal: 'Europe/Lisbon',
  prc: 'Asia/Shanghai',
  pst8pdt: 'America/Los_Angeles',
  roc: 'Asia/Taipei',
  rok: 'Asia/Seoul',
  singapore: 'Asia/Singapore',
  turkey: 'Europe/Istanbul',
  uct: 'UTC',
  universal: 'UTC',
  utc: 'UTC',
  'w-su': 'Europe/Moscow',
  wet: 'Europe/Lisbon',
  zulu: 'UTC',
}

// Links within their areas, and the fixed offsets of tzdata (whose sign is that of POSIX: Etc/GMT+5 is New York's winter).
const SEVERAL_WORDS =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\//i

const LONGEST = 64

/**
 * The one name of a time zone that all services, their database and calendars read the same way: in the case of IANA,
 * the name that IANA gives it today, `UTC` for whatever means it. Null for offsets, abbreviations and what is no zone.
 */
export function canonicalZone(name: unknown): string | null {
  return typeof name !== 'string' || name.length > LONGEST ? null : zoneOf(name)
}

const zoneOf = remembered(findZone)

function findZone(name: string): string | null {
  const region = Object.hasOwn(SINGLE_WORD, name.toLowerCase()) ? SINGLE_WORD[name.toLowerCase()] : undefined
  if (region !== undefined) return region
  if (!SEVERAL_WORDS.test(name)) return null
  const resolved = resolve(name)
  if (resolved === null || resolved === 'Etc/Unknown') return null
  const renamed = Object.hasOwn(RENAMED, resolved) ? RENAMED[resolved] : undefined
  // A runtime that does not know the new name keeps the old one.
  if (renamed !== undefined && resolve(renamed) !== null) return renamed
  return resolved === 'GMT' || resolved === 'Etc/UTC' || resolved === 'Etc/GMT' ? 'UTC' : resolved
}

function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/**
 * A name that was stored before there was one form: as it was read then, so that what runs goes on with the same clock.
 * `UTC` for what nothing reads any more.
 */
export function storedZone(name: string): string {
  const zone = canonicalZone(name)
  if (zone !== null) return zone
  const resolved = resolve(name)
  return (resolved === null ? null : canonicalZone(resolved)) ?? 'UTC'
}

/** The name of an IANA time zone; becomes its one form. */
export const TimeZone = z
  .string()
  .max(LONGEST)
  .refine((name) => canonicalZone(name) !== null, 'must be an IANA time zone')
  .transform((name) => canonicalZone(name) ?? name)
  .meta({ type: 'string' })
