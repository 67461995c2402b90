import { createHash, randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length

// Random bytes are drawn in blocks: one call of randomBytes for each id costs more than everything else here.
function take(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return pool.subarray(used - count, used)
}

/** Makes a UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. */
export function uuidv7(now: number = Date.now()): string {
  return asUuidv7(Buffer.from(take(16)), now)
}

/**
 * A UUIDv7 that the same names and moment always give: for what happens again when a database that was restored reads its
 * log once more, so that whoever has handled it knows it again.
 */
export function derivedUuid(at: number, names: readonly (string | number)[]): string {
  return asUuidv7(createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 16), at)
}

/** The moment in a UUIDv7, in Unix milliseconds. */
export const momentOfUuid = (uuid: string): number => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16)

function asUuidv7(bytes: Buffer, at: number): string {
  bytes.writeUIntBE(Math.max(at, 0), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return uuidFromHex(bytes.toString('hex'))
}

/** Writes 32 hexadecimal digits in the form of a UUID. */
export function uuidFromHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (text: string): boolean => UUID.test(text)

/** Under which what is the operator's own stands, such as answers to requests, which belong to no workspace: no workspace has this id. */
export const OPERATOR = '00000000-0000-0000-0000-000000000000'
