import { journeyPublished, permissionChanged, surveyPublished, templatePublished } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journey, journeyOf, putJourney, send, startJourney } from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(async () => service.close())

const put = (key: string, body: unknown, key2?: string | null): ReturnType<Journey['call']> =>
  service.call(`PUT /v1/journeys/${key}`, key2 === undefined ? { body } : { body, key: key2 })
// oxlint-disable-next-line typescript/no-explicit-any -- problems of every kind
const pointers = (answer: any): string[] => answer.body.errors.map((fault: { pointer: string }) => fault.pointer)

describe('publishing a journey', () => {
  it('answers 201 for the first version, 200 for the next, and the same version for the same content', async () => {
    const first = await put('nach-der-lieferung', journeyOf({ danke: send() }, { name: 'Nach der Lieferung' }))
    expect([first.status, first.body.version, first.body.status]).toEqual([201, 1, 'live'])
    expect(first.headers.get('etag')).toBe('"1"')
    const same = await put('nach-der-lieferung', journeyOf({ danke: send() }, { name: 'Nach der Lieferung' }))
    expect([same.status, same.body.version]).toEqual([200, 1])
    const next = await put('nach-der-lieferung', journeyOf({ danke: send({ template: 'groesse' }) }))
    expect([next.status, next.body.version]).toEqual([200, 2])
    const old = await service.call('GET /v1/journeys/nach-der-lieferung?version=1')
    expect(old.body.definition.name).toBe('Nach der Lieferung')
  })

  it('answers the definition exactly as it was put', async () => {
    const given = { start: 'b', steps: { b: { outcome: 'x', type: 'exit' } }, schema: 'polyphon.journey/1' }
    const definition = { ...given, entry: { triggers: [{ type: 'api' }] }, class: 'marketing', name: 'Größe & „Maß“' }
    await putJourney(service, 'as-put', definition)
    const { body } = await service.call('GET /v1/journeys/as-put')
    expect(JSON.stringify(body.definition)).toBe(JSON.stringify(definition))
  })

  it('warns of what it names in vain, until this service has a read copy of it', async () => {
    const ask = { type: 'ask', survey: 'frage', topic: 'rat', channels: ['email'], timeout: 'P1D', onAnswered: null }
    const definition = journeyOf(
      { offer: send({ template: 'angebot', topic: 'rat', next: 'frage' }), frage: { ...ask, next: null } },
      { class: 'marketing' },
    )
    const codes = async (): Promise<readonly string[]> => {
      const { body } = await put('vergeblich', definition)
      return body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
    }
    expect(await codes()).toEqual([
      '/body/steps/offer/template template_missing',
      '/body/steps/frage/survey survey_missing',
      '/body/steps/offer/topic permission_missing',
      '/body/steps/frage/topic permission_missing',
    ])
    const { id } = service.workspace
    const example = { ...templatePublished.example, key: 'angebot', channel: 'email', variables: [] }
    await service.publish(templatePublished, id, example)
    await service.publish(surveyPublished, id, { ...surveyPublished.example, key: 'frage' })
    const permission = { ...permissionChanged.example, channel: 'email', topic: 'rat' }
    await service.publish(permissionChanged, id, { ...permission, state: 'existing_customer' })
    await eventually(async () => expect(await codes()).toEqual(['/body/steps/frage/topic permission_missing']))
    await service.publish(permissionChanged, id, { ...permission, profileId: crypto.randomUUID(), state: 'granted' })
    await eventually(async () => expect(await codes()).toEqual([]))
  })

  it('names 20 warnings and no more, however many steps there are', async () => {
    const steps = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => {
        const next = index === 29 ? null : `s${index + 1}`
        return [`s${index}`, send({ template: `nie-${index}`, topic: `nie-${index}`, next })]
      }),
    )
    const { status, body } = await put('viele-warnungen', journeyOf(steps, { class: 'marketing', start: 's0' }))
    expect([status, body.warnings.length]).toEqual([201, 20])
  })

  it('publishes it for other services', async () => {
    await putJourney(
      service,
      'veroeffentlicht',
      journeyOf({ danke: send() }, { owner: 'kundendienst', purpose: 'service' }),
    )
    const [event] = await service.waitFor(journeyPublished, 1, ({ data }) => data.key === 'veroeffentlicht')
    expect(event?.data).toMatchObject({
      version: 1,
      status: 'live',
      triggers: ['Order Delivered'],
      owner: 'kundendienst',
    })
  })

  it('refuses what has not the form of a journey, and names each field', async () => {
    const answer = await put('bad-form', {
      ...journeyOf({ danke: send({ expiresAfter: 'P1M', nonsense: 1 }) }),
      entry: { triggers: [{ type: 'event', event: 'X', where: { path: 'age', op: 'eq', value: 1 } }] },
      class: 'loud',
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'input_invalid'])
    expect(pointers(answer).toSorted()).toEqual([
      '/body/class',
      '/body/entry/triggers/0/where/path',
      '/body/steps/danke/expiresAfter',
      '/body/steps/danke/nonsense',
    ])
  })

  it.each(['experiment', 'decide', 'task', 'call', 'enter', 'dance'])(
    'refuses the step type %s as not yet known',
    async (type) => {
      const answer = await put('too-early', journeyOf({ first: { type, next: null } }))
      expect([answer.status, answer.body.code]).toEqual([422, 'step_type_unknown'])
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ pointer: '/body/steps/first/type', code: 'step_type_unknown' }),
      ])
    },
  )

  it('refuses what cannot work, with every fault at once', async () => {
    const answer = await put(
      'cannot-work',
      journeyOf(
        {
          a: send({
            next: 'nowhere',
            mode: 'all',
            data: { x: { path: 'secret.x' } },
            fallback: { unless: 'read', within: 'PT1H' },
          }),
          b: { type: 'wait', next: 'c' },
          c: {
            type: 'branch',
            cases: [
              { id: 'x', when: { message: 'b', state: 'read' }, next: 'b' },
              { id: 'x', when: { consent: { purpose: 'research' } }, next: null },
              { id: 'y', when: { did: 'Kauf', within: 'P500D' }, next: null },
            ],
            next: null,
          },
          d: { type: 'exit', outcome: 'never' },
        },
        {
          entry: {
            triggers: [
              { type: 'schedule', cron: '* * * * *', tz: 'person', audience: 'vip' },
              { type: 'event', event: 'X', correlateBy: 'traits.id' },
            ],
            reentry: { mode: 'never' },
          },
        },
      ),
    )
    expect([answer.status, answer.body.code]).toEqual([422, 'journey_invalid'])
    expect(answer.body.errors.map((fault: { pointer: string; code: string }) => [fault.pointer, fault.code])).toEqual([
      ['/body/entry/triggers/0/type', 'trigger_type_unknown'],
      ['/body/steps/a/next', 'step_unknown'],
      ['/body/steps/c/cases/0/next', 'cycle'],
      ['/body/steps/a/data/x/path', 'path_root_unknown'],
      ['/body/steps/a/mode', 'send_mode_unknown'],
      ['/body/steps/a/fallback', 'fallback_without_channel'],
      ['/body/steps/b', 'wait_without_end'],
      ['/body/steps/c/cases/1/id', 'id_taken'],
      ['/body/steps/c/cases/0/when/message', 'send_step_unknown'],
      ['/body/steps/c/cases/1/when', 'condition_unknown'],
      ['/body/steps/c/cases/2/when', 'history_too_long'],
      ['/body/entry/triggers/1/correlateBy', 'path_root_unknown'],
    ])
  })

  it('refuses steps that nothing leads to, and a start that is none', async () => {
    const stray = await put('stray', journeyOf({ a: send(), b: { type: 'exit', outcome: 'x' } }))
    expect(stray.body.errors).toEqual([expect.objectContaining({ pointer: '/body/steps/b', code: 'step_unreachable' })])
    const lost = await put('lost', journeyOf({ a: send() }, { start: 'z' }))
    expect(lost.body.errors).toEqual([expect.objectContaining({ pointer: '/body/start', code: 'step_unknown' })])
  })

  it('is refused without the right credential', async () => {
    const definition = journeyOf({ a: send() })
    expect((await put('closed', definition, null)).status).toBe(401)
    expect((await put('closed', definition, service.workspace.publishableKey)).status).toBe(403)
    expect((await put('Größe', definition)).status).toBe(400)
  })
})

