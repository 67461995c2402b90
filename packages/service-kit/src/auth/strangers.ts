import type { Counters } from '../limits/counters.js'
import { AppError } from '../values/errors.js'

/** Watches for addresses that try out keys. */
export interface Strangers {
  /** Throws 429 when too many unknown keys came from this address, unless this key was good not long ago. */
  admit(address: string, keyId: string): void
  /** A key was good: it is let in from now on, whoever else shares the caller's address. */
  welcome(keyId: string): void
  /** A key is not known. Throws 429 when that was one too many. */
  count(address: string): Promise<void>
}

const WINDOW_MS = 60_000
/** Unknown keys a minute from one address. */
export const MOST_UNKNOWN_KEYS = 120
const MOST_REMEMBERED = 10_000

/** Counts unknown keys by address: in Redis for all replicas together, else in this process. Its memory is bounded. */
export function openStrangers(counters: Counters, clock: () => number = () => performance.now()): Strangers {
  const closed = new Map<string, number>()
  const good = new Set<string>()
  const refuse = (leftMs: number): never => {
    throw new AppError('limited', 'too_many_unknown_keys', 'Too many unknown keys came from this address.', {
      retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)),
    })
  }
  return {
    admit: (address, keyId) => {
      if (closed.size === 0 || good.has(keyId)) return
      const network = networkOf(address)
      const leftMs = (closed.get(network) ?? 0) - clock()
      if (leftMs > 0) refuse(leftMs)
      closed.delete(network)
    },
    welcome: (keyId) => {
      if (good.has(keyId)) return
      if (good.size >= MOST_REMEMBERED) good.clear()
      good.add(keyId)
    },
    count: async (address) => {
      // What cannot be counted is let through: limits may be lost at any time.
      const counter = await counters.increment(`unknown:${networkOf(address)}`, WINDOW_MS).catch(() => null)
      if (counter === null || counter.count <= MOST_UNKNOWN_KEYS) return
      if (closed.size >= MOST_REMEMBERED) closed.clear()
      closed.set(networkOf(address), clock() + counter.leftMs)
      refuse(counter.leftMs)
    },
  }
}

/** Who is given IPv6 addresses is given at least 2^64 of them: the network counts. IPv4 as it is, mapped or not. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [text = ''] = address.split('%', 1)
  const [left = '', right] = text.split('::', 2)
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))
  const head = groups(left)
  const tail = groups(right ?? '')
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, 4).join(':')
}
