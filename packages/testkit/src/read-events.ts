/** What a client has read of a stream of events. */
export interface ReadEvents {
  readonly status: number
  readonly headers: Headers
  /** Of what is no stream: the body. */
  readonly text: string
  readonly events: readonly {
    readonly id: string
    readonly type: string
    readonly data: Readonly<Record<string, unknown>>
  }[]
  /** The newest id, also of what is no event. */
  lastId(): string
  /** The last `retry`, and whether the stream has ended. */
  retry(): number | null
  isEnded(): boolean
  close(): void
}

/** Opens a stream (Server-Sent Events) and reads it until it ends or is closed. */
export async function openEvents(url: string, headers: Readonly<Record<string, string>>): Promise<ReadEvents> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  const state = { id: '', retry: null as number | null, ended: false }
  const events: ReadEvents['events'][number][] = []
  const take = (block: string): void => {
    let type = ''
    let data = ''
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? []
      if (name === 'id') state.id = value
      if (name === 'retry') state.retry = Number(value)
      if (name === 'event') type = value
      if (name === 'data') data += value
    }
    if (data !== '') events.push({ id: state.id, type, data: JSON.parse(data) })
  }
  const read = async (): Promise<void> => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }
  if (isStream)
    void read()
      .catch(() => undefined)
      .finally(() => {
        state.ended = true
      })
  return {
    status: response.status,
    headers: response.headers,
    text: isStream ? '' : await response.text(),
    events,
    lastId: () => state.id,
    retry: () => state.retry,
    isEnded: () => state.ended,
    close: () => abort.abort(),
  }
}
