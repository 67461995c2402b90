import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUse } from '../frame/ends.js'
import { readText } from '../frame/read-text.js'
import { hashOf } from './canonical.js'

/** What a folder knows of a definition: the contents that it has had, the newest last. */
interface Known {
  /** The file when it was last pulled or pushed, and what the service made of it. */
  readonly file: string
  readonly there: string
  /** Every content that was ever pulled or pushed here; what is none of these was changed by somebody else. */
  readonly known: readonly string[]
  /** What a service has taken and was not asked for again: the file, and the version that it became. */
  readonly sent?: Sent
}

interface Sent {
  readonly file: string
  readonly version: number
}

/** `polyphon.lock.json`, which belongs into git beside the definitions. */
export interface Lock {
  /** Whether a content of a workspace comes from this folder, now or earlier. */
  knows(name: string, there: unknown): boolean
  /** Whether the file and what is there are the pair that was last pulled or pushed. */
  isPair(name: string, file: unknown, there: unknown): boolean
  /** Whether the file is as it was last pulled or pushed. */
  isUntouched(name: string, file: unknown): boolean
  /** Whether what is there is what was last pulled or pushed. */
  isLast(name: string, there: unknown): boolean
  /** Whether a version is what became of the file when it was last sent. */
  isSent(name: string, file: unknown, version: number): boolean
  /** Keeps that a service has taken a file, where it cannot be asked what it has made of it. */
  noteSent(name: string, file: unknown, version: number): void
  note(name: string, pair: { readonly file: unknown; readonly there: unknown }): void
  forget(name: string): void
  save(): void
}

const FILE = 'polyphon.lock.json'
const MOST_KNOWN = 20

export function openLock(folder: string): Lock {
  const file = join(folder, FILE)
  const entries = readEntries(file)
  const before = JSON.stringify([...entries])
  return {
    knows: (name, there) => entries.get(name)?.known.includes(hashOf(there)) ?? false,
    isPair: (name, body, there) => {
      const entry = entries.get(name)
      return entry !== undefined && entry.file === hashOf(body) && entry.there === hashOf(there)
    },
    isUntouched: (name, body) => {
      const entry = entries.get(name)
      return entry !== undefined && (entry.file === hashOf(body) || entry.there === hashOf(body))
    },
    isLast: (name, there) => entries.get(name)?.there === hashOf(there),
    isSent: (name, body, version) => {
      const sent = entries.get(name)?.sent
      return sent !== undefined && sent.version === version && sent.file === hashOf(body)
    },
    noteSent: (name, body, version) => {
      const sent = { file: hashOf(body), version }
      entries.set(name, { ...(entries.get(name) ?? { file: sent.file, there: '', known: [] }), sent })
    },
    note: (name, { file: body, there }) => {
      const [fileHash, thereHash] = [hashOf(body), hashOf(there)]
      const earlier = entries.get(name)?.known ?? []
      const known = [...earlier.filter((hash) => hash !== fileHash && hash !== thereHash), fileHash, thereHash]
      entries.set(name, { file: fileHash, there: thereHash, known: [...new Set(known)].slice(-MOST_KNOWN) })
    },
    forget: (name) => void entries.delete(name),
    save: () => {
      if (JSON.stringify([...entries]) === before) return
      const sorted = [...entries].toSorted(([left], [right]) => (left < right ? -1 : 1))
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
    },
  }
}

function readEntries(file: string): Map<string, Known> {
  if (!existsSync(file)) return new Map()
  const read = readText(file)
  if ('fault' in read) throw wrongUse(`${file} ${read.fault}.`)
  const lock = parse(read.text)
  if (lock === null)
    throw wrongUse(`${file} is no lock. After a merge: take both sides, or remove it and pull with --force.`)
  return lock
}

/** The entries of a lock; null for a text that is none, such as one with the marks of a merge in it. */
function parse(text: string): Map<string, Known> | null {
  try {
    const lock: unknown = JSON.parse(text)
    if (typeof lock !== 'object' || lock === null || Array.isArray(lock)) return null
    const entries = Object.entries(lock)
    return entries.every((entry): entry is [string, Known] => isKnown(entry[1])) ? new Map(entries) : null
  } catch {
    return null
  }
}

function isKnown(entry: unknown): entry is Known {
  const { file, there, known }: { file?: unknown; there?: unknown; known?: unknown } = Object(entry)
  const { sent }: { sent?: unknown } = Object(entry)
  const { file: sentFile, version }: { file?: unknown; version?: unknown } = Object(sent)
  const hashes: readonly unknown[] = Array.isArray(known) ? known : [null]
  const isWhole = sent === undefined || (typeof sentFile === 'string' && typeof version === 'number')
  return isWhole && [file, there, ...hashes].every((hash) => typeof hash === 'string')
}
