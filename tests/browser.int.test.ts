import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { eventually } from '@polyphon/testkit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './clients/browser.js'
import { programOf } from './outside/blocks.js'
import { openBrowser, type Site, serveSite } from './outside/page.js'
import { makeOutsideProject, type OutsideProject } from './outside/project.js'
import { startTestStack, type TestStack } from './stack.js'

// The page of packages/client/BROWSER.md, bundled in a project of somebody else and used in a browser from an origin of
// its own. What comes of it is read with the secret key.

const LARGEST_GZIPPED_BYTES = 9_500
const HTML = `<!doctype html><title>Shop</title><main></main>
${['sign-in', 'sign-out', 'answer', 'me'].map((id) => `<button id="${id}">${id}</button>`).join('\n')}`

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED the client in a page: there is no chromium in the PATH\n')

let stack: TestStack
let project: OutsideProject
let site: Site
let browser: Browser
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  project = makeOutsideProject()
  site = await serveSite(join(project.folder, 'site'), { '/person-token': personToken })
  mkdirSync(join(project.folder, 'site'))
  await putSurvey()
  await bundle('shop', programFor(stack.workspace.publishableKey))
  browser = await openBrowser(executable)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  project?.remove()
  await stack?.close()
})

/** The program of the page, with the addresses and the key of this stack. */
const programFor = (key: string): string =>
  programOf('packages/client/BROWSER.md', 'ts')
    .replaceAll('http://127.0.0.1:7001', stack.url('profile'))
    .replaceAll('http://127.0.0.1:7003', stack.url('messaging'))
    .replaceAll('http://127.0.0.1:7004', stack.url('feedback'))
    .replaceAll('pk_live_…', key)

/** Bundles a program for pages; `shop.html` is the page that runs `shop`. */
async function bundle(name: string, program: string): Promise<void> {
  project.write(`${name}.ts`, program)
  await build({
    root: project.folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: 'site',
      emptyOutDir: false,
      lib: { entry: join(project.folder, `${name}.ts`), formats: ['es'], fileName: name },
    },
  })
  project.write(`site/${name}.html`, `${HTML}<script type="module" src="/${name}.js"></script>`)
}

async function putSurvey(): Promise<void> {
  const questions = [{ id: 'satisfaction', kind: 'csat', text: { en: 'How was it?' } }]
  const body = { title: { en: 'Your delivery' }, questions }
  const { status } = await stack.workspace.call('feedback', 'PUT /v1/surveys/delivery', { body })
  expect(status).toBe(201)
}

async function personToken(): Promise<string> {
  const body = { userId: 'anna' }
  const { body: answer } = await stack.workspace.call('profile', 'POST /v1/person-tokens', { body })
  return Object(answer).token
}

/** What happened to whoever has this identifier, as the timeline shows it, oldest first. */
async function timelineOf(identifier: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body: found } = await stack.workspace.call('profile', `GET /v1/profiles?identifier=${identifier}`)
  const [person] = Object(found).items
  if (person === undefined) return []
  const { body: timeline } = await stack.workspace.call('profile', `GET /v1/profiles/${person.id}/timeline`)
  return Object(timeline)
    .items.map(({ data }: { data: Readonly<Record<string, unknown>> }) => data)
    .toReversed()
}

/** The kinds of what this visitor has said, also once others are known to be the same person. */
async function kindsOf(anonymousId: string): Promise<readonly unknown[]> {
  const items = await timelineOf(`anonymous_id:${anonymousId}`)
  return items.filter(({ identifiers }) => JSON.stringify(identifiers).includes(anonymousId)).map(({ kind }) => kind)
}

let context: BrowserContext | undefined
afterEach(async () => {
  await context?.close()
  context = undefined
})
async function openPage(name: string): Promise<{ readonly page: Page; readonly messages: string[] }> {
  context = await browser.newContext()
  const page = await context.newPage()
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(error.message))
  await page.goto(`${site.origin}/${name}.html`)
  return { page, messages }
}

const anonymousIdOf = (page: Page): Promise<string> =>
  page.evaluate("JSON.parse(localStorage.getItem('polyphon.visitor')).anonymousId")

