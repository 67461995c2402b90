import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES, startTestStack, type Tenant, type TestStack } from '../stack.js'
import { openDoor } from './door.js'
import { polyphon } from './run-cli.js'

// Definitions in a folder: from one workspace into git, and from there into another.

let stack: TestStack
const root = mkdtempSync(join(tmpdir(), 'polyphon-definitions-'))
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(async () => {
  await stack?.close()
  rmSync(root, { recursive: true, force: true })
})

const cli = (tenant: Tenant, ...words: string[]) =>
  polyphon(words, {
    folder: root,
    env: {
      POLYPHON_URL: SERVICES.map((name) => `${name}=${stack.url(name)}`).join(','),
      POLYPHON_KEY: tenant.secretKey,
    },
  })
const done = async (tenant: Tenant, ...words: string[]) => {
  const { code, out, err } = await cli(tenant, ...words)
  expect([code, err], out).toEqual([0, ''])
  return out
}
const jsonOf = async (tenant: Tenant, ...words: string[]) => JSON.parse((await cli(tenant, ...words, '--json')).out)
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const change = (file: string, from: string, to: string): void => {
  expect(read(file)).toContain(from)
  write(file, read(file).replace(from, to))
}

const survey = {
  title: { en: 'Your delivery', de: 'Ihre Lieferung' },
  questions: [{ id: 'satisfaction', kind: 'csat', text: { en: 'How was it?', de: 'Wie war es?' }, required: true }],
}
const SURVEY = 'defs/feedback/survey/delivery.yaml'

describe('a folder', () => {
  it('is written from a workspace, in one form', async () => {
    const { workspace } = stack
    await workspace.call('feedback', 'PUT /v1/surveys/delivery', { body: survey })
    await workspace.call('profile', 'PUT /v1/segments/vip', {
      body: { name: 'VIP', condition: { path: 'traits.plan', op: 'eq', value: 'plus' } },
    })
    await workspace.call('profile', 'PUT /v1/segments/a-loyal', {
      body: { name: 'Loyal', condition: { all: [{ segment: 'vip' }, { did: 'Order Completed', atLeast: 3 }] } },
    })
    expect(await done(workspace, 'pull', 'defs')).toContain('feedback/survey/delivery  written')
    expect(read(SURVEY)).toBe(
      `# yaml-language-server: $schema=../../.schemas/feedback/survey.json
title:
  en: Your delivery
  de: Ihre Lieferung
questions:
  - id: satisfaction
    kind: csat
    text:
      en: How was it?
      de: Wie war es?
    scale:
      min: 1
      max: 5
    required: true
ending: null
`,
    )
    expect(JSON.parse(read('defs/.schemas/feedback/survey.json'))).toEqual(
      JSON.parse(readFileSync('packages/cli/schemas/feedback/survey.json', 'utf8')),
    )
    expect(await done(workspace, 'pull', 'defs')).toContain('Nothing has changed: 3 definitions.')
    expect(await done(workspace, 'diff', 'defs')).toContain('The folder says what is there.')
    expect(await done(workspace, 'push', 'defs')).toContain('Nothing was to be done')
  })

  it('says what differs, and is published in the order in which definitions name each other', async () => {
    const { workspace } = stack
    change(SURVEY, 'How was it?', 'How was your delivery?')
    const { code, out } = await cli(workspace, 'diff', 'defs')
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('-      en: How was it?\n+      en: How was your delivery?'),
    ])
    expect(await done(workspace, 'push', 'defs', '--dry-run')).toMatch(/feedback\/survey\/delivery +update/)
    expect((await workspace.call('feedback', 'GET /v1/surveys/delivery')).body.version).toBe(1)
    expect(await done(workspace, 'push', 'defs')).toMatch(/feedback\/survey\/delivery +updated +2/)
    expect(await done(workspace, 'push', 'defs')).toContain('Nothing was to be done')
  })

  it('goes to another workspace as it is, whose second push does nothing', async () => {
    const { other } = stack
    write(
      'defs/journey/journey/after.json',
      JSON.stringify({
        schema: 'polyphon.journey/1',
        class: 'research',
        entry: { triggers: [{ type: 'event', event: 'Order Delivered' }] },
        start: 'ask',
        steps: {
          ask: {
            type: 'ask',
            survey: 'delivery',
            topic: 'feedback',
            channels: ['email'],
            timeout: 'P14D',
            onAnswered: null,
            next: null,
          },
        },
      }),
    )
    const { items } = await jsonOf(other, 'push', 'defs')
    const names = items.map(({ name }: { name: string }) => name)
    expect(names.indexOf('profile/segment/vip')).toBeLessThan(names.indexOf('profile/segment/a-loyal'))
    expect(names.indexOf('feedback/survey/delivery')).toBeLessThan(names.indexOf('journey/journey/after'))
    expect(items).toEqual(items.map(() => expect.objectContaining({ outcome: 'created', findings: [] })))
    // That nobody has granted anything is true; that there is no such survey would not be.
    const warnings = items.flatMap((item: { warnings: readonly { message: string }[] }) => item.warnings)
    for (const { message } of warnings) expect(message).toContain('(permission_missing)')
    expect((await other.call('journey', 'GET /v1/journeys/after')).body.definition.steps.ask.survey).toBe('delivery')
    expect(await done(other, 'push', 'defs')).toContain('Nothing was to be done')
    expect(await done(other, 'diff', 'defs')).toContain('The folder says what is there.')
  })
})

