import { crc32 } from 'node:zlib'

/** A place among the recent events of a service: behind one of them, or behind everything that was settled at a moment. */
export interface Position {
  readonly seq: number
  /** When what lies in front of it was written, by the clock of the database in Unix milliseconds. */
  readonly at: number
}

/** Whose events a cursor counts. */
export interface Counted {
  readonly service: string
  readonly workspaceId: string
}

/** Writes a position as the opaque text that callers hand back: of one workspace at one service, and of no other. */
export function writePosition(counted: Counted, { seq, at }: Position): string {
  const text = `${seq.toString(36)}.${at.toString(36)}`
  return `${text}.${sumOf(counted, text)}`
}

/** Reads it back; null if it was made for another workspace or service, or is no cursor at all. */
export function readPosition(counted: Counted, cursor: string): Position | null {
  const [, text, seq, at, sum] = /^(([0-9a-z]{1,11})\.([0-9a-z]{1,9}))\.([0-9a-z]{1,7})$/.exec(cursor) ?? []
  if (text === undefined || seq === undefined || at === undefined || sum !== sumOf(counted, text)) return null
  const position = { seq: Number.parseInt(seq, 36), at: Number.parseInt(at, 36) }
  return Number.isSafeInteger(position.seq) ? position : null
}

// No secret: it finds mistakes. Whoever makes one on purpose sees what the same credential shows anyway.
const sumOf = ({ service, workspaceId }: Counted, text: string): string =>
  crc32(`${service} ${workspaceId} ${text}`).toString(36)
