import autocannon from 'autocannon'

export interface NextRequest {
  readonly path: string
  readonly body?: string
  /** Beside those of every request. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface LoadOptions {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
  /** The next request. */
  next(): NextRequest
}

export interface Answered {
  /** Answered with 2xx. */
  readonly count: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** As many requests as are answered, each connection asking again once it has its answer. Whatever is not 2xx ends it. */
export async function load(options: LoadOptions): Promise<Answered> {
  const { url, method, headers = {}, connections, seconds } = options
  const result = await autocannon({
    url,
    method,
    headers: { ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const next = options.next()
          return { ...request, ...next, headers: { ...request.headers, ...next.headers } }
        },
      },
    ],
  })
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests got none.`)
  const count = result['2xx']
  return { count, perSecond: count / result.duration, p50Ms: result.latency.p50, p99Ms: result.latency.p99 }
}
