export interface CallOptions {
  readonly body?: unknown
  /** A key; null for no credential; left out for the workspace's secret key. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export interface Call {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly body: any
  readonly text: string
}

/** Makes a function that calls an API: `call('POST /v1/messages', { body })`. */
export function caller(
  url: string,
  defaultKey: string | null,
): (operation: string, options?: CallOptions) => Promise<Call> {
  return async (operation, options = {}) => {
    const [method = 'GET', path = '/'] = operation.split(' ', 2)
    const key = options.key === undefined ? defaultKey : options.key
    const isJson =
      options.body !== undefined && typeof options.body !== 'string' && !(options.body instanceof Uint8Array)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test says itself what it sends
    const raw = options.body as string | Uint8Array<ArrayBuffer>
    const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: isJson ? JSON.stringify(options.body) : raw }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
