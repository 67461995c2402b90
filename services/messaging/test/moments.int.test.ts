import { messageDeferred, messageDropped } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GATE_RULES, type GateRule } from '../src/messages/domain/gate.js'
import { type ClaimContext, claimMessages, type Refusals } from '../src/messages/steps/claim-messages.js'
import { prepareMessages } from '../src/messages/steps/prepare-messages.js'
import { TO_NOBODY } from '../src/templates/domain/speech.js'
import { type Messaging, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging({ RENDER_WORKERS: '1' })
  await messaging.call('PUT /v1/templates/slow', { body: template(`${slow}Slow`) })
  await messaging.call('PUT /v1/templates/quick', {
    body: template('Hello {{ person.traits.firstName }}, {{ data.word }}'),
  })
})
afterAll(() => messaging.close())

// Some tens of milliseconds of a thread for each mail, within what a template may cost.
const slow =
  '{% for i in (1..1500) %}{% if data.missing %}{% endif %}{% assign d = i | times: 2 | plus: 1 %}{% endfor %}'
const template = (body: string): Readonly<Record<string, unknown>> => ({
  channel: 'email',
  locales: { en: { subject: 'Hello', body } },
  fallbackLocale: 'en',
})

const permit = (profileId: string, state: string) =>
  messaging.call('PUT /v1/permissions', { body: { profileId, channel: 'email', topic: 'news', state, proof: proof() } })

const attemptsOf = (id: string): Promise<number | undefined> =>
  messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
    const { rows } = await tx.query<{ attempts: number }>(
      'select attempts from message where workspace_id = $1 and message_id = $2',
      [tx.workspaceId, id],
    )
    return rows[0]?.attempts
  })

/** Keeps the only thread busy with what overtakes every mail, until it is let go. */
function holdThread(): () => Promise<void> {
  const { renderer } = messaging.deps.tools
  const sources = { subject: 'Hello', html: slow, text: null }
  const scope = { person: {}, data: {} }
  let isHeld = true
  const keepBusy = async (): Promise<void> => {
    while (isHeld)
      await renderer.render({
        workspaceId: messaging.workspace.id,
        urgency: 'first',
        sources,
        scope,
        speaks: TO_NOBODY,
      })
  }
  // Two, so that one always waits when the other one ends.
  const busy = [keepBusy(), keepBusy()]
  return async () => {
    isHeld = false
    await Promise.all(busy)
  }
}

const isWithThread = (id: string): Promise<void> =>
  eventually(() =>
    messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
      const { rows } = await tx.query<{ stage: string; taken: boolean }>(
        'select stage, prepared_until > now() as taken from message where workspace_id = $1 and message_id = $2',
        [tx.workspaceId, id],
      )
      expect(rows).toEqual([{ stage: 'queued', taken: true }])
    }),
  )

const isKnown = (profileId: string, revision: number): Promise<void> =>
  eventually(() =>
    messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
      const { rows } = await tx.query<{ revision: string }>(
        'select revision from person where workspace_id = $1 and profile_id = $2',
        [tx.workspaceId, profileId],
      )
      expect(rows.map((row) => Number(row.revision))).toEqual([revision])
    }),
  )

/** Orders a message that waits for the only thread, and answers when it does; it is rendered once `goOn` is called. */
async function waitForThread(profileId: string): Promise<{ readonly id: string; goOn(): Promise<void> }> {
  const goOn = holdThread()
  const order = { profileId, template: { key: 'quick' }, data: { word: 'welcome' } }
  const id = await messaging.send({ ...order, class: 'marketing', topic: 'news', priority: 1 })
  await isWithThread(id)
  return { id, goOn }
}

describe('while a mail waits to be rendered', () => {
  it('a withdrawal that has been answered stops it', async () => {
    const profileId = await messaging.person()
    expect((await permit(profileId, 'granted')).status).toBe(200)
    const { id, goOn } = await waitForThread(profileId)
    expect((await permit(profileId, 'withdrawn')).status).toBe(200)
    await goOn()
    expect((await messaging.settled(id, 'dropped')).reason).toBe('permission_withdrawn')
    expect(messaging.mailIds()).not.toContain(id)
    const [event] = await messaging.waitFor(messageDropped, 1, ({ data }) => data.messageId === id)
    expect(event?.data.reason).toBe('permission_withdrawn')
  })

  it('it can be stopped', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted')
    const { id, goOn } = await waitForThread(profileId)
    expect((await messaging.call(`POST /v1/messages/${id}/cancel`)).status).toBeLessThan(300)
    const later = await waitForThread(profileId)
    await Promise.all([goOn(), later.goOn()])
    await messaging.settled(later.id, 'sent')
    expect(messaging.mailIds()).not.toContain(id)
    await messaging.settled(id, 'canceled')
  })

  it('a change of the person is what it says', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted')
    const { id, goOn } = await waitForThread(profileId)
    const email = `${profileId}@example.test`
    await messaging.person({ profileId, revision: 2, traits: { firstName: 'Óscar', email } })
    await isKnown(profileId, 2)
    await goOn()
    const mail = await messaging.mail(id)
    expect(mail.text).toContain('Hello Óscar, welcome')
    await messaging.settled(id, 'sent')
    expect(await attemptsOf(id)).toBe(1)
  })
})