describe.skipIf(executable === null)('the program of BROWSER.md', () => {
  it('compiles for a bundler, and no other operations do', () => {
    const options = { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: [], noEmit: true }
    const other = programOf('packages/client/BROWSER.md', 'ts').concat(`
// @ts-expect-error: reading people is not for pages
await profile.GET('/v1/profiles')
// @ts-expect-error: its URL was not given
createBrowserPolyphon({ services: { profile: '/profile' }, key: 'pk_live_…' }).feedback
createBrowserPolyphon({ origin: '/', key: 'pk_live_…' }).messaging.GET('/v1/permissions')
// @ts-expect-error: no page may call it, at whichever origin
createBrowserPolyphon({ origin: '/', key: 'pk_live_…' }).analytics
// @ts-expect-error: no page may call it
createBrowserPolyphon({ services: { analytics: '/analytics' }, key: 'pk_live_…' })
`)
    project.write('other.ts', other)
    for (const compiler of ['TypeScript 5.9', 'TypeScript 7'] as const)
      expect(project.compile(compiler, { ...options, files: ['other.ts'] })).toBe('')
  })

  it('is small, and asks for no module of Node', () => {
    const text = readFileSync(join(project.folder, 'site/shop.js'), 'utf8')
    expect(gzipSync(text).length).toBeLessThan(LARGEST_GZIPPED_BYTES)
    expect(text).not.toMatch(/from\s*["'](?!\.)|require\(|node:/)
    expect(readdirSync(join(project.folder, 'site'))).toEqual(expect.arrayContaining(['shop.js']))
  })

  it('says what happens, and joins a visitor with who signs in', async () => {
    const { page, messages } = await openPage('shop')
    await page.click('#sign-in')
    await eventually(async () =>
      expect(await timelineOf('user_id:anna')).toMatchObject([
        { kind: 'page' },
        { kind: 'track' },
        { kind: 'identify' },
      ]),
    )
    const [view] = await timelineOf('user_id:anna')
    expect(JSON.stringify(view)).toContain(`${site.origin}/shop.html`)
    const before = await anonymousIdOf(page)
    await page.reload()
    expect(await anonymousIdOf(page)).toBe(before)
    await page.click('#sign-out')
    expect(await anonymousIdOf(page)).not.toBe(before)
    expect(messages).toEqual([])
  })

  it('hands in an answer, and reads what one person may see', async () => {
    const { page, messages } = await openPage('shop')
    await page.click('#answer')
    await page.waitForFunction("document.title.startsWith('Thank you (')")
    await page.click('#me')
    await page.waitForFunction("document.title === 'Hello Anna'")
    expect(messages).toEqual([])
  })

  it('says what happens while the page goes', async () => {
    const { page } = await openPage('shop')
    const id = await anonymousIdOf(page)
    await eventually(async () => expect(await kindsOf(id)).toEqual(['page', 'track']))
    await page.evaluate(
      "addEventListener('pagehide', () => document.querySelector('#sign-in').click(), { capture: true })",
    )
    await page.goto('about:blank')
    await eventually(async () => expect(await kindsOf(id)).toEqual(['page', 'track', 'identify']))
  })

  it('loses nothing while nobody answers', async () => {
    const { page } = await openPage('shop')
    const id = await anonymousIdOf(page)
    await eventually(async () => expect(await kindsOf(id)).toEqual(['page', 'track']))
    await context?.setOffline(true)
    await page.click('#sign-in')
    await page.waitForFunction('!navigator.onLine')
    await context?.setOffline(false)
    await eventually(async () => expect(await kindsOf(id)).toEqual(['page', 'track', 'identify']))
  })

  it('is told when its key is for another origin', async () => {
    const body = { kind: 'publishable', origins: ['https://shop.example'] }
    const { body: key } = await stack.workspace.call('profile', 'POST /v1/keys', { body })
    await bundle('elsewhere', programFor(Object(key).secret))
    const { page, messages } = await openPage('elsewhere')
    await page.click('#answer')
    await eventually(() => expect(messages.join('\n')).toContain('origin_not_allowed'))
  })

  it('reads every header that the documents name', async () => {
    const names = new Set<string>()
    for (const file of readdirSync('openapi').filter((name) => name.endsWith('.json') && name !== 'asyncapi.json'))
      for (const [, name] of readFileSync(join('openapi', file), 'utf8').matchAll(/"headers": \{\s*"([\w-]+)": \{/g))
        names.add((name ?? '').toLowerCase())
    const answer = await fetch(`${stack.url('feedback')}/readyz`, { headers: { origin: site.origin } })
    const exposed = answer.headers.get('access-control-expose-headers')?.split(', ')
    expect(exposed).toEqual(expect.arrayContaining(['etag', 'idempotency-replayed', 'retry-after', 'x-request-id']))
    expect([...names].filter((name) => name.includes('-') && !exposed?.includes(name))).toEqual([])
  })
})
