import { z } from 'zod'

/** A moment in RFC 3339, within what calendars and databases take for granted; becomes UTC. */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .refine((text) => {
    const year = new Date(text).getUTCFullYear()
    return year >= 1900 && year < 2200
  }, 'must lie between 1900 and 2199')
  .transform((text) => new Date(text))
  .meta({ type: 'string', format: 'date-time' })

/** A key that users choose for what they define. */
export const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must start with a small letter and hold only a-z, 0-9, _ and -, at most 63')
  .describe('Chosen by you: small letters, digits, `_` and `-`')

/** A BCP 47 language tag that this runtime understands, in canonical form. */
export const Locale = z
  .string()
  .max(35)
  .refine((tag) => canonicalLocale(tag) !== null, 'must be a BCP 47 language tag')
  .transform((tag) => canonicalLocale(tag) ?? tag)
  .meta({ type: 'string' })

/** An IANA time zone. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone')

/** An id made by Polyphon. */
export const Id = z
  .uuid()
  .transform((text) => text.toLowerCase())
  .meta({ type: 'string', format: 'uuid' })

export function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

export function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 are taken by Intl too, but are no IANA names.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