describe('a process that has died while it rendered', () => {
  it('leaves its messages to the next one', async () => {
    const profileId = await messaging.person()
    await permit(profileId, 'granted')
    const { id, goOn } = await waitForThread(profileId)
    // As it stands when nobody is left who renders it: another one begins, and both may come to the claim.
    await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query('update message set prepared_until = now() where workspace_id = $1 and message_id = $2', [
        tx.workspaceId,
        id,
      ]),
    )
    const next = await waitForThread(profileId)
    await isWithThread(id)
    await Promise.all([goOn(), next.goOn()])
    await messaging.settled(id, 'sent')
    expect(await attemptsOf(id)).toBe(1)
  })
})

describe('a rule of the gate', () => {
  const claiming = (more: Partial<ClaimContext>): ClaimContext => ({
    leaseMs: 30_000,
    providerFor: () => 'file',
    providers: new Set(['email']),
    fallbackLocale: null,
    fallbackTimeZone: null,
    templates: new Map(),
    recoveries: new Map(),
    isSuspended: false,
    rules: GATE_RULES,
    reserve: () => Promise.resolve(new Map()),
    charge: () => Promise.resolve(new Map()),
    ...more,
  })

  /** Claims a message, before anybody else can see that it is queued. */
  async function claimUnder(gate: Partial<ClaimContext>): Promise<readonly [string, string]> {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString()
    const to = { channel: 'email', address: 'held@example.test' }
    const id = await messaging.send({ to, template: { key: 'slow' }, class: 'service', topic: 'x', sendAt })
    await eventually(async () => expect((await messaging.settled(id, 'planned')).reason).toBe('scheduled'))
    const outcome = await messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
      await tx.query(
        `update message set written_at = now(), stage = 'queued', delivery = 'queued', template_version = 1, send_at = null, priority = 99
          where workspace_id = $1 and message_id = $2`,
        [tx.workspaceId, id],
      )
      const { drafts } = await prepareMessages(tx, { ...claiming(gate), limit: 1 })
      const content = { subject: 'x', html: 'x', text: 'x' }
      const renderingOf = (texts: unknown) =>
        texts === null ? ({ outcome: 'not_needed' } as const) : ({ outcome: 'rendered', content } as const)
      const ready = drafts.map((draft) => ({ draft, rendering: renderingOf(draft.texts), isLastRound: false }))
      expect(ready.map(({ draft }) => draft.message.messageId)).toEqual([id])
      const [answer] = await claimMessages(tx, ready, claiming(gate))
      return answer?.outcome ?? 'gone'
    })
    return [id, outcome]
  }

  it('may have a message wait, which is sent afterwards', async () => {
    const until = new Date(Date.now() + 1_500)
    const hold: GateRule = { rule: 'channel', decide: () => ({ verdict: 'defer', reason: 'held', until }) }
    const [id, outcome] = await claimUnder({ rules: [...GATE_RULES, hold] })
    expect(outcome).toBe('gone')
    const [event] = await messaging.waitFor(messageDeferred, 1, ({ data }) => data.messageId === id)
    expect([event?.data.reason, event?.data.verdicts?.at(-1)?.until]).toEqual(['held', until.toISOString()])
    await messaging.settled(id, 'sent')
    expect(messaging.deps.now().getTime()).toBeGreaterThanOrEqual(until.getTime())
  })

  it('is not even asked of a workspace that is suspended: what is under way there stays queued', async () => {
    const [id, outcome] = await claimUnder({ isSuspended: true })
    expect(outcome).toBe('gone')
    const { rows } = await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query('select stage, attempts from message where workspace_id = $1 and message_id = $2', [tx.workspaceId, id]),
    )
    expect(rows).toEqual([{ stage: 'queued', attempts: 0 }])
  })

  it('may take a place for a message, and stop it when there is none', async () => {
    const reserves = [{ counter: 'service P7D', most: 1, since: new Date(0) }]
    const cap: GateRule = { rule: 'channel', decide: () => ({ verdict: 'allow', reason: null, reserves }) }
    const taken: string[] = []
    const reserve: ClaimContext['reserve'] = (_tx, wanted) => {
      const refusals: [string, { rule: 'channel'; answer: { verdict: 'drop'; reason: string } }][] = []
      for (const { messageId } of wanted)
        if (taken.length === 0) taken.push(messageId)
        else refusals.push([messageId, { rule: 'channel', answer: { verdict: 'drop', reason: 'cap_reached' } }])
      return Promise.resolve<Refusals>(new Map(refusals))
    }
    const gate = { rules: [...GATE_RULES, cap], reserve }
    const [first, second] = [await claimUnder(gate), await claimUnder(gate)]
    expect([first[1], second[1]]).toEqual(['claimed', 'gone'])
    expect(taken).toEqual([first[0]])
    expect((await messaging.settled(second[0], 'dropped')).reason).toBe('cap_reached')
  })
})
