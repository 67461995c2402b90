/** What an answer was: its status, or 0 where there was none. */
export interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape; what is read of them is checked by use
  readonly body: any
  readonly text: string
  readonly ms: number
}

export interface Api {
  /** One request, one answer; never throws for what the network or the service does. */
  call(service: string, operation: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** The body of a 2xx answer; throws with the whole answer otherwise. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  must(service: string, operation: string, body?: unknown): Promise<any>
}

const PATIENCE_MS = 15_000

/** A plain HTTP client: no retries, nothing of Polyphon's own code. */
export function openApi(urls: Readonly<Record<string, string>>, key: string): Api {
  const call: Api['call'] = async (service, operation, body, headers = {}) => {
    const [method = 'GET', path = '/'] = operation.split(' ', 2)
    const startedAt = performance.now()
    const ms = (): number => performance.now() - startedAt
    try {
      const response = await fetch(`${urls[service] ?? ''}${path}`, {
        method,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, text, body: parse(text), ms: ms() }
    } catch (error) {
      return { status: 0, text: String(error), body: undefined, ms: ms() }
    }
  }
  return {
    call,
    must: async (service, operation, body) => {
      const answer = await call(service, operation, body)
      if (answer.status >= 200 && answer.status < 300) return answer.body
      throw new Error(`${operation} of ${service} answered ${answer.status}: ${answer.text}`)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