describe('reading journeys', () => {
  it('lists them by key, page by page', async () => {
    for (const key of ['l-a', 'l-b', 'l-c']) await putJourney(service, key, journeyOf({ a: send() }))
    const keys: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const { body } = await service.call(`GET /v1/journeys?limit=2${query}`)
      keys.push(...body.items.map((item: { key: string }) => item.key))
      cursor = body.nextCursor
    }
    expect(keys).toEqual(keys.toSorted())
    expect(keys).toEqual(expect.arrayContaining(['l-a', 'l-b', 'l-c']))
    expect((await service.call('GET /v1/journeys?cursor=nonsense')).status).toBe(400)
  })

  it('shows another workspace nothing', async () => {
    await putJourney(service, 'private', journeyOf({ a: send() }))
    const key = service.other.secretKey
    const foreign = await service.call('GET /v1/journeys/private', { key })
    const unknown = await service.call('GET /v1/journeys/unknown', { key })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'journey_unknown'])
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect((await service.call('POST /v1/journeys/private/stop', { key, body: {} })).status).toBe(404)
    expect((await service.call('GET /v1/journeys/private/runs', { key })).status).toBe(404)
    const body = { profileId: '01942d3a-7c00-7000-8000-00000000a11a' }
    expect((await service.call('POST /v1/journeys/private/runs', { key, body })).status).toBe(404)
    expect((await service.call('GET /v1/journeys', { key })).body.items).toEqual([])
  })
})
