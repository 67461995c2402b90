import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { endProcess, freePort, spawnServer, untilReady } from '@polyphon/toolchain'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './clients/browser.js'
import { linkIn, mailsTo } from './mail.js'
import { blocksOf } from './outside/blocks.js'
import { openBrowser } from './outside/page.js'
import { startTestStack, type TestStack } from './stack.js'

// examples/pages, served by the command of its README and reached by the links of a mail that it names.

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED the pages of one’s own: there is no chromium in the PATH\n')

const [serve, links] = blocksOf('examples/pages/README.md').map(({ text }) => text)
const SURVEY = {
  title: { en: 'Your delivery', de: 'Ihre Lieferung' },
  questions: [
    { id: 'csat', kind: 'csat', text: { en: 'How was it?', de: 'Wie war es?' }, required: true },
    {
      id: 'why',
      kind: 'text',
      text: { en: 'What went wrong?', de: 'Was lief schief?' },
      required: true,
      showIf: { path: 'answer.csat', op: 'lte', value: 3 },
    },
    {
      id: 'liked',
      kind: 'multi',
      text: { en: 'What did you like?', de: 'Was hat gefallen?' },
      options: [
        { id: 'goods', text: { en: 'The goods', de: 'Die Ware' } },
        { id: 'speed', text: { en: 'The speed', de: 'Das Tempo' } },
      ],
      other: true,
    },
  ],
  ending: { en: 'Thanks a lot!', de: 'Vielen Dank!' },
}

let stack: TestStack
let browser: Browser
let server: ChildProcess
let origin: string
const folder = mkdtempSync(join(tmpdir(), 'polyphon-pages-'))
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  const port = await freePort()
  origin = `http://localhost:${port}`
  // Not by npx, which would be the process that is ended.
  const script = (serve ?? '')
    .replace('. .polyphon/local.env', '')
    .replace('npx vite', 'exec node_modules/.bin/vite')
    .replace('8080', String(port))
  const env = {
    feedback: stack.url('feedback'),
    messaging: stack.url('messaging'),
    write_key: stack.workspace.publishableKey,
  }
  const command = { command: 'bash', args: ['-euc', script], env, logFile: join(folder, 'vite.log') }
  server = spawnServer(command)
  await untilReady(server, command, () =>
    fetch(`${origin}/survey.html`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  browser = await openBrowser(executable)
})
afterAll(async () => {
  await browser?.close()
  if (server !== undefined) await endProcess(server, ['SIGTERM', 'SIGKILL'])
  await stack?.close()
  rmSync(folder, { recursive: true })
})

/** A mail with the links of the README to somebody who may be asked; where both lead. */
async function invite(name: string): Promise<{ readonly survey: string; readonly unsubscribe: string }> {
  const address = `${name}@example.test`
  const { call } = stack.workspace
  const body = (links ?? '').replaceAll('http://localhost:8080', origin)
  const template = { channel: 'email', locales: { en: { subject: 'A question', body } }, fallbackLocale: 'en' }
  expect((await call('messaging', 'PUT /v1/templates/survey-invitation', { body: template })).status).toBeLessThan(300)
  expect((await call('feedback', 'PUT /v1/surveys/delivery', { body: SURVEY })).status).toBeLessThan(300)
  const traits = { email: address, locale: 'en' }
  const { body: person } = await call('profile', `PUT /v1/profiles/by/user_id/${name}`, { body: { traits } })
  const proof = { noticeKey: 'a', noticeVersion: '1', noticeText: 'Yes', locale: 'en', mechanism: 'checkbox' }
  const permission = { profileId: person.id, channel: 'email', topic: 'feedback', state: 'granted' }
  const given = { ...permission, proof: { ...proof, actor: 'person', occurredAt: new Date().toISOString() } }
  expect((await call('messaging', 'PUT /v1/permissions', { body: given })).status).toBeLessThan(300)
  await eventually(async () => {
    const invited = await call('feedback', 'POST /v1/surveys/delivery/invitations', { body: { profileId: person.id } })
    expect(invited.body.decision).toBe('asked')
  })
  return eventually(() => {
    const [mail] = mailsTo(stack.mailFolder, address)
    if (mail === undefined) throw new Error('There is no mail yet.')
    return { survey: linkIn(mail.html, 'Tell us'), unsubscribe: linkIn(mail.html, 'Unsubscribe') }
  })
}

async function open(url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  return page
}

async function expectReadable(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
  expect(found).toEqual([])
}

describe.skipIf(executable === null)('pages of one’s own', () => {
  it('answer a survey from the link of a mail', async () => {
    const { survey } = await invite('anna')
    const page = await open(survey)
    await page.waitForSelector('h1:has-text("Your delivery")')
    expect(await page.isVisible('textarea')).toBe(false)
    await expectReadable(page)
    await page.check('[name=csat][value="3"]')
    expect(await page.isVisible('textarea')).toBe(true)
    const body = { answers: { csat: 2, liked: { values: ['goods'], other: 'The box' } }, complete: false }
    await stack.workspace.call('feedback', `POST /v1/invitations/${new URL(survey).hash.slice(1)}`, { body })
    await page.reload()
    await page.waitForSelector('[name=csat][value="2"]:checked')
    await page.click('button')
    await page.waitForSelector('fieldset:has-text("What went wrong?") [role=alert]:has-text("needs an answer")')
    await expectReadable(page)
    await page.fill('textarea', 'Zu spät 🎈')
    await page.click('button')
    await page.waitForSelector('h1:has-text("Thanks a lot!")')
    const { body: kept } = await stack.workspace.call('feedback', 'GET /v1/answers?survey=delivery')
    expect(kept.items).toMatchObject([{ complete: true, scores: [{ question: 'csat', value: 2 }] }])
    for (const given of ['Zu spät 🎈', 'goods', 'The box']) expect(JSON.stringify(kept.items)).toContain(given)
    await page.reload()
    await page.waitForSelector('h1:has-text("answered")')
    await page.context().close()
  })

  it('unsubscribe from the link of a mail, by a click and not before', async () => {
    const { unsubscribe } = await invite('bodo')
    const states = async (): Promise<readonly string[]> => {
      const { body: person } = await stack.workspace.call('profile', 'GET /v1/profiles?identifier=user_id:bodo')
      const path = `GET /v1/permissions?profileId=${person.items[0].id}`
      const { body } = await stack.workspace.call('messaging', path)
      return body.items.map(({ state }: { state: string }) => state)
    }
    const page = await open(unsubscribe)
    await expectReadable(page)
    expect(await states()).toEqual(['granted'])
    await page.click('button')
    await page.waitForSelector('[role=status]:has-text("You are unsubscribed")')
    expect(await states()).toEqual(['withdrawn'])
    const broken = await open(`${origin}/unsubscribe.html#nothing`)
    await broken.click('button')
    await broken.waitForSelector('[role=status]:has-text("not complete")')
    await page.context().close()
    await broken.context().close()
  })
})

it('are built into files for any web server', async () => {
  const outDir = join(folder, 'dist')
  await build({ root: 'examples/pages', logLevel: 'silent', build: { outDir } })
  expect(readdirSync(outDir)).toEqual(expect.arrayContaining(['survey.html', 'unsubscribe.html']))
})
