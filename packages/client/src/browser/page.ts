/** What the client needs of a browser, so that it compiles without the types of one and works where parts are missing. */
export interface Page {
  readonly location?: {
    readonly href: string
    readonly pathname: string
    readonly search: string
    readonly protocol: string
  }
  readonly document?: {
    readonly title: string
    readonly referrer: string
    readonly visibilityState: string
  } & Listening
  readonly navigator?: {
    readonly language?: string
    readonly onLine?: boolean
    sendBeacon?(url: string, body: string): boolean
  }
  addEventListener?: Listening['addEventListener']
}

interface Listening {
  addEventListener(type: string, listener: () => void): void
}

/** The page that this runs in; all of it is missing in a worker or on a server. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each member is optional and looked at before it is used
export const page = (): Page => globalThis as unknown as Page

/** Where a page keeps things: `localStorage`, `sessionStorage`, or something of one's own. */
export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A store that never throws: one may be full, or forbidden by the browser. */
export function careful(store: Store | undefined): Store {
  const trying = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work()
    } catch {
      return otherwise
    }
  }
  return {
    getItem: (key) => trying(() => store?.getItem(key) ?? null, null),
    setItem: (key, value) => trying(() => store?.setItem(key, value), undefined),
    removeItem: (key) => trying(() => store?.removeItem(key), undefined),
  }
}

/** A random UUID, also on a page without TLS, where `crypto.randomUUID` is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
