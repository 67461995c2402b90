/** How urgent something is within its own line: only then does it overtake. */
export type Urgency = 'first' | 'usual'

interface Line<Item> {
  readonly first: Item[]
  readonly usual: Item[]
  underWay: number
  /** What has been spent on it, on the clock of all lines. */
  spent: number
}

export interface FairQueueOptions {
  /** How many items may be under way at once. */
  readonly slots: number
  /** Slots that one queue alone never fills, so that another's item finds one free. */
  readonly spare: number
}

/**
 * Shares a few slots among many queues, one for each workspace: the next slot goes to the queue that has cost least so
 * far, whatever the number of its items, and one queue never takes the last slots. A queue that was idle for long has
 * no claim to more than the others (start-time fair queueing, Goyal, Vin and Cheng 1996).
 */
export class FairQueue<Item> {
  readonly #lines = new Map<string, Line<Item>>()
  readonly #options: FairQueueOptions
  #underWay = 0
  #clock = 0

  constructor(options: FairQueueOptions) {
    this.#options = options
  }

  add(name: string, item: Item, urgency: Urgency): void {
    const line = this.#lines.get(name) ?? { first: [], usual: [], underWay: 0, spent: this.#clock }
    this.#lines.set(name, line)
    line[urgency].push(item)
  }

  /** Takes the next item, if a slot is free. The caller reports its end by `done`. */
  next(): { readonly name: string; readonly item: Item } | null {
    if (this.#underWay >= this.#options.slots) return null
    const most = Math.max(1, this.#options.slots - this.#options.spare)
    let found: { readonly name: string; readonly line: Line<Item> } | null = null
    for (const [name, line] of this.#lines) {
      if (line.underWay >= most || line.first.length + line.usual.length === 0) continue
      if (found === null || line.spent < found.line.spent) found = { name, line }
    }
    if (found === null) return null
    const { name, line } = found
    const item = line.first.shift() ?? line.usual.shift()
    if (item === undefined) return null
    this.#clock = Math.max(this.#clock, line.spent)
    line.underWay += 1
    this.#underWay += 1
    return { name, item }
  }

  /** An item has come to its end and has cost so much. */
  done(name: string, cost: number): void {
    const line = this.#lines.get(name)
    if (line === undefined) return
    line.underWay -= 1
    line.spent += cost
    this.#underWay -= 1
    if (line.underWay === 0 && line.first.length + line.usual.length === 0) this.#lines.delete(name)
  }

  /** Takes out all that waits. */
  clear(): readonly Item[] {
    return [...this.#lines.values()].flatMap((line) => [...line.first.splice(0), ...line.usual.splice(0)])
  }
}
