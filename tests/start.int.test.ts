import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalFacts, type LocalHome, type LocalProcess, makeHome } from './local-process.js'

async function start(home: LocalHome): Promise<LocalProcess> {
  const stack = home.run('main.ts')
  await stack.untilPrinted('Ctrl-C stops everything')
  return stack
}

const ask = (facts: LocalFacts, path: string): Promise<Response> =>
  fetch(`${facts.services.profile}${path}`, { headers: { authorization: `Bearer ${facts.secretKey}` } })

async function identify(facts: LocalFacts, userId: string): Promise<number> {
  const answer = await fetch(`${facts.services.profile}/v1/identify`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${facts.publishableKey}:`).toString('base64')}` },
    body: JSON.stringify({ userId, traits: { city: 'Köln' } }),
  })
  return answer.status
}

const isKnown = async (facts: LocalFacts, userId: string): Promise<boolean> => {
  const answer = await ask(facts, `/v1/profiles?identifier=user_id:${userId}`)
  const { items } = (await answer.json()) as { items: unknown[] }
  return items.length === 1
}

describe('npm start', () => {
  let home: LocalHome
  let stack: LocalProcess
  beforeAll(async () => {
    home = await makeHome()
    stack = await start(home)
  })
  afterAll(async () => {
    stack.child.kill('SIGKILL')
    await stack.ended
    home.remove()
  })

  it('says where everything is, on the terminal and in local.json', async () => {
    const facts = home.facts()
    expect(Object.keys(facts.services)).toEqual(['profile', 'journey', 'messaging', 'feedback', 'analytics'])
    for (const text of [facts.secretKey, facts.publishableKey, facts.mailFolder, ...Object.values(facts.services)])
      expect(stack.output()).toContain(text)
    for (const url of Object.values(facts.services)) {
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
      expect((await fetch(`${url}/docs/`)).status).toBe(200)
      const ops = new URL(url)
      ops.port = String(Number(ops.port) + 10)
      for (const at of [url, ops.origin]) expect((await fetch(`${at}/metrics`)).status).toBe(200)
    }
    expect(stack.output().match(/^ {2}curl /gm)).toHaveLength(3)
  })
  it('names the service that cannot use a setting', async () => {
    const other = await makeHome()
    const failed = other.run('main.ts', [], { MAIL_FROM: 'no address' })
    expect(await failed.ended).toBe(1)
    expect(failed.output()).toMatch(/messaging did not start\. The settings are not usable:\n {2}MAIL_FROM: /)
    other.remove()
  })

  it('keeps keys and mail from other users of the machine', () => {
    const folder = home.env['POLYPHON_HOME'] ?? ''
    for (const file of ['local.json', 'secrets.json']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0)
    expect(statSync(home.facts().mailFolder).mode & 0o077).toBe(0)
  })
  it('writes no personal data into its log', async () => {
    await identify(home.facts(), 'canary-person-4711')
    const logs = join(home.env['POLYPHON_HOME'] ?? '', 'logs')
    const services = Object.keys(home.facts().services)
    expect(readdirSync(logs).toSorted()).toEqual([...services, 'event-log'].toSorted())
    for (const name of services) {
      const text = readFileSync(join(logs, name, 'current.log'), 'utf8')
      expect(text).toContain('service.started')
      expect(text).not.toContain('canary-person-4711')
    }
  })
  it('ends with 0 after Ctrl-C and finds its data again', async () => {
    const facts = home.facts()
    expect(await identify(facts, 'before-stop')).toBe(200)
    stack.child.kill('SIGINT')
    expect(await stack.ended).toBe(0)
    // Five services in one process have many listeners, and none that pile up.
    expect(stack.output()).not.toContain('MaxListenersExceededWarning')
    stack = await start(home)
    expect(home.facts().secretKey).toBe(facts.secretKey)
    expect(await isKnown(home.facts(), 'before-stop')).toBe(true)
  })
  it('loses nothing when it is killed, and starts again', async () => {
    expect(await identify(home.facts(), 'before-kill')).toBe(200)
    stack.child.kill('SIGKILL')
    await stack.ended
    stack = await start(home)
    expect(await isKnown(home.facts(), 'before-kill')).toBe(true)
    await eventually(async () => {
      const answer = await fetch(`${home.facts().services.analytics}/v1/metrics/persons.count`, {
        headers: { authorization: `Bearer ${home.facts().secretKey}` },
      })
      const { groups } = (await answer.json()) as { groups: { value: number }[] }
      expect(groups[0]?.value).toBe(3)
    })
  })
})
