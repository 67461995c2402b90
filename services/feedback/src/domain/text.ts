/** A text in one language that is not named, or one text per language tag. */
export type LocalText = string | Readonly<Record<string, string>>

/** A text as it is shown, and its language where that is known. */
export interface ChosenText {
  readonly text: string
  readonly locale: string | null
}

/** The canonical form of a language tag; null when it is none. `de_AT`, as some systems write it, is taken too. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}

/**
 * Chooses the language of a text. Each wish is tried exactly, then without its last parts (`de-AT` → `de`), then in
 * any variety of its language (`pt` → `pt-BR`); when no wish fits, the first language of the text is taken.
 */
export function chooseText(text: LocalText, wishes: readonly (string | null)[]): ChosenText {
  if (typeof text === 'string') return { text, locale: null }
  const tags = Object.keys(text)
  for (const wish of wishes) {
    const tag = wish === null ? null : canonicalTag(wish)
    const found = tag === null ? undefined : findTag(tag, tags)
    if (found !== undefined) return { text: text[found] ?? '', locale: found }
  }
  const [first] = tags
  return first === undefined ? { text: '', locale: null } : { text: text[first] ?? '', locale: first }
}

function findTag(wish: string, tags: readonly string[]): string | undefined {
  const parts = wish.split('-')
  for (let length = parts.length; length > 0; length -= 1) {
    const shorter = parts.slice(0, length).join('-')
    if (tags.includes(shorter)) return shorter
  }
  return tags.find((tag) => tag.split('-')[0] === parts[0])
}
