import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { HubSpot, PUBLIC_URL, SECRET, send, TOKEN } from './hubspot-peer.js'
import { type Program, startProgram } from './program.js'

const folder = mkdtempSync(join(tmpdir(), 'polyphon-hubspot-'))
const hubspot = new HubSpot()
let stack: TestStack
let program: Program
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  stack = await startTestStack()
  env = {
    PROFILE_URL: stack.url('profile'),
    POLYPHON_KEY: stack.workspace.secretKey,
    HUBSPOT_SECRET: SECRET,
    HUBSPOT_TOKEN: TOKEN,
    HUBSPOT_URL: await hubspot.listen(),
    PUBLIC_URL,
    STATE_FILE: join(folder, 'state.jsonl'),
    POLL_MS: '100',
  }
  program = await startProgram('connectors/hubspot.ts', env)
})
afterAll(async () => {
  await program?.stop()
  hubspot.close()
  await stack?.close()
  rmSync(folder, { recursive: true })
})

const personOf = async (identifier: string) => {
  const { body } = await stack.workspace.call(
    'profile',
    `GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`,
  )
  return body.items[0]
}
const put = async (identifier: string, traits: object) => {
  const path = identifier.replace(':', '/')
  const { status, text, body } = await stack.workspace.call('profile', `PUT /v1/profiles/by/${path}`, {
    body: { traits },
  })
  expect(status, text).toBeLessThan(300)
  return body
}
const valuesOf = (email: string) => hubspot.contacts.get(hubspot.byEmail(email) ?? '')?.properties
const writesOf = (id: string) =>
  hubspot.calls.flatMap(({ operation, inputs }) =>
    operation === 'read' ? [] : inputs.filter((input) => input.id === id || hubspot.byEmail(input.id) === id),
  )
let markers = 0
/** Everything that was written in Polyphon before now has been looked at: somebody who came later has arrived. */
const exported = async () => {
  const email = `marke-${(markers += 1)}@example.org`
  await put(`user_id:marke-${markers}`, { email })
  await eventually(() => expect(valuesOf(email)).toBeDefined())
  await eventually(async () => expect(await personOf(`hubspot_contact_id:${hubspot.byEmail(email)}`)).toBeDefined())
}

