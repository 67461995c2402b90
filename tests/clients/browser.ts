import { accessSync, constants, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Kind, Message } from './clients.js'

/** A client that runs in pages, in one of the ways in which it can send. */
export interface PageClient {
  readonly name: string
  /** The page that sets it up, in `programs`, and the query that chooses the way. */
  readonly page: 'analytics-next' | 'rudderstack'
  readonly way: string
  readonly kinds: readonly Kind[]
  readonly path: RegExp
  readonly contentType: string
  /** The headers for which the browser asks leave before it sends a call; null where it need not ask. */
  readonly asksFor: string | null
}

const segment = {
  page: 'analytics-next',
  kinds: ['track', 'identify', 'page', 'screen', 'group', 'alias'],
  contentType: 'text/plain',
  asksFor: 'authorization',
} as const
const rudder = {
  page: 'rudderstack',
  kinds: ['track', 'identify', 'page', 'group', 'alias'],
  contentType: 'application/json',
  asksFor: 'anonymousid,authorization,content-type,sentat',
} as const

export const PAGE_CLIENTS: readonly PageClient[] = [
  { ...segment, name: '@segment/analytics-next', way: '', path: /^\/v1\/[tipsga]$/ },
  { ...segment, name: '@segment/analytics-next, batching', way: 'batching', path: /^\/v1\/b$/ },
  {
    ...rudder,
    name: '@rudderstack/analytics-js',
    way: '',
    path: /^\/v1\/(track|identify|page|group|alias)$/,
  },
  { ...rudder, name: '@rudderstack/analytics-js, batching', way: 'batching', path: /^\/v1\/batch$/ },
  {
    ...rudder,
    name: '@rudderstack/analytics-js, beacon',
    way: 'beacon',
    path: /^\/beacon\/v1\/batch\?writeKey=/,
    contentType: 'text/plain',
    asksFor: null,
  },
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The path of a Chromium that the system has; null without one. None is ever downloaded. */
export function findChromium(): string | null {
  const candidates = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return candidates.find(isRunnable) ?? null
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const require = createRequire(import.meta.url)
const beside = (module: string): string => join(dirname(module), '../umd')
const PROGRAMS = join(import.meta.dirname, 'programs')
const SCRIPTS: Readonly<Record<PageClient['page'], string>> = {
  'analytics-next': beside(require.resolve('@segment/analytics-next')),
  rudderstack: beside(require.resolve('@rudderstack/analytics-js/bundled')),
}

/** What a page of a shop may do with the client that it has loaded. */
export interface ShopPage {
  readonly page: Page
  call(kind: Kind, message: Message): Promise<void>
}

/** A shop of another origin than the services, and a browser to look at it. */
export interface Shop {
  readonly origin: string
  /** A visitor with a memory of their own. */
  newVisitor(): Promise<BrowserContext>
  /** Opens the page that sets a client up. */
  open(
    visitor: BrowserContext,
    client: PageClient,
    service: { readonly url: string; readonly key: string },
  ): Promise<ShopPage>
  close(): Promise<void>
}

export async function openShop(executablePath: string): Promise<Shop> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop.example')
    const [, page = '', file = ''] = pathname.split('/')
    const found = fileOf(page, file)
    const type = file === '' ? 'text/html' : 'text/javascript'
    if (found === null) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(found)
  })
  const origin = await listen(server)
  // As root there is no sandbox; only pages of these tests are opened.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return {
    origin,
    newVisitor: () => browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' }),
    open: async (visitor, { page: name, way }, { url, key }) => {
      const page = await visitor.newPage()
      await page.goto(`${origin}/${name}?${new URLSearchParams({ host: url, key }).toString()}&${way}`)
      const call: ShopPage['call'] = async (kind, message) => {
        await page.evaluate(`void calls[${JSON.stringify(kind)}](${JSON.stringify(message)})`)
      }
      return { page, call }
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function fileOf(page: string, file: string): Buffer | null {
  if (page !== 'analytics-next' && page !== 'rudderstack') return null
  try {
    return readFileSync(file === '' ? join(PROGRAMS, `${page}.html`) : join(SCRIPTS[page], file))
  } catch {
    return null
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The shop has no port.')
  return `http://127.0.0.1:${address.port}`
}
