import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailProvider } from '../domain/mail.js'
import { composeMail } from './compose-mail.js'

/** Writes each mail as `<messageId>.eml` into a folder; whoever looks there never sees half a file. */
export function openFileProvider(folder: string): MailProvider {
  let ready: Promise<unknown> | null = null
  return {
    name: 'file',
    send: async (mail) => {
      const bytes = await composeMail(mail)
      try {
        ready ??= mkdir(folder, { recursive: true })
        await ready
        const hidden = join(folder, `.${mail.messageId}.part`)
        await writeFile(hidden, bytes)
        await rename(hidden, join(folder, `${mail.messageId}.eml`))
        return { outcome: 'accepted' }
      } catch {
        // Without the last step there is no mail: it may safely be written again.
        ready = null
        return { outcome: 'not_taken', reason: 'folder_not_writable' }
      }
    },
    close: () => Promise.resolve(),
  }
}