describe('a contact of HubSpot', () => {
  it('becomes a person, and changes with them', async () => {
    hubspot.write('7', { email: 'anke@example.org', firstname: 'Anke', lastname: 'Müller', jobtitle: 'Köchin' })
    expect(await hubspot.deliver(program)).toEqual([200])
    const { traits, identifiers } = await personOf('hubspot_contact_id:7')
    expect(traits).toEqual({ email: 'anke@example.org', firstName: 'Anke', lastName: 'Müller', title: 'Köchin' })
    expect(identifiers.map(({ type }: { type: string }) => type).toSorted()).toEqual(['email', 'hubspot_contact_id'])
    hubspot.write('7', { jobtitle: '', lastname: 'Müller-Groß' })
    expect(await hubspot.deliver(program)).toEqual([200])
    expect((await personOf('hubspot_contact_id:7')).traits).toEqual({
      email: 'anke@example.org',
      firstName: 'Anke',
      lastName: 'Müller-Groß',
    })
  })

  it('is said once, however often it is delivered, and is not sent back', async () => {
    const { revision } = await personOf('hubspot_contact_id:7')
    const event = { objectId: 7, occurredAt: Date.now(), subscriptionType: 'contact.propertyChange' }
    expect((await send(program, [event, event])).text).toContain('0 with something new')
    // An app of the newer platform, and things that are no contacts.
    const other = { ...event, subscriptionType: 'object.propertyChange', objectTypeId: '0-1' }
    expect((await send(program, [other])).text).toContain('1 contacts, 1 found')
    expect((await send(program, [{ ...other, objectTypeId: '0-2' }])).text).toContain('nobody handles')
    await exported()
    expect((await personOf('hubspot_contact_id:7')).revision).toBe(revision)
    expect(writesOf('7')).toEqual([])
  })

  it('that HubSpot has lost is said, and makes nobody', async () => {
    const event = { objectId: 404, occurredAt: Date.now(), subscriptionType: 'contact.creation' }
    expect((await send(program, [event])).text).toContain('1 contacts, 0 found')
    expect(await personOf('hubspot_contact_id:404')).toBeUndefined()
  })

  it('that became one with another is one person', async () => {
    hubspot.write('8', { email: 'a.mueller@example.net', firstname: 'Anke' })
    await hubspot.deliver(program)
    const [kept, absorbed] = [await personOf('hubspot_contact_id:7'), await personOf('hubspot_contact_id:8')]
    hubspot.contacts.delete('8')
    const merge = { subscriptionType: 'contact.merge', objectId: 7, primaryObjectId: 7, mergedObjectIds: [8] }
    for (const _ of [1, 2])
      expect((await send(program, [{ ...merge, occurredAt: Date.now(), newObjectId: 7 }])).status).toBe(200)
    expect((await personOf('hubspot_contact_id:8')).id).toBe(kept.id)
    expect((await personOf('hubspot_contact_id:7')).absorbedIds).toEqual([absorbed.id])
  })

  it('that is deleted stays a person, with something to do for somebody', async () => {
    const at = Date.now()
    const events = ['contact.privacyDeletion', 'contact.deletion'].map((subscriptionType) => ({
      subscriptionType,
      objectId: 7,
      occurredAt: at,
    }))
    for (const _ of [1, 2])
      expect((await send(program, events)).text).toMatch(
        /Erasure Requested, contact 7, .*CRM Contact Deleted, contact 7/,
      )
    const { id } = await personOf('hubspot_contact_id:7')
    const { body } = await stack.workspace.call('profile', `GET /v1/profiles/${id}/timeline?kind=interaction`)
    const names = body.items.map(({ data }: { data: { name: string | null } }) => data.name)
    expect(names.filter((name: string | null) => name === 'Erasure Requested').length).toBe(1)
    expect((await send(program, [{ ...events[0], objectId: 999 }])).text).toContain('nobody is known as contact 999')
    const calls = hubspot.calls.length
    await stack.workspace.call('profile', 'PUT /v1/profiles/by/hubspot_contact_id/7', {
      body: { traits: { title: 'Wirtin' } },
    })
    await exported()
    expect(hubspot.calls.slice(calls).flatMap(({ inputs }) => inputs).length).toBe(1)
    await send(program, [{ subscriptionType: 'contact.restore', objectId: 7, occurredAt: Date.now() }])
    await stack.workspace.call('profile', 'PUT /v1/profiles/by/hubspot_contact_id/7', {
      body: { traits: { title: 'Chefin' } },
    })
    await eventually(() => expect(hubspot.contacts.get('7')?.properties['jobtitle']).toBe('Chefin'))
  })
})

