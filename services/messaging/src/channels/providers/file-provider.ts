import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailProvider } from '../domain/mail.js'
import { composeMail } from './compose-mail.js'

/** Writes each mail as `<messageId>.eml` into a folder; the rename is atomic, so a reader never sees half a file. */
export function openFileProvider(folder: string): MailProvider {
  let ready: Promise<unknown> | null = null
  const pathOf = (messageId: string): string => join(folder, `${messageId}.eml`)
  return {
    name: 'file',
    send: async (mail) => {
      const bytes = await composeMail(mail)
      // A name of its own: a sender that was given up may still be writing the same mail.
      const hidden = join(folder, `.${mail.messageId}.${randomUUID()}.part`)
      try {
        ready ??= mkdir(folder, { recursive: true, mode: 0o700 })
        await ready
        await writeFile(hidden, bytes, { mode: 0o600 })
        await rename(hidden, pathOf(mail.messageId))
        return { outcome: 'accepted' }
      } catch {
        // Without the last step there is no mail: it may safely be written again.
        ready = null
        // On a full disk halves of mails would only make it fuller.
        await rm(hidden, { force: true }).catch(() => undefined)
        return { outcome: 'not_taken', reason: 'folder_not_writable' }
      }
    },
    find: async (messageId) => {
      try {
        await stat(pathOf(messageId))
        return 'sent'
      } catch (error) {
        const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
        return isMissing ? 'unsent' : 'unknown'
      }
    },
    close: () => Promise.resolve(),
  }
}
