import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './clients/browser.js'
import { mailsTo } from './mail.js'
import { openBrowser } from './outside/page.js'
import { startTestStack, type TestStack } from './stack.js'

// The pages that people see who follow a link in a mail, as a browser shows them. With POLYPHON_TEST_SCREENSHOTS=folder
// each is kept as a picture, for somebody to look at.

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED the pages for people: there is no chromium in the PATH\n')
const pictures = process.env['POLYPHON_TEST_SCREENSHOTS']

const LOGO = 'https://bilder.hofladen.example/marke/logo.svg'
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60"><rect width="240" height="60" rx="8" fill="#1a6b4f"/></svg>'
const text = (de: string, en: string) => ({ de, en })
const SURVEY = {
  title: text(
    'Wie war Ihre Lieferung? Eine Umfrage mit Donaudampfschifffahrtsgesellschaftskapitänsfragen',
    'How was your delivery?',
  ),
  questions: [
    { id: 'hallo', kind: 'statement', text: text('Es dauert zwei Minuten.', 'It takes two minutes.') },
    {
      id: 'nps',
      kind: 'nps',
      text: text('Würden Sie uns weiterempfehlen?', 'Would you recommend us?'),
      required: true,
    },
    { id: 'ces', kind: 'ces', text: text('Wie leicht war es, zu bestellen?', 'How easy was it to order?') },
    {
      id: 'weit',
      kind: 'rating',
      scale: { min: 0, max: 100 },
      text: text('Wie viel Prozent passten?', 'How many per cent fit?'),
    },
    {
      id: 'woher',
      kind: 'single',
      text: text('Woher kennen Sie uns?', 'How do you know us?'),
      options: [
        { id: 'freunde', text: text('Von Freunden oder der Familie', 'Friends or family') },
        { id: 'zeitung', text: text('Aus der Zeitung', 'The newspaper') },
      ],
      other: true,
    },
    {
      id: 'was',
      kind: 'multi',
      text: text('Was hat Ihnen gefallen?', 'What did you like?'),
      options: [
        { id: 'ware', text: text('Die Ware', 'The goods') },
        { id: 'tempo', text: text('Wie schnell es ging', 'The speed') },
      ],
      other: true,
    },
    { id: 'worte', kind: 'text', text: text('Was sollen wir noch wissen?', 'What else should we know?') },
    {
      id: 'warum',
      kind: 'text',
      text: text('Was lief schief?', 'What went wrong?'),
      required: true,
      showIf: { path: 'answer.nps', op: 'lte', value: 6 },
    },
  ],
}

let stack: TestStack
let browser: Browser
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  await stack.workspace.call('feedback', 'PUT /v1/surveys/alles', { body: SURVEY })
  browser = await openBrowser(executable)
})
afterAll(async () => {
  await browser?.close()
  await stack?.close()
})

async function brand(given: object | null): Promise<void> {
  const { headers } = await stack.workspace.call('profile', 'GET /v1/workspace')
  const changed = await stack.workspace.call('profile', 'PATCH /v1/workspace', {
    headers: { 'if-match': headers.get('etag') ?? '' },
    body: { settings: { brand: given } },
  })
  expect(changed.status).toBe(200)
}

async function invitation(locale: string): Promise<string> {
  const made = await stack.workspace.call('profile', `PUT /v1/profiles/by/user_id/${crypto.randomUUID()}`, { body: {} })
  const body = { profileId: made.body.id, locale }
  return (await stack.workspace.call('feedback', 'POST /v1/surveys/alles/invitations', { body })).body.url
}

