// Statements that are built from a condition differ each time; they must not fill the server's memory.
const MOST_NAMES = 1_000
const MOST_SEEN = 5_000

const names = new Map<string, string>()
const seen = new Set<string>()

/**
 * The name under which a statement is prepared on a connection, from its second use in this process on: PostgreSQL then
 * parses and analyses it once a connection instead of each time. Undefined for what is not worth a name.
 */
export function statementName(text: string): string | undefined {
  const name = names.get(text)
  if (name !== undefined) return name
  if (!seen.has(text)) {
    if (seen.size >= MOST_SEEN) seen.clear()
    seen.add(text)
    return undefined
  }
  if (names.size >= MOST_NAMES) return undefined
  const fresh = `s${names.size}`
  names.set(text, fresh)
  seen.delete(text)
  return fresh
}
