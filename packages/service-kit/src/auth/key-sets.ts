import { AppError } from '../values/errors.js'
import { keysIn, type PublicKeyOfSet } from './read-key-set.js'

/** The public keys of identity providers, by where they are; kept for a while, and asked for again when they change. */
export interface KeySets {
  /**
   * The key that has signed a token with this header; null where the provider has none. Throws `identity_provider_unavailable`
   * (503) while nothing is known of its keys.
   */
  find(uri: string, header: TokenHeader): Promise<PublicKeyOfSet | null>
}

export interface TokenHeader {
  readonly alg: string
  readonly kid: string | undefined
}

export interface KeySetsOptions {
  /** Asks for what is at an address that a user has named. */
  call(request: {
    readonly url: string
  }): Promise<{ readonly status: number; readonly body: Buffer; readonly isCut: boolean }>
  /** Told that a set could not be read; without an error where the response is no set of keys. */
  onFailure?(uri: string, error?: unknown): void
  readonly clock?: () => number
}

/** A key that has left the set is believed for so long at most. */
const FRESH_MS = 600_000
/** So long keys are believed while the provider does not answer. */
const STALE_MS = 86_400_000
/** Nobody makes us ask more often, however many tokens name keys that nobody knows. */
const COOL_DOWN_MS = 30_000
const COOL_DOWN_UNKNOWN_MS = 5_000
const MOST_SETS = 1_000

interface Entry {
  keys: readonly PublicKeyOfSet[] | null
  readAt: number
  triedAt: number
  underWay: Promise<void> | null
}

export function openKeySets({
  call,
  onFailure = () => undefined,
  clock = () => performance.now(),
}: KeySetsOptions): KeySets {
  const entries = new Map<string, Entry>()
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uri)
    if (known !== undefined) return known
    if (entries.size >= MOST_SETS) entries.clear()
    const entry: Entry = { keys: null, readAt: 0, triedAt: Number.NEGATIVE_INFINITY, underWay: null }
    entries.set(uri, entry)
    return entry
  }
  const read = async (uri: string, entry: Entry): Promise<void> => {
    try {
      const keys = keysIn(await call({ url: uri }))
      if (keys === null) return onFailure(uri)
      entry.keys = keys
      entry.readAt = clock()
    } catch (error) {
      // The old keys stay for a while.
      onFailure(uri, error)
    } finally {
      entry.underWay = null
    }
  }
  // Many who ask at once are one question.
  const refresh = (uri: string, entry: Entry): Promise<void> => {
    if (entry.underWay !== null) return entry.underWay
    const pause = entry.keys === null ? COOL_DOWN_UNKNOWN_MS : COOL_DOWN_MS
    if (clock() - entry.triedAt < pause) return Promise.resolve()
    entry.triedAt = clock()
    entry.underWay = read(uri, entry)
    return entry.underWay
  }
  return {
    find: async (uri, header) => {
      const entry = entryOf(uri)
      if (entry.keys === null || clock() - entry.readAt > FRESH_MS) await refresh(uri, entry)
      const first = choose(usable(entry, clock()), header)
      if (first !== null) return first
      await refresh(uri, entry)
      return choose(usable(entry, clock()), header)
    },
  }
}

function usable({ keys, readAt }: Entry, now: number): readonly PublicKeyOfSet[] {
  if (keys !== null && now - readAt <= STALE_MS) return keys
  throw new AppError(
    'unavailable',
    'identity_provider_unavailable',
    'The keys of the identity provider are not to be had.',
    {
      retryAfterSeconds: COOL_DOWN_UNKNOWN_MS / 1_000,
    },
  )
}

/** The one key that fits; a token that names none is believed only where there is but one (RFC 7515, 4.1.4; OpenID Connect Core, 10.1). */
function choose(keys: readonly PublicKeyOfSet[], { alg, kid }: TokenHeader): PublicKeyOfSet | null {
  const fitting = keys.filter((key) => key.algorithm === alg && (kid === undefined || key.jwk.kid === kid))
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
