import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { endProcess, freePort } from '@polyphon/toolchain'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './clients/browser.js'
import { type Gateway, gatewayPort, howToGetNginx, startGateway } from './gateway.js'
import { blocksOf } from './outside/blocks.js'
import { openBrowser, type Site, serveSite } from './outside/page.js'
import { makeOutsideProject, type OutsideProject } from './outside/project.js'
import { startTestStack, type TestStack } from './stack.js'

// docs/frontends.md as it stands: its programs in a project of somebody else, its page in a browser, before all of it
// the gateway.

const blocks = blocksOf('docs/frontends.md')
const executable = findChromium()
const missing =
  howToGetNginx() ?? (executable === null ? 'SKIPPED frontends, there is no chromium in the PATH\n' : null)
if (missing !== null) process.stderr.write(missing)

interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  output(): string
}

let stack: TestStack
let gateway: Gateway
let project: OutsideProject
let site: Site
const running: Running[] = []

/** A program that trusts the certificate of the gateway; not by spawnSync, as the stack is in this process. */
function run(command: string, words: readonly string[], settings: Readonly<Record<string, string>> = {}): Running {
  const certificate = join(project.folder, 'gateway.pem')
  const trust = { NODE_EXTRA_CA_CERTS: certificate, CURL_CA_BUNDLE: certificate }
  const env = { ...process.env, ...trust, POLYPHON_KEY: stack.workspace.secretKey, ...settings }
  const child = spawn(command, [...words], { cwd: project.folder, env })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const program = {
    child,
    ended: new Promise<number | null>((resolve) => child.on('close', resolve)),
    output: () => output,
  }
  running.push(program)
  return program
}

const withAddresses = (text: string): string =>
  text.replaceAll('https://cx.example', gateway.origin).replaceAll('https://shop.example', site.origin)

/** The blocks of one language, with the addresses of this stack. */
const textsIn = (language: string): readonly string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => withAddresses(text))

/** The programs of the page, compiled. */
function writePrograms(): void {
  const [backend = '', staff = ''] = textsIn('ts')
  project.write('backend.ts', backend)
  project.write('staff.ts', staff)
  const options = { module: 'nodenext', types: ['node'], files: ['backend.ts', 'staff.ts'] }
  expect(project.compile('TypeScript 7', options)).toBe('')
}

async function putSurvey(): Promise<void> {
  const survey = {
    title: { en: 'Your delivery' },
    questions: [{ id: 'satisfaction', kind: 'csat', text: { en: 'How?' } }],
  }
  await stack.workspace.call('feedback', 'PUT /v1/surveys/delivery', { body: survey })
  // Somebody whom the shop knows since long: feedback has heard of them, too.
  const { body: anna } = await stack.workspace.call('profile', 'PUT /v1/profiles/by/user_id/anna', { body: {} })
  await eventually(async () => {
    const invite = { body: { profileId: anna.id } }
    const { body } = await stack.workspace.call('feedback', 'POST /v1/surveys/delivery/invitations', invite)
    expect(body.decision).toBe('asked')
  })
}

/** A key that was just made is known in every service soon, and the backend listens soon: the page tries neither again. */
async function untilKnown(key: string): Promise<void> {
  await eventually(async () => {
    expect((await stack.workspace.call('feedback', 'POST /v1/answers', { key, body: {} })).status).toBe(400)
    const metrics = await (await fetch(`${stack.url('feedback')}/metrics`)).text()
    expect(metrics).toMatch(/polyphon_open_streams\{service="feedback"\} [1-9]/)
  })
}

beforeAll(async () => {
  if (missing !== null) return
  const port = await gatewayPort()
  stack = await startTestStack({ POLYPHON_ORIGIN: `https://localhost:${port}`, TRUST_PROXY: 'true' })
  gateway = await startGateway(port, (service) => new URL(stack.url(service)).host)
  project = makeOutsideProject()
  project.write('gateway.pem', gateway.certificate)
  mkdirSync(join(project.folder, 'site'))
  const backendPort = await freePort()
  site = await serveSite(join(project.folder, 'site'), {
    '/person-token': async () => (await fetch(`http://127.0.0.1:${backendPort}/person-token`)).text(),
  })
  writePrograms()
  await putSurvey()
  run(process.execPath, ['backend.js'], { PORT: String(backendPort) })
})
afterAll(async () => {
  for (const { child } of running) await endProcess(child, ['SIGTERM', 'SIGKILL'])
  await site?.close()
  await gateway?.close()
  await stack?.close()
  project?.remove()
})

describe.skipIf(missing !== null)('docs/frontends.md', () => {
  it('follows in a backend and in a page what is answered in that page', async () => {
    const [backend] = running
    const key = await eventually(() => {
      const found = /pk_\w+/.exec(backend?.output() ?? '')?.[0]
      if (found === undefined) throw new Error(`There is no key yet: ${backend?.output()}`)
      return found
    })
    project.write('page.js', (textsIn('js')[0] ?? '').replace('pk_live_…', key))
    await build({
      root: project.folder,
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: 'site',
        emptyOutDir: false,
        target: 'es2022',
        lib: { entry: join(project.folder, 'page.js'), formats: ['es'], fileName: 'shop' },
      },
    })
    const html = '<!doctype html><title>Shop</title><button id="answer">answer</button><p id="news"></p>'
    project.write('site/index.html', `${html}<script type="module" src="/shop.js"></script>`)
    await untilKnown(key)
    const browser = await openBrowser(executable ?? '')
    try {
      const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(error.message))
      await page.goto(site.origin)
      await page.click('#answer')
      await eventually(async () => {
        expect(backend?.output(), messages.join('\n')).toContain('Answered: delivery')
        expect(await page.textContent('#news'), messages.join('\n')).toContain('feedback.feedback_given.v1')
        // What the page says of itself leaves later than what it is asked for.
        const { body } = await stack.workspace.call('profile', 'GET /v1/profiles?identifier=user_id:anna')
        expect(body.items).toMatchObject([{ traits: { firstName: 'Anna' } }])
      })
      expect(messages).toEqual([])
    } finally {
      await browser.close()
    }
  })

  it('lets somebody of the firm do what their roles allow', async () => {
    const program = run(process.execPath, ['staff.js'])
    expect(await program.ended, program.output()).toBe(0)
    expect(program.output()).toContain('Anna role_missing')
  })

  it('names an identity provider', async () => {
    const [put = ''] = textsIn('sh')
    const words = ['-euo', 'pipefail', '-c', put]
    const program = run('bash', words, { origin: gateway.origin, key: stack.workspace.secretKey })
    expect(await program.ended, program.output()).toBe(0)
    expect(program.output()).toContain('"audience":"polyphon"')
  })
})

it('is at most two pages, all of which is run', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['ts', 'js', 'sh', 'ts'])
  expect(readFileSync('docs/frontends.md', 'utf8').split('\n').length).toBeLessThan(125)
})
