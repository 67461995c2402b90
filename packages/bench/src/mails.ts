import { readFileSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Notices each mail that the file provider writes. */
export interface MailFolder {
  /** When a mail to this recipient was handed over, in milliseconds since 1970; the last one where there are several. */
  handedOverAt(recipient: string): number | undefined
  close(): void
}

export function openMailFolder(folder: string): MailFolder {
  const times = new Map<string, number>()
  // A mail is renamed to its name once it is whole, which keeps the time of its last byte.
  const watcher = watch(folder, (_event, name) => {
    if (name === null || name.startsWith('.') || !name.endsWith('.eml')) return
    const file = join(folder, name)
    const recipient = /^To:\s*<?([^>\s]+)>?\s*$/im.exec(readFileSync(file, 'utf8'))?.[1]
    if (recipient !== undefined) times.set(recipient, statSync(file).mtimeMs)
  })
  return { handedOverAt: (recipient) => times.get(recipient), close: () => watcher.close() }
}