describe('a person of Polyphon', () => {
  it('becomes the contact with their address, and changes with it, even when the address does', async () => {
    await put('user_id:bodo', { email: 'Bodo@Example.org', firstName: 'Bodo', age: 44, title: { none: true } })
    await eventually(() => expect(valuesOf('Bodo@Example.org')).toMatchObject({ firstname: 'Bodo' }))
    const id = hubspot.byEmail('Bodo@Example.org') ?? ''
    await eventually(async () => expect(await personOf(`hubspot_contact_id:${id}`)).toBeDefined())
    await put('user_id:bodo', { email: 'bodo@example.net', phone: '+491511234567' })
    await eventually(() => expect(hubspot.contacts.get(id)?.properties['phone']).toBe('+491511234567'))
    expect(hubspot.contacts.get(id)?.properties['email']).toBe('bodo@example.net')
    // The second time only what has changed, by the contact's id.
    expect(writesOf(id).at(-1)).toMatchObject({ id, properties: { email: 'bodo@example.net', phone: '+491511234567' } })
    expect(Object.keys(writesOf(id).at(-1)?.properties ?? {})).toEqual(['email', 'phone'])
  })

  it('is not told to us again by what we have written ourselves', async () => {
    await exported()
    const { id, revision } = await personOf('user_id:bodo')
    const writes = hubspot.calls.length
    expect(hubspot.events.length).toBeGreaterThan(2)
    expect(new Set(await hubspot.deliver(program))).toEqual(new Set([200]))
    await exported()
    expect((await personOf('user_id:bodo')).revision).toBe(revision)
    const later = hubspot.calls.slice(writes).filter(({ operation }) => operation !== 'read')
    expect(later.flatMap(({ inputs }) => inputs.map((input) => input.objectWriteTraceId))).not.toContain(id)
  })

  it('keeps what both sides change at the same time, property by property', async () => {
    const contact = hubspot.byEmail('bodo@example.net') ?? ''
    hubspot.write(contact, { lastname: 'Brandt' })
    await put('user_id:bodo', { title: 'Bäcker' })
    await exported()
    expect(await hubspot.deliver(program)).toEqual([200])
    expect((await personOf('user_id:bodo')).traits).toMatchObject({ lastName: 'Brandt', title: 'Bäcker' })
    expect(hubspot.contacts.get(contact)?.properties).toMatchObject({ lastname: 'Brandt', jobtitle: 'Bäcker' })
  })

  it('without an address, or without anything that HubSpot has a place for, is no contact', async () => {
    const [before, calls] = [hubspot.contacts.size, hubspot.calls.length]
    await put('user_id:carla', { firstName: 'Carla' })
    await put('user_id:bodo', { colour: 'blau' })
    await exported()
    expect(hubspot.contacts.size).toBe(before + 1)
    expect(hubspot.calls.slice(calls).flatMap(({ inputs }) => inputs).length).toBe(1)
  })

  it('goes over with many others, at most 100 at once, each once', async () => {
    const batch = Array.from({ length: 250 }, (_, index) => ({
      type: 'identify',
      userId: `viele-${index}`,
      traits: { email: `viele-${index}@example.org` },
    }))
    const calls = hubspot.calls.length
    expect((await stack.workspace.call('profile', 'POST /v1/batch', { body: { batch } })).status).toBe(200)
    await eventually(() => expect(valuesOf('viele-249@example.org')).toBeDefined())
    await exported()
    const sizes = hubspot.calls.slice(calls).map(({ inputs }) => inputs.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
    expect(batch.filter(({ traits }) => valuesOf(traits.email) === undefined)).toEqual([])
    expect(new Set([...hubspot.contacts.values()].map(({ properties }) => properties['email'])).size).toBe(
      hubspot.contacts.size,
    )
  })

  it.each([true, false])('whom HubSpot refuses holds up nobody; the whole batch: %s', async (isStrict) => {
    hubspot.isStrict = isStrict
    const emails = ['gut-1@example.org', 'nie@example.invalid', 'gut-2@example.org'].map(
      (email) => `${isStrict}-${email}`,
    )
    const batch = emails.map((email) => ({ type: 'identify', userId: email, traits: { email } }))
    await stack.workspace.call('profile', 'POST /v1/batch', { body: { batch } })
    await exported()
    expect(emails.map((email) => valuesOf(email) !== undefined)).toEqual([true, false, true])
    const { id: person } = await personOf(`user_id:${emails[1]}`)
    const failed = program.lines().flatMap((line) => (line['failed'] ?? []) as readonly object[])
    expect(failed).toContainEqual({ why: 'VALIDATION_ERROR', person })
    hubspot.isStrict = false
  })
})

describe('HubSpot that asks for patience', () => {
  it.each([
    [429, { 'retry-after': '1' }, { policyName: 'TEN_SECONDLY_ROLLING' }, 1_000],
    [423, {}, {}, 2_000],
    [477, { 'retry-after': '1' }, {}, 1_000],
    [503, { 'retry-after': '1' }, {}, 1_000],
  ])('by %s is asked again when it says', async (status, headers, body, atLeastMs) => {
    const begun = Date.now()
    hubspot.refusals.push({ status, headers, body })
    await exported()
    expect(hubspot.refusals).toEqual([])
    expect((hubspot.calls.find(({ at }) => at >= begun)?.at ?? 0) - begun).toBeGreaterThanOrEqual(atLeastMs)
  })

  it.each([
    [429, { policyName: 'DAILY' }],
    [401, {}],
    [400, { category: 'VALIDATION_ERROR' }],
  ])('by %s gets its webhook again later', async (status, body) => {
    const event = { objectId: 7, occurredAt: Date.now(), subscriptionType: 'contact.propertyChange' }
    hubspot.refusals.push({ status, body })
    expect((await send(program, [event])).status).toBe(503)
    expect((await send(program, [event])).status).toBe(200)
  })
})

describe('the connector', () => {
  it('refuses what is not signed by HubSpot for this URL, within five minutes', async () => {
    const minutes = 60_000
    const event = { objectId: 7, occurredAt: Date.now(), subscriptionType: 'contact.propertyChange' }
    for (const sent of [
      { secret: 'other' },
      { url: 'https://crm.example.org/other' },
      { signature: '' },
      { at: Date.now() - 6 * minutes },
      { at: Date.now() + 6 * minutes },
      { at: Number.NaN },
    ])
      expect((await send(program, [event], sent)).status).toBe(401)
    expect((await send(program, [event], { at: Date.now() - 4 * minutes })).status).toBe(200)
  })

  it('goes on where it was ended or killed, and sends nothing again', async () => {
    await exported()
    expect(await program.stop()).toBe(0)
    await put('user_id:bodo', { phone: '+491519999999' })
    hubspot.events.length = 0
    hubspot.write('7', { firstname: 'Änne' })
    const calls = hubspot.calls.length
    program = await startProgram('connectors/hubspot.ts', env)
    await exported()
    expect(await hubspot.deliver(program)).toEqual([200])
    const written = hubspot.calls.slice(calls).filter(({ operation }) => operation !== 'read')
    expect(written.flatMap(({ inputs }) => inputs.map(({ properties }) => properties))).toEqual([
      { phone: '+491519999999' },
      { email: expect.stringContaining('marke-') },
    ])
    expect((await personOf('hubspot_contact_id:7')).traits.firstName).toBe('Änne')
    await program.kill()
    // What was being written when it died.
    appendFileSync(env['STATE_FILE'] ?? '', '{"contact":"7","has')
    program = await startProgram('connectors/hubspot.ts', env)
    await exported()
    expect(
      hubspot.calls.slice(calls).flatMap(({ operation, inputs }) => (operation === 'read' ? [] : inputs)).length,
    ).toBe(3)
  })

  it('has its webhooks sent again while Polyphon is not there', async () => {
    const lonely = await startProgram('connectors/hubspot.ts', {
      ...env,
      PROFILE_URL: 'http://127.0.0.1:9',
      STATE_FILE: join(folder, 'lonely.jsonl'),
    })
    const event = { objectId: 7, occurredAt: Date.now(), subscriptionType: 'contact.propertyChange' }
    expect((await send(lonely, [event])).status).toBe(503)
    await eventually(() => expect(lonely.output()).toContain('"again":"in 0.4 s"'))
    await lonely.kill()
  })

  it('goes on when its export breaks off', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      response.write('{"id":"1","identifiers":[],"traits":{}}\n{"id":', () => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const broken = await startProgram('connectors/hubspot.ts', {
      ...env,
      PROFILE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      STATE_FILE: join(folder, 'broken.jsonl'),
    })
    await eventually(() => expect(broken.output()).toContain('"again":"in 0.8 s"'))
    expect(await broken.stop()).toBe(0)
    server.close()
  })

  it('leaves no person in its log and its state', () => {
    const all = program.output() + readFileSync(env['STATE_FILE'] ?? '', 'utf8')
    for (const word of ['anke', 'Müller', 'bodo', 'Bodo', '49151', 'Brandt', 'example.'])
      expect(all).not.toContain(word)
  })
})
