import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** When each mail was handed over, in milliseconds since 1970, by its recipient; the last one where there are several. */
export interface MailFolder {
  readonly count: number
  handedOverAt(recipient: string): number | undefined
}

/** Keeps up with a folder into which the file provider writes. */
export function openMailFolder(folder: string): { look(): MailFolder } {
  const known = new Set<string>()
  const times = new Map<string, number>()
  return {
    look: () => {
      for (const name of readdirSync(folder)) {
        if (!name.endsWith('.eml') || known.has(name)) continue
        known.add(name)
        const file = join(folder, name)
        const recipient = /^To:\s*<?([^>\s]+)>?\s*$/im.exec(readFileSync(file, 'utf8'))?.[1]
        // The file is renamed once it is whole, which keeps the time of its last byte.
        if (recipient !== undefined) times.set(recipient, statSync(file).mtimeMs)
      }
      return { count: known.size, handedOverAt: (recipient) => times.get(recipient) }
    },
  }
}