/** A mail of marketing to somebody, and where its link to unsubscribe leads. */
async function unsubscribeUrl(name: string): Promise<string> {
  const address = `${name}@example.test`
  const call = stack.workspace.call
  const { body: person } = await call('profile', `PUT /v1/profiles/by/user_id/${name}`, {
    body: { traits: { email: address }, identifiers: [{ type: 'email', value: address }] },
  })
  const proof = {
    noticeKey: 'a',
    noticeVersion: '1',
    noticeText: 'Ja',
    locale: 'de',
    mechanism: 'checkbox',
    actor: 'person',
  }
  const permission = { profileId: person.id, channel: 'email', topic: 'neue-stiefel', state: 'granted' }
  const body = { ...permission, proof: { ...proof, occurredAt: new Date().toISOString() } }
  expect((await call('messaging', 'PUT /v1/permissions', { body })).status).toBeLessThan(300)
  await call('messaging', 'PUT /v1/templates/neues', {
    body: { channel: 'email', locales: { de: { subject: 'Neu', body: '<p>Neu</p>' } }, fallbackLocale: 'de' },
  })
  const message = { profileId: person.id, template: { key: 'neues' }, class: 'marketing', topic: 'neue-stiefel' }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  expect((await call('messaging', 'POST /v1/messages', { body: message, headers })).status).toBe(202)
  return eventually(async () => {
    const [mail] = mailsTo(stack.mailFolder, address)
    if (mail === undefined) throw new Error('There is no mail yet.')
    return mail.unsubscribeUrl
  })
}

const VIEWS = [
  { width: 320, colorScheme: 'light', zoom: '100%' },
  { width: 768, colorScheme: 'dark', zoom: '100%' },
  { width: 1280, colorScheme: 'light', zoom: '100%' },
  { width: 320, colorScheme: 'dark', zoom: '200%' },
  { width: 1280, colorScheme: 'dark', zoom: '200%' },
] as const

