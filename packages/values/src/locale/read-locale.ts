import { z } from 'zod'
import { remembered } from '../remembered.js'

const LONGEST_LOCALE = 35
const LONGEST = 200

// What POSIX writes behind `@` where the locale has another script or variety (glibc); all else there is no language.
const MODIFIERS: ReadonlyMap<string, string> = new Map([
  ['latin', '-Latn'],
  ['cyrillic', '-Cyrl'],
  ['devanagari', '-Deva'],
  ['valencia', '-valencia'],
])

/**
 * The language of somebody as systems write it, as a BCP 47 tag in canonical form: `de_DE.UTF-8@euro` (POSIX),
 * `zh_CN_#Hans` and `no_NO_NY` (Java), `iw` (ISO 639 of 1988), the first of a list (`Accept-Language`). Null when it
 * names no language, as `C` does.
 */
export function readLocale(text: unknown): string | null {
  return typeof text === 'string' && text.length <= LONGEST ? readRemembered(text) : null
}

const readRemembered = remembered((text: string): string | null => {
  for (const part of text.split(',')) {
    const [tag = ''] = part.split(';', 1)
    const locale = readTag(tag.trim())
    if (locale !== null) return locale
  }
  return null
})

function readTag(tag: string): string | null {
  const [plain = '', modifier = ''] = tag.split('@', 2)
  const [name = ''] = plain.split('.', 1)
  const canonical = canonicalLocale(ofJava(name.replaceAll('_', '-')))
  if (canonical === null) return null
  const suffix = MODIFIERS.get(modifier.toLowerCase())
  return suffix === undefined ? canonical : (canonicalLocale(withSuffix(canonical, suffix)) ?? canonical)
}

// A script stands before the region, a variety behind it.
const withSuffix = (locale: string, suffix: string): string =>
  suffix.length === 5 ? locale.replace(/^[a-z]+/, (language) => language + suffix) : locale + suffix

/** Java writes the script behind the region, and had varieties of its own before there were tags for them. */
function ofJava(name: string): string {
  if (/^no-NO-NY(?:-|$)/i.test(name)) return 'nn-NO'
  const [plain = '', extras = ''] = name.split('-#', 2)
  const [script = ''] = extras.split('-', 1)
  const known = plain
    .replace(/-$/, '')
    .replace(/^(ja-JP-JP|th-TH-TH)$/i, (old) => old.slice(0, 5))
    .replace(/-POSIX$/i, '')
  return /^[A-Za-z]{4}$/.test(script) ? known.replace(/^([A-Za-z]+)/, `$1-${script}`) : known
}

/** A BCP 47 tag of a language in canonical form (`de-de` → `de-DE`, `iw` → `he`); null when it is none. */
export function canonicalLocale(tag: string): string | null {
  // Longer names of languages are reserved and none is registered: `english` is well-formed, but no language.
  if (tag.length > LONGEST_LOCALE || !/^[A-Za-z]{2,3}(?:-|$)/.test(tag) || /^(?:und|mul|zxx|mis)(?:-|$)/i.test(tag))
    return null
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return canonical === undefined || canonical.length > LONGEST_LOCALE ? null : canonical
  } catch {
    return null
  }
}

/** A language that an operation takes: a BCP 47 tag, also as POSIX and Java write it; becomes canonical. */
export const Locale = z
  .string()
  .max(LONGEST)
  .transform((text, context) => {
    const locale = text.includes(',') ? null : readLocale(text)
    if (locale !== null) return locale
    context.addIssue({ code: 'custom', message: 'must be a BCP 47 language tag' })
    return z.NEVER
  })
  .meta({ type: 'string' })
