import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES, startTestStack, type TestStack } from '../stack.js'
import { findChromium } from './browser.js'

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED the documents in a browser: there is no chromium in the PATH\n')

let stack: TestStack
let browser: Browser
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  // As root there is no sandbox; only our own pages are opened.
  browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser?.close()
  await stack?.close()
})

// What the page's maker would put there of its own services.
const OF_OTHERS = /\b(?:ask ai|open api client|open in |generate mcp|powered by)/i

describe.skipIf(executable === null).each(SERVICES)('the documents of %s in a browser', (service) => {
  it('have one title, no way to services of others, and ask nobody else for anything', async () => {
    const page = await browser.newPage()
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
    await page.goto(`${stack.url(service)}/docs`, { waitUntil: 'networkidle' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.title()).toBe(`Polyphon ${service}`)
    expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([`Polyphon ${service}`])
    await page.getByRole('heading', { name: 'Error codes' }).waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(OF_OTHERS)
    expect([...hosts].filter((host) => host !== '')).toEqual([new URL(stack.url(service)).host])
    const links = await page.locator('a[href^="http"]:visible').evaluateAll((found) => found.map(String))
    expect(links.filter((link) => !link.startsWith(stack.url(service)))).toEqual([])
    await page.close()
  })

  it('lead to what a code means, and so does the type of a problem', async () => {
    const answer = await fetch(`${stack.url(service)}/v1/keys-that-are-none`)
    const { type, code } = (await answer.json()) as { readonly type: string; readonly code: string } // The form of all problems.
    const page = await browser.newPage()
    await page.goto(new URL(type, stack.url(service)).href)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(code)
    await page.getByRole('link', { name: 'All codes' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('td a').count()).toBeGreaterThan(50)
    expect((await fetch(`${stack.url(service)}/docs/errors/no_such_code`)).status).toBe(404)
    await page.close()
  })
})
