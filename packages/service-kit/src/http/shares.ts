/** Who uses how much of this process, by the requests of the last one or two windows. */
export interface Shares {
  /** A request begins; its end must be reported. The address counts until it is known whose the credential is. */
  begin(credential: string | undefined, address: string): Use
  /** A credential was good: from now on it is one of the keys of this workspace. */
  know(credential: string, workspaceId: string): void
}

/** What the caller of a request uses, with this request. */
export interface Use {
  /**
   * How many times the average of all workspaces its workspace takes, so far as this key is not one of its small ones. Of a
   * workspace that is alone the keys are compared; 1 for who is alone in everything.
   */
  readonly share: number
  /** How many requests of its workspace are being answered. */
  readonly inFlight: number
  end(): void
}

interface Tally {
  count: number
  readonly keys: Map<string, number>
}

/** Tallies by workspace, or by address where no workspace is known. */
interface Window {
  total: number
  names: number
  readonly tallies: Map<string, Tally>
}

const WINDOW_MS = 1_000
// Callers beyond these are counted as one another would be: as small.
const MOST_NAMES = 10_000

const emptyWindow = (): Window => ({ total: 0, names: 0, tallies: new Map() })

/** Counts by caller in two windows that take turns, so that nothing has to be looked through. */
export function openShares(clock: () => number = () => performance.now()): Shares {
  const workspaces = new Map<string, string>()
  const inFlight = new Map<string, number>()
  let [before, now, endsAt] = [emptyWindow(), emptyWindow(), clock() + WINDOW_MS]
  const turn = (at: number): void => {
    before = at >= endsAt + WINDOW_MS ? emptyWindow() : now
    now = emptyWindow()
    endsAt = at + WINDOW_MS
  }
  const add = (name: string, count: number): number => {
    const left = (inFlight.get(name) ?? 0) + count
    if (left > 0) inFlight.set(name, left)
    else inFlight.delete(name)
    return left
  }
  return {
    begin: (credential = '', address) => {
      const at = clock()
      if (at >= endsAt) turn(at)
      const workspaceId = workspaces.get(credential)
      const name = workspaceId ?? address
      countIn(now, name, workspaceId === undefined ? '' : credential)
      const share = shareOf([before, now], name, workspaceId === undefined ? '' : credential)
      return { share, inFlight: add(name, 1), end: () => void add(name, -1) }
    },
    know: (credential, workspaceId) => {
      if (workspaces.size >= MOST_NAMES && !workspaces.has(credential)) workspaces.clear()
      workspaces.set(credential, workspaceId)
    },
  }
}

function countIn(window: Window, name: string, key: string): void {
  window.total += 1
  const isFull = window.names >= MOST_NAMES
  const tally = window.tallies.get(name) ?? { count: 0, keys: new Map<string, number>() }
  if (tally.count === 0 && isFull) return
  window.tallies.set(name, tally)
  tally.count += 1
  const used = tally.keys.get(key) ?? 0
  if (used === 0 && isFull) return
  if (used === 0) window.names += 1
  tally.keys.set(key, used + 1)
}

function shareOf(windows: readonly [Window, Window], name: string, key: string): number {
  const tallies = windows.map((window) => window.tallies.get(name))
  const used = sum(tallies.map((tally) => tally?.count ?? 0))
  const ofKey = sum(tallies.map((tally) => tally?.keys.get(key) ?? 0))
  const keys = Math.max(1, ...tallies.map((tally) => tally?.keys.size ?? 0))
  const callers = Math.max(1, ...windows.map((window) => window.tallies.size))
  const inWorkspace = used === 0 ? 0 : (ofKey * keys) / used
  if (callers === 1) return inWorkspace
  return ((used * callers) / sum(windows.map((window) => window.total))) * Math.min(1, inWorkspace)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0)

/** How hard this process is pressed: late answers begin to be felt, or nobody is served well any more. */
export type Pressed = 'no' | 'late' | 'too_late'

// So few requests are never what presses a process: it is busy with others', or the whole machine is.
const FEW = { late: 8, too_late: 2 }

/**
 * Who is refused first: whoever takes more than an equal share as soon as answers come late, whoever is not small when they
 * come too late. A caller who is alone is refused only then, and nobody who waits for a few answers only.
 */
export function isRefused(pressed: Pressed, { share, inFlight }: Pick<Use, 'share' | 'inFlight'>): boolean {
  if (pressed === 'no' || inFlight <= FEW[pressed]) return false
  return pressed === 'late' ? share > 1.25 : share > 0.5
}
