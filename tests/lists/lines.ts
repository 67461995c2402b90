import type { ServiceName, TestStack } from '../stack.js'

type Item = Readonly<Record<string, unknown>> & { readonly id: string }

/** A copy of a list, kept by its lines as docs/incremental-export.md says: by whoever has nothing but these. */
export class Copy {
  readonly items = new Map<string, Item>()
  /** The ids of all lines, in their order. */
  readonly seen: string[] = []
  cursor: string | undefined
  readonly #stack: TestStack
  readonly #service: ServiceName
  readonly #path: string

  constructor(stack: TestStack, service: ServiceName, path: string) {
    this.#stack = stack
    this.#service = service
    this.#path = path
  }

  /**
   * Reads on behind the last cursor, to the end or until that many cursors have passed; what stood behind the last of them is
   * not kept, as if the connection had broken there. Says whether the end was read.
   */
  async read({ parts = Number.POSITIVE_INFINITY, meanwhile }: Reading = {}): Promise<boolean> {
    const url = new URL(this.#path, this.#stack.url(this.#service))
    if (this.cursor !== undefined) url.searchParams.set('cursor', this.cursor)
    const headers = { authorization: `Bearer ${this.#stack.workspace.secretKey}`, accept: 'application/x-ndjson' }
    const answer = await fetch(url, { headers })
    if (answer.status !== 200 || answer.body === null) throw new Error(`${answer.status} ${await answer.text()}`)
    let part: Item[] = []
    let passed = 0
    for await (const line of linesOf(answer.body)) {
      const item = JSON.parse(line)
      if (item.nextCursor === undefined) {
        part.push(item)
        continue
      }
      this.#take(part, item.nextCursor)
      part = []
      if (item.end === true) return true
      passed += 1
      if (passed === 1) await meanwhile?.()
      if (passed >= parts) break
    }
    return false
  }

  #take(part: readonly Item[], cursor: string): void {
    for (const item of part) {
      this.seen.push(item.id)
      if (item['removed'] === 'merged') this.items.delete(item.id)
      else this.items.set(item.id, item)
    }
    this.cursor = cursor
  }
}

interface Reading {
  readonly parts?: number
  /** What happens once the first part has been taken, before the stream is read on. */
  readonly meanwhile?: () => Promise<void>
}

/** The lines of a stream, which is given up with the loop that reads them. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