describe('what somebody else has changed there', () => {
  it('is shown and refused, until it is pulled or overwritten', async () => {
    const { other } = stack
    await other.call('profile', 'PUT /v1/segments/vip', {
      body: { name: 'Very important', condition: { path: 'traits.plan', op: 'eq', value: 'gold' } },
    })
    change('defs/profile/segment/vip.yaml', 'name: VIP', 'name: V.I.P.')
    change(SURVEY, 'Wie war es?', 'Wie war Ihre Lieferung?')
    const { code, out } = await cli(other, 'push', 'defs')
    expect([code, out]).toEqual([1, expect.stringContaining('-name: Very important\n+name: V.I.P.')])
    expect(out).toContain('nothing was pushed')
    expect((await other.call('feedback', 'GET /v1/surveys/delivery')).body.version).toBe(1)
    // Pulling does not overwrite what was changed here.
    const pulled = await cli(other, 'pull', 'defs')
    expect([pulled.code, pulled.out]).toEqual([1, expect.stringMatching(/segment\/vip +kept: changed here/)])
    expect(read('defs/profile/segment/vip.yaml')).toContain('name: V.I.P.')
    expect(await done(other, 'push', 'defs', '--force')).toMatch(/segment\/vip +updated +3/)
    expect((await other.call('profile', 'GET /v1/segments/vip')).body.name).toBe('V.I.P.')
    // In the first workspace it was pulled from here.
    expect(await done(stack.workspace, 'push', 'defs')).toMatch(/segment\/vip +updated +2/)
  })

  it('is pulled over what nobody has changed here', async () => {
    const { workspace } = stack
    await workspace.call('profile', 'PUT /v1/segments/vip', {
      body: { name: 'Renamed', condition: { path: 'traits.plan', op: 'eq', value: 'plus' } },
    })
    expect(await done(workspace, 'pull', 'defs')).toMatch(/segment\/vip +written/)
    expect(read('defs/profile/segment/vip.yaml')).toContain('name: Renamed')
  })
})

describe('what is gone', () => {
  it('here, is archived there only if that is said, and comes back when its file does', async () => {
    const { workspace } = stack
    const file = 'defs/profile/segment/a-loyal.yaml'
    const text = read(file)
    rmSync(join(root, file))
    expect(await done(workspace, 'push', 'defs')).toContain('Nothing was to be done')
    expect(await done(workspace, 'push', 'defs', '--prune')).toMatch(/segment\/a-loyal +archived/)
    expect((await workspace.call('profile', 'GET /v1/segments/a-loyal')).body.archivedAt).not.toBeNull()
    write(file, text)
    expect(await done(workspace, 'push', 'defs', '--force')).toMatch(/segment\/a-loyal +updated/)
    expect((await workspace.call('profile', 'GET /v1/segments/a-loyal')).body.archivedAt).toBeNull()
  })

  it('there, is removed here unless somebody has changed it', async () => {
    const { workspace } = stack
    await workspace.call('profile', 'POST /v1/segments/a-loyal/archive')
    expect(await done(workspace, 'pull', 'defs')).toMatch(/segment\/a-loyal +removed/)
    expect(existsSync(join(root, 'defs/profile/segment/a-loyal.yaml'))).toBe(false)
  })

  it('stays as it is while something else names it', async () => {
    const { workspace } = stack
    await workspace.call('profile', 'POST /v1/segments/a-loyal/restore')
    await done(workspace, 'pull', 'defs')
    const text = read('defs/profile/segment/vip.yaml')
    rmSync(join(root, 'defs/profile/segment/vip.yaml'))
    const { code, out } = await cli(workspace, 'push', 'defs', '--prune')
    expect([code, out]).toEqual([1, expect.stringContaining('The segment "a-loyal" names it.')])
    write('defs/profile/segment/vip.yaml', text)
  })
})

describe('a push that breaks off', () => {
  it('says what was taken and what was not, and the next one goes on from there', async () => {
    for (const name of ['a', 'b', 'c'])
      write(`broken/feedback/survey/off-${name}.yaml`, 'title: A\nquestions: [{ id: a, kind: nps, text: Hm? }]\n')
    await using door = await openDoor(stack.url('feedback'))
    const push = () =>
      polyphon(['push', 'broken', '--services', 'feedback', '--json'], {
        folder: root,
        env: { POLYPHON_URL: `feedback=${door.url}`, POLYPHON_KEY: stack.workspace.secretKey },
      })
    // After the first answer the service is away: what it has made of the file cannot be asked for.
    door.closeAfter(1)
    const broken = await push()
    expect([broken.code, broken.err]).toEqual([3, ''])
    const outcomesOf = (out: string) => JSON.parse(out).items.map((item: { outcome: string }) => item.outcome)
    expect(outcomesOf(broken.out)).toEqual(['created', 'refused', 'skipped'])
    expect(broken.out).toContain('it is not known whether it was taken')
    expect(broken.out).toContain('was not sent, as feedback does not answer')
    door.closeAfter(Number.POSITIVE_INFINITY)
    const again = await push()
    const made: readonly { readonly outcome: string }[] = JSON.parse(again.out).items
    expect([again.code, made.map(({ outcome }) => outcome).toSorted()]).toEqual([
      0,
      ['created', 'created', 'unchanged'],
    ])
    await stack.workspace.call('feedback', 'PUT /v1/surveys/off-a', { body: { ...survey, title: 'Theirs' } })
    expect((await push()).code).toBe(1)
  }, 180_000)
})

