import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Provider } from '../domain/channel-kind.js'

/** How messages become files. */
export interface FileForm<Message> {
  readonly extension: string
  compose(message: Message): Promise<Buffer | string>
}

const LEAST_FREE = 256 * 1_048_576

/** Writes each message as `<messageId>.<extension>` into a folder; the rename is atomic, so a reader never sees half a file. */
export function openFileProvider<Message extends { readonly messageId: string }>(
  folder: string,
  { extension, compose }: FileForm<Message>,
): Provider<Message> {
  let ready: Promise<unknown> | null = null
  const pathOf = (messageId: string): string => join(folder, `${messageId}.${extension}`)
  return {
    name: 'file',
    send: async (message) => {
      const bytes = await compose(message)
      // A name of its own: a sender that was given up may still be writing the same message.
      const hidden = join(folder, `.${message.messageId}.${randomUUID()}.part`)
      try {
        ready ??= mkdir(folder, { recursive: true, mode: 0o700 })
        await ready
        await writeFile(hidden, bytes, { mode: 0o600 })
        await rename(hidden, pathOf(message.messageId))
        return { outcome: 'accepted' }
      } catch {
        // Without the last step there is no message: it may safely be written again.
        ready = null
        // On a full disk halves of messages would only make it fuller.
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
    probe: async () => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await access(folder, constants.W_OK)
        const { bavail, bsize } = await statfs(folder)
        return bavail * bsize < LEAST_FREE ? 'folder_almost_full' : null
      } catch {
        return 'folder_not_writable'
      }
    },
    forget: async (messageIds) => {
      for (const messageId of messageIds) await rm(pathOf(messageId), { force: true })
    },
    close: () => Promise.resolve(),
  }
}