/** Looks at what a page shows now: with every width, in light and dark and with large letters. */
async function expectReadable(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source)
  for (const { width, colorScheme, zoom } of VIEWS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(`document.documentElement.style.fontSize = '${zoom}'`)
    const what = `${name} ${width} ${colorScheme} ${zoom}`
    const wide: unknown = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(wide, `${what} is not wider than the window`).toBeLessThanOrEqual(0)
    const found: unknown = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
    )
    expect(found, what).toEqual([])
    if (pictures === undefined) continue
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${what.replaceAll(/[ %]+/g, '-')}.png`), fullPage: true })
  }
}

async function openPage(url: string, locale: string, isScripted = true): Promise<Page> {
  const context = await browser.newContext({ locale, javaScriptEnabled: isScripted })
  await context.route(LOGO, (route) => route.fulfill({ contentType: 'image/svg+xml', body: SVG }))
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const send = async (page: Page): Promise<void> => {
  await Promise.all([page.waitForNavigation(), page.click('button')])
}

describe.skipIf(executable === null)('the page of a survey', () => {
  it.each(['de', 'en'] as const)(
    'can be read by everybody in every state (%s)',
    async (language) => {
      const url = await invitation(language)
      const page = await openPage(url, language)
      await expectReadable(page, `survey-${language}-asks`)
      await page.check('input[name="a.ces"][value="3"]')
      await page.fill('[name="a.weit"]', 'viele')
      await page.check('input[name="a.woher"][value=":other"]')
      await page.fill('textarea', 'Größe <42>\n\n 🎈')
      await send(page)
      expect(await page.title()).toMatch(/^(Fehler|Error): /)
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert')
      expect(await page.inputValue('textarea')).toBe('Größe <42>\n\n 🎈')
      expect(await page.isChecked('input[name="a.ces"][value="3"]')).toBe(true)
      await expectReadable(page, `survey-${language}-faults`)
      await page.check('input[name="a.nps"][value="2"]')
      await page.fill('[name="a.weit"]', '80')
      await page.fill('[name="o.woher"]', 'Aus dem Radio')
      await send(page)
      await expectReadable(page, `survey-${language}-goes-on`)
      await page.fill('[name="a.warum"]', 'Zu spät')
      await send(page)
      await expectReadable(page, `survey-${language}-thanks`)
      await page.goto(url)
      await expectReadable(page, `survey-${language}-used`)
      await page.goto(`${url.slice(0, url.lastIndexOf('/'))}/nichts`)
      await expectReadable(page, `survey-${language}-unknown`)
      await page.context().close()
    },
    300_000,
  )

  it('has the brand of the workspace, whatever its colours, and lets in its logo alone', async () => {
    await brand({ name: 'Hofladen „Änne“', logoUrl: LOGO, primaryColour: '#ffe900', secondaryColour: '#1a6b4f' })
    const url = await invitation('de')
    const page = await eventually(async () => {
      const opened = await openPage(url, 'de')
      if ((await opened.locator('header img').count()) === 1) return opened
      await opened.context().close()
      throw new Error('The brand has not arrived yet.')
    })
    expect(await page.evaluate('document.querySelector("header img").naturalWidth')).toBe(240)
    expect(await page.getAttribute('header img', 'alt')).toBe('Hofladen „Änne“')
    await expectReadable(page, 'survey-brand-yellow')
    const other = await page.evaluate(
      `new Promise((resolve) => { const image = new Image(); image.onload = () => resolve('loaded'); image.onerror = () => resolve('refused'); image.src = '${LOGO}/../anderes.svg' })`,
    )
    expect(other).toBe('refused')
    await brand({ name: 'Dunkel', logoUrl: null, primaryColour: '#0b1020', secondaryColour: null })
    await eventually(async () => {
      await page.reload()
      expect(await page.textContent('header')).toBe('Dunkel')
    })
    await expectReadable(page, 'survey-brand-dark')
    await brand(null)
    await page.context().close()
  }, 300_000)

  it('is filled in with the keyboard alone, and without scripts', async () => {
    const page = await openPage(await invitation('de'), 'de', false)
    const { keyboard } = page
    await keyboard.press('Tab')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    await keyboard.press('Tab')
    await keyboard.press('ArrowLeft')
    await keyboard.press('Tab')
    await keyboard.type('95')
    await keyboard.press('Tab')
    await keyboard.press('ArrowUp')
    await keyboard.press('Tab')
    await keyboard.type('Radio')
    await keyboard.press('Tab')
    await keyboard.press('Space')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.type('Mit Tasten')
    await keyboard.press('Tab')
    await Promise.all([page.waitForNavigation(), keyboard.press('Enter')])
    const shown = await page.textContent('main')
    // What was filled in is taken; the low score asks for its reason.
    expect(shown).toContain('Noch nicht fertig')
    expect(await page.inputValue('[name="a.weit"]')).toBe('95')
    expect(await page.inputValue('[name="o.woher"]')).toBe('Radio')
    expect(await page.inputValue('[name="a.worte"]')).toBe('Mit Tasten')
    await page.context().close()
  })
})

describe.skipIf(executable === null)('the page to unsubscribe', () => {
  it('can be read by everybody in every state', async () => {
    const url = await unsubscribeUrl('aenne')
    const page = await openPage(url, 'de')
    await expectReadable(page, 'unsubscribe-question')
    await send(page)
    await expectReadable(page, 'unsubscribe-done')
    await page.goto(url)
    await expectReadable(page, 'unsubscribe-already')
    await page.goto(`${url}x`)
    await expectReadable(page, 'unsubscribe-unknown')
    await page.context().close()
  }, 300_000)
})

describe.skipIf(executable === null)('the page of a report', () => {
  it.each(['de', 'en'])(
    'can be read by everybody (%s)',
    async (language) => {
      const { call } = stack.workspace
      for (const [answers, late] of [
        [{ nps: 9 }, false],
        [{ nps: 2, warum: 'Zu spät' }, true],
      ] as const) {
        const body = { survey: 'alles', answers, properties: { late }, complete: true }
        expect((await call('feedback', 'POST /v1/answers', { body })).status).toBeLessThan(300)
      }
      const headers = { accept: 'text/html', 'accept-language': language }
      const html = await eventually(async () => {
        const { text: page } = await call('analytics', 'GET /v1/reports/overview?by=property.late', { headers })
        expect(page).toContain('alles · nps (0–10)')
        return page
      })
      const page = await openPage('about:blank', language, true)
      await page.setContent(html)
      await expectReadable(page, `report-${language}`)
      for (const numbers of await page.locator('summary').all()) await numbers.click()
      await expectReadable(page, `report-${language}-numbers`)
      await page.context().close()
    },
    300_000,
  )
})
