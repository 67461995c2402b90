import { createHash } from 'node:crypto'
import type { Deps } from '@polyphon/service-kit'
import type { TimedEvent, TrackedEvent } from '../../people/domain/timed-event.js'
import {
  type ClockSighting,
  clockOf,
  decideShift,
  isDoubtful,
  type KnownClock,
  NO_SHIFT,
  type Shift,
  sightingsOf,
} from '../domain/clock.js'
import { timeEvent } from '../domain/interaction.js'
import { asItWasSent, withMovedClock } from '../domain/moved-clock.js'
import { noteClocks } from '../store/device-clocks.js'

/** Times events, and remembers for a day whose clocks are off. */
export interface Clocks {
  /** Decides when the events of one request happened, which was received at this moment of the workspace's time. */
  time(workspaceId: string, events: readonly TrackedEvent[], receivedAt: Date): Promise<readonly TimedEvent[]>
}

// Devices whose ordinary requests are noted too, because a doubtful one of theirs has come through this process.
const MOST_WATCHED = 20_000
const MOST_NOTED = 100

/**
 * What is in doubt is noted in one statement a request; all others, nearly everybody's, ask nothing. Where the database
 * is unavailable a clock is judged by the request alone: a time that is a little off is better than an event that is not taken.
 */
export function openClocks(deps: Pick<Deps, 'db' | 'outages'>): Clocks {
  const watched = new Set<string>()

  const watch = (key: string): void => {
    if (watched.size >= MOST_WATCHED) for (const oldest of watched) if (watched.delete(oldest)) break
    watched.add(key)
  }

  const note = async (
    workspaceId: string,
    sightings: readonly ClockSighting[],
  ): Promise<ReadonlyMap<string, KnownClock>> => {
    const noted = new Map(sightings.map((sighting) => [digestOf(sighting.device), sighting]))
    const clocks = [...noted].map(([device, { leadMs, transitMs }]) => ({
      device,
      leadMs: leadMs > 0 ? Math.round(leadMs) : null,
      transitMs: transitMs === null ? null : Math.round(transitMs),
    }))
    try {
      const known = await deps.db.transact(workspaceId, (tx) => noteClocks(tx, clocks))
      return new Map([...noted].flatMap(([device, sighting]) => entryOf(sighting.device, known.get(device))))
    } catch (error) {
      // Clocks are judged by one request meanwhile. A database that is away has told that itself.
      deps.outages.met('clocks', error)
      return new Map()
    }
  }

  return {
    time: async (workspaceId, events, receivedAt) => {
      const aheadMs = deps.db.clocks.offsetOf(workspaceId)
      const moved = events.map((sent) => ({ sent, event: withMovedClock(sent, aheadMs) }))
      const sightings = sightingsOf(
        moved.map(({ event }) => event),
        receivedAt,
      )
      const doubtful: ClockSighting[] = []
      for (const [device, sighting] of sightings) {
        const key = `${workspaceId} ${device}`
        if (isDoubtful(sighting)) watch(key)
        else if (watched.size === 0 || !watched.has(key)) continue
        // A batch about thousands of people is no reason to look at thousands of clocks.
        if (doubtful.length < MOST_NOTED) doubtful.push(sighting)
      }
      const known = doubtful.length === 0 ? null : await note(workspaceId, doubtful)
      return moved.map(({ sent, event }) => {
        const timed = timeEvent(event, receivedAt, shiftOf(sightings.get(clockOf(event.identifiers)), known))
        return asItWasSent(timed, sent, aheadMs)
      })
    },
  }
}

function shiftOf(sighting: ClockSighting | undefined, known: ReadonlyMap<string, KnownClock> | null): Shift {
  return sighting === undefined ? NO_SHIFT : decideShift(sighting, known?.get(sighting.device))
}

const entryOf = (device: string, known: KnownClock | undefined): readonly (readonly [string, KnownClock])[] =>
  known === undefined ? [] : [[device, known]]

/** Nothing personal belongs into a table that nobody can ask about. */
function digestOf(device: string): string {
  return createHash('sha256').update(device).digest('base64url').slice(0, 22)
}
