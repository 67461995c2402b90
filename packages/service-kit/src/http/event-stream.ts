import { Readable } from 'node:stream'
import type { Advance } from '../recent/follower.js'
import { type Counted, type Position, writePosition } from '../recent/position.js'
import { type RecentEvent, structured } from '../recent/recent-event.js'
import type { Stretch } from '../recent/recent-store.js'

/** What one stream shows, and how it is read where its client was slower than the events. */
export interface Shown extends Counted {
  readonly after: Position
  shows(event: RecentEvent): boolean
  /** Reads what it shows behind a position; null while that cannot be said yet. */
  read(after: Position): Promise<Stretch | null>
  /** Up to where everything is settled. */
  head(): Position | null
  onEnd(): void
}

const FIRST_RETRY_MS = 2_000
// As long as what cannot be read is tried again: a database that does not answer is asked once a second by a stream.
const AGAIN_MS = 1_000

/**
 * A stream of events that is open: Server-Sent Events for one client. Its memory is bounded by what is in the socket and one
 * stretch of events.
 */
export class EventStream extends Readable {
  readonly #shown: Shown
  #position: Position
  #wants = false
  #isReading = false
  #isOver = false

  constructor(shown: Shown) {
    super()
    this.#shown = shown
    this.#position = shown.after
    this.#show(`retry: ${FIRST_RETRY_MS}\n${this.#idLine()}\n`)
  }

  override _read(): void {
    this.#wants = true
    void this.#catchUp()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#isOver = true
    this.#shown.onEnd()
    done(error)
  }

  /** Shows what is new, unless the client has not taken what came before: it is read again then. */
  advance({ after, until, events }: Advance): void {
    const { seq } = this.#position
    if (!this.#wants || this.#isReading || this.#isOver || seq >= until.seq) return
    if (seq < after.seq) return void this.#catchUp()
    this.#position = until
    this.#showEvents(events.filter((event) => event.position.seq > seq && this.#shown.shows(event)))
  }

  /** Says that the connection lives, and up to where everything has been shown. */
  showLife(): void {
    if (!this.#wants) return
    const head = this.#shown.head()
    if (head?.seq === this.#position.seq) this.#position = head
    this.#show(`: \n${this.#idLine()}\n`)
    void this.#catchUp()
  }

  /** Reads what was left out. */
  recover(): void {
    void this.#catchUp()
  }

  /** Ends it, and tells the client after how many milliseconds to come back. */
  finish(retryMs: number): void {
    if (this.#isOver) return
    this.#show(`retry: ${retryMs}\n\n`)
    this.push(null)
    this.#isOver = true
    this.#shown.onEnd()
  }

  async #catchUp(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    try {
      while (this.#wants && !this.#isOver && this.#position.seq < (this.#shown.head()?.seq ?? 0)) {
        const stretch = await this.#shown.read(this.#position)
        if (stretch === null) return
        this.#position = stretch.until
        this.#showEvents(stretch.events)
      }
    } catch {
      // Whoever asked the database has reported it.
      setTimeout(() => void this.#catchUp(), AGAIN_MS).unref()
    } finally {
      this.#isReading = false
    }
  }

  #showEvents(events: readonly RecentEvent[]): void {
    if (events.length > 0) this.#show(events.map((event) => textOf(this.#shown, event)).join(''))
  }

  #show(text: string): void {
    if (!this.#isOver) this.#wants = this.push(text)
  }

  #idLine(): string {
    return `id: ${writePosition(this.#shown, this.#position)}\n`
  }
}

// A thousand streams of a workspace show the same.
const texts = new WeakMap<RecentEvent, string>()

function textOf(counted: Counted, event: RecentEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const text = `id: ${writePosition(counted, event.position)}\nevent: ${event.type}\ndata: ${structured(event)}\n\n`
  texts.set(event, text)
  return text
}