describe('what is wrong with files', () => {
  it('is said all at once, with file and line, and nothing is sent', async () => {
    write('bad/feedback/survey/one.yaml', 'title: Hello\nquestions:\n  - id: a\n    kind: csat\n    txt: Hm\n')
    write('bad/feedback/survey/two.yaml', 'title: Hello\nquestions: [\n')
    write('bad/feedback/survey/Three.yaml', 'title: Hello\n')
    write('bad/feedback/surveys/four.yaml', 'title: Hello\n')
    write('bad/profile/segment/five.yaml', 'name: A\nname: B\n')
    write(
      'bad/profile/segment/six.json',
      '{"name": "A", "condition": {"path": "a", "op": "eq", "value": 12345678901234567890}}',
    )
    write('bad/profile/segment/seven.txt', '')
    const steps = { a: { type: 'wait', for: 5, next: null }, b: { type: 'nap' }, c: { type: 'exit' } }
    const journey = { schema: 'polyphon.journey/1', class: 'research', entry: { triggers: [] }, start: 'a', steps }
    write('bad/journey/journey/eight.json', JSON.stringify(journey, null, 2))
    write('bad/profile/segment/good.yaml', 'name: Good\ncondition: { path: traits.a, op: eq, value: b }\n')
    const { code, out } = await cli(stack.workspace, 'push', 'bad')
    expect(code).toBe(1)
    for (const line of [
      'feedback/survey/one.yaml:3:5: /questions/0 ',
      'feedback/survey/two.yaml:',
      'feedback/survey/Three.yaml:1:1: has no key as its name',
      'feedback/surveys:1:1: is no kind of feedback; there are survey',
      'profile/segment/five.yaml:2:1: Map keys must be unique',
      'profile/segment/six.json:1:63: is a number that is not kept exactly',
      'profile/segment/seven.txt:1:1: is neither .yaml nor .json',
      'journey/journey/eight.json:5:17: /entry/triggers must NOT have fewer than 1 items',
      'journey/journey/eight.json:11:14: /steps/a/for ',
      'journey/journey/eight.json:15:15: /steps/b/type is none of "ask", "branch"',
      "journey/journey/eight.json:17:10: /steps/c must have required property 'outcome'",
    ])
      expect(out).toContain(line)
    expect((await stack.workspace.call('profile', 'GET /v1/segments/good')).status).toBe(404)
  })

  it('and is found by the service, is said in the same way; what names it is not sent, the others are', async () => {
    write(
      'mean/profile/segment/base.yaml',
      'name: Base\ncondition:\n  all:\n    - did: Order Completed\n      within: P90X\n',
    )
    write('mean/profile/segment/above.yaml', 'name: Above\ncondition: { segment: base }\n')
    write('mean/profile/segment/apart.yaml', 'name: Apart\ncondition: { path: traits.a, op: eq, value: b }\n')
    const { code, out } = await cli(stack.workspace, 'push', 'mean')
    expect(code).toBe(1)
    expect(out).toMatch(/profile\/segment\/base\.yaml:5:15: \/condition\/all\/0\/within /)
    expect(out).toContain('profile/segment/above.yaml:1:1: was not sent, as it names profile/segment/base')
    expect(out).toMatch(/segment\/apart +created/)
  })

  it('is a wrong folder or key', async () => {
    expect(await cli(stack.workspace, 'push', 'nowhere')).toMatchObject({ code: 2 })
    expect(await cli({ ...stack.workspace, secretKey: 'sk_x' }, 'pull', 'x')).toMatchObject({ code: 1 })
    expect(await cli(stack.workspace, 'pull', 'x', '--format', 'toml')).toMatchObject({ code: 2 })
  })
})

describe('the schemas', () => {
  it('are served by each service as they are published', async () => {
    for (const service of readdirSync('packages/cli/schemas'))
      for (const file of readdirSync(join('packages/cli/schemas', service))) {
        const response = await fetch(`${stack.url(service as (typeof SERVICES)[number])}/schemas/${file}`)
        expect(response.headers.get('content-type')).toBe('application/schema+json; charset=utf-8')
        expect(await response.text()).toBe(readFileSync(join('packages/cli/schemas', service, file), 'utf8'))
      }
    const unknown = await fetch(`${stack.url('analytics')}/schemas/survey.json`)
    expect([unknown.status, await unknown.json()]).toEqual([404, expect.objectContaining({ code: 'route_unknown' })])
  })
})
