import { remembered } from '../remembered.js'
import { readLocale } from './read-locale.js'

interface Likely {
  readonly tag: string
  readonly language: string
  readonly script: string
  readonly region: string
  /** Whether the tag itself names a region. */
  readonly isRegional: boolean
}

// Macro languages (ISO 639-3) and what stands for them; readers of either take the other.
const SAME_LANGUAGE: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', yue: 'zh' }

/** A tag with the script and region that are likely (UTS #35, Likely Subtags): `zh-TW` is `zh-Hant-TW`. */
const likely = remembered((text: string): Likely | null => {
  const tag = readLocale(text)
  if (tag === null) return null
  const locale = new Intl.Locale(tag)
  const { language, script = '', region = '' } = locale.maximize()
  return { tag, language, script, region, isRegional: locale.region !== undefined }
})

/**
 * Chooses a language among those there are. The first wish that fits decides: the same tag, else the same language in the
 * same script, of the nearest region; another script is no match (`zh-TW` is not served by `zh-CN`). Null when none fits.
 */
export function chooseLocale(
  available: readonly string[],
  wishes: readonly (string | null | undefined)[],
): string | null {
  for (const wish of wishes) {
    const wanted = typeof wish === 'string' ? likely(wish) : null
    if (wanted === null) continue
    const found = nearest(available, wanted)
    if (found !== null) return found
  }
  return null
}

function nearest(available: readonly string[], wanted: Likely): string | null {
  let best: { readonly tag: string; readonly distance: number } | null = null
  for (const tag of available) {
    const there = likely(tag)
    const distance = there === null ? null : distanceOf(wanted, there)
    if (distance !== null && (best === null || distance < best.distance)) best = { tag, distance }
  }
  return best?.tag ?? null
}

function distanceOf(wanted: Likely, there: Likely): number | null {
  if (wanted.tag === there.tag) return 0
  if (sameLanguage(wanted) !== sameLanguage(there) || wanted.script !== there.script) return null
  // Of the same distance the one that says least beyond what is wanted.
  const isOther = wanted.language === there.language ? 0 : 10
  if (wanted.region === there.region) return isOther + (there.tag.startsWith(wanted.language) ? 1 : 2)
  if (groupOf(wanted) === there.region) return isOther + 3
  return isOther + (there.isRegional ? 5 : 4)
}

const sameLanguage = ({ language }: Likely): string => SAME_LANGUAGE[language] ?? language

/** The variety that a region shares with others (CLDR, parent locales), by the region that stands for it. */
function groupOf({ language, region }: Likely): string | null {
  if (language === 'pt') return region === 'BR' ? null : 'PT'
  if (language === 'en') return AMERICAN.has(region) ? 'US' : 'GB'
  if (language === 'es') return LATIN_AMERICAN.has(region) ? '419' : null
  return language === 'zh' && region === 'MO' ? 'HK' : null
}

const AMERICAN: ReadonlySet<string> = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'PH'])
const LATIN_AMERICAN: ReadonlySet<string> = new Set(
  'AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE'.split(' '),
)
