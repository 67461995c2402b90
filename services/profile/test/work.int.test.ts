import { randomUUID } from 'node:crypto'
import { work as facts } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
const staff = new Map<string, string>()
const HOUR = 3_600_000
const later = (ms: number): string => new Date(NOW.getTime() + ms).toISOString()

beforeAll(async () => {
  profile = await startProfile(NOW)
  for (const [key, body] of [
    ['firm', { name: 'Wanderschuh' }],
    ['service', { name: 'Kundendienst', parent: 'firm', responsibleFor: [{ touchpoint: 'delivery' }] }],
    ['shop', { name: 'Laden', parent: 'firm' }],
  ] as const)
    await put(`units/${key}`, body)
  for (const [name, unit, roles] of [
    ['anna', 'service', ['agent']],
    ['mia', 'service', ['manager']],
    ['sven', 'shop', ['agent']],
    ['chef', 'firm', ['admin']],
  ] as const) {
    staff.set(name, randomUUID())
    await put(`staff/${idOf(name)}`, { name, email: `${name}@shop.example`, unit, roles })
  }
})
afterAll(() => profile.close())

const put = async (path: string, body: object) => {
  const { status, text } = await profile.call(`PUT /v1/${path}`, { body })
  if (status >= 300) throw new Error(`${path}: ${status} ${text}`)
}
const idOf = (name: string): string => staff.get(name) ?? ''
const as = (name: string) => ({ headers: { 'polyphon-on-behalf-of': idOf(name) } })
const open = async (body: object = {}, options: object = {}) => {
  const {
    status,
    body: work,
    text,
  } = await profile.call('POST /v1/work', { body: { why: 'Paket fehlt', ...body }, ...options })
  if (status !== 201) throw new Error(text)
  return work
}
const act = (workId: string, what: string, options: object = {}) =>
  profile.call(`POST /v1/work/${workId}/${what}`, options)
const idsIn = ({ body }: { body: { items: { workId: string }[] } }) => body.items.map(({ workId }) => workId)

describe('work that is opened', () => {
  it('is of whoever is responsible for what it is about, and is told', async () => {
    const profileId = await addPerson(profile)
    const work = await open({ about: { touchpoint: 'delivery' }, profileId, dueAt: later(4 * HOUR) })
    expect(work).toMatchObject({
      kind: 'task',
      service: 'profile',
      state: 'open',
      version: 1,
      profileId,
      openedAt: NOW.toISOString(),
      dueAt: later(4 * HOUR),
      href: `/v1/work/${work.workId}`,
      handOvers: 0,
      formerOwners: [],
      owner: { unit: 'service', because: expect.stringContaining('responsible for touchpoint "delivery"') },
    })
    const [opened] = await profile.waitFor(facts.profile.opened, 1, ({ data }) => data.workId === work.workId)
    expect(opened?.data).toEqual({ ...work })
    expect((await profile.call(`GET /v1/work/${work.workId}`)).body).toEqual(work)
    await eventually(async () => {
      const { body } = await profile.call(`GET /v1/profiles/${profileId}/timeline?kind=work`)
      expect(body.items).toMatchObject([{ kind: 'work', type: 'profile.work_opened.v1', data: { why: 'Paket fehlt' } }])
    })
  })

  it('is of whoever is named, or who stands in for them', async () => {
    expect((await open({ owner: { staffId: idOf('sven') } })).owner).toMatchObject({
      unit: 'shop',
      staffId: idOf('sven'),
    })
    expect((await open({ owner: { unit: 'shop' } })).owner).toMatchObject({ unit: 'shop', staffId: idOf('sven') })
    const absences = [{ from: later(-HOUR), to: later(HOUR), deputy: idOf('anna') }]
    await put(`staff/${idOf('sven')}`, {
      name: 'sven',
      email: 'sven@shop.example',
      unit: 'shop',
      roles: ['agent'],
      absences,
    })
    const { owner } = await open({ owner: { staffId: idOf('sven') } })
    expect(owner).toMatchObject({ staffId: idOf('anna'), because: expect.stringContaining('stands in for') })
    await put(`staff/${idOf('sven')}`, { name: 'sven', email: 'sven@shop.example', unit: 'shop', roles: ['agent'] })
  })

  it.each([
    [{ why: ' ' }, 400, '/body/why'],
    [{ kind: 'case' }, 400, '/body/kind'],
    [{ owner: {} }, 400, '/body/owner'],
    [{ owner: { unit: 'nirgends' } }, 422, '/body/owner/unit'],
    [{ owner: { staffId: randomUUID() } }, 422, '/body/owner/staffId'],
    [{ profileId: randomUUID() }, 422, '/body/profileId'],
    [{ href: 'javascript:alert(1)' }, 400, '/body/href'],
    [{ dueAt: 'morgen' }, 400, '/body/dueAt'],
    [{ about: { farbe: 'blau' } }, 400, '/body/about/farbe'],
  ])('is refused by name: %j', async (body, status, pointer) => {
    const answer = await profile.call('POST /v1/work', { body: { why: 'x', ...body } })
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer])
  })
})

describe('what is done with work', () => {
  it('is acknowledged, handed over and done, each told once with a higher version', async () => {
    const { workId } = await open({ owner: { staffId: idOf('anna') } })
    expect((await act(workId, 'acknowledge')).body).toMatchObject({ state: 'acknowledged', version: 2 })
    expect((await act(workId, 'acknowledge')).body).toMatchObject({ state: 'acknowledged', version: 2 })
    const handed = await act(workId, 'reassign', { body: { unit: 'shop' } })
    expect(handed.body).toMatchObject({ state: 'open', version: 3, owner: { staffId: idOf('sven') }, handOvers: 1 })
    expect(handed.body.formerOwners).toMatchObject([
      { unit: 'service', staffId: idOf('anna'), until: NOW.toISOString() },
    ])
    expect((await act(workId, 'complete')).body).toMatchObject({ state: 'done', version: 4, doneAt: NOW.toISOString() })
    expect((await act(workId, 'complete')).body).toMatchObject({ state: 'done', version: 4 })
    for (const ended of ['acknowledge', 'reassign']) {
      const { status, body } = await act(workId, ended, ended === 'reassign' ? { body: { unit: 'shop' } } : {})
      expect([status, body.code]).toEqual([409, 'work_ended'])
    }
    const ofWork = ({ data }: { data: { workId: string } }) => data.workId === workId
    await profile.waitFor(facts.profile.done, 1, ofWork)
    for (const fact of ['acknowledged', 'reassigned', 'done'] as const)
      expect(profile.published(facts.profile[fact]).filter(ofWork)).toHaveLength(1)
  })

  it('refuses an owner who does not fit, by name', async () => {
    const { workId } = await open()
    const refused = async (body: object) => {
      const { status, body: problem } = await act(workId, 'reassign', { body })
      return [status, problem.code, problem.errors?.[0]?.pointer]
    }
    expect(await refused({ unit: 'nirgends' })).toEqual([422, 'owner_unit_unknown', '/body/unit'])
    expect(await refused({ staffId: randomUUID() })).toEqual([422, 'staff_unknown', '/body/staffId'])
    expect(await refused({ unit: 'shop', staffId: idOf('anna') })).toEqual([
      422,
      'staff_of_other_unit',
      '/body/staffId',
    ])
    expect((await refused({}))[0]).toBe(400)
    expect((await profile.call(`GET /v1/work/${workId}`)).body.version).toBe(1)
  })

  it('is told apart by ten at once: each acts on what the one before has left', async () => {
    const { workId } = await open({ owner: { unit: 'service' } })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, each) =>
        each % 2 === 0
          ? act(workId, 'acknowledge')
          : act(workId, 'reassign', { body: { unit: each % 4 === 1 ? 'shop' : 'service' } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    const { version } = (await profile.call(`GET /v1/work/${workId}`)).body
    const all = Object.values(facts.profile)
    await eventually(() => {
      const versions = all.flatMap((fact) =>
        profile.published(fact).flatMap(({ data }) => (data.workId === workId ? [data.version] : [])),
      )
      expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: version }, (_, at) => at + 1))
    })
  })
})

describe('whose work somebody sees and changes', () => {
  it('is that of their unit and their own', async () => {
    const ofShop = await open({ owner: { unit: 'shop' } })
    const ofService = await open({ owner: { unit: 'service' } })
    const see = async (name: string) => idsIn(await profile.call('GET /v1/work?limit=200', as(name)))
    expect(await see('anna')).toContain(ofService.workId)
    expect(await see('anna')).not.toContain(ofShop.workId)
    expect(await see('chef')).toEqual(expect.arrayContaining([ofShop.workId, ofService.workId]))
    for (const [call, options] of [
      [`GET /v1/work/${ofShop.workId}`, {}],
      [`POST /v1/work/${ofShop.workId}/acknowledge`, {}],
      [`POST /v1/work/${ofShop.workId}/complete`, {}],
      [`POST /v1/work/${ofShop.workId}/reassign`, { body: { unit: 'service' } }],
    ] as const) {
      const { status, body } = await profile.call(call, { ...as('anna'), ...options })
      expect([status, body.code]).toEqual([404, 'work_unknown'])
    }
    await act(ofShop.workId, 'reassign', { body: { staffId: idOf('anna') } })
    expect(await see('anna')).toContain(ofShop.workId)
    const { workId } = await open({ owner: { unit: 'service' } })
    expect((await act(workId, 'reassign', { body: { unit: 'firm' } })).status).toBe(200)
  })

  it('is nobody’s of another workspace', async () => {
    const { workId } = await open()
    const key = profile.other.secretKey
    expect((await profile.call(`GET /v1/work/${workId}`, { key })).status).toBe(404)
    expect((await act(workId, 'complete', { key })).status).toBe(404)
    expect(idsIn(await profile.call('GET /v1/work', { key }))).toEqual([])
  })

  it('falls to the root where a workspace has no unit', async () => {
    const answer = await profile.call('POST /v1/work', {
      key: profile.other.secretKey,
      body: { why: 'x', dueAt: later(-1) },
    })
    expect(answer.body.owner).toMatchObject({ unit: 'root', because: expect.stringContaining('knows no unit') })
  })
})

describe('everybody’s list', () => {
  it('has the work of other services, as their facts say it, the higher version where two cross', async () => {
    const example = {
      ...facts.messaging.opened.example,
      workId: randomUUID(),
      profileId: null,
      openedAt: NOW.toISOString(),
    }
    const owner = { unit: 'service', staffId: idOf('anna'), because: 'x' }
    const publish = (fact: 'opened' | 'done' | 'acknowledged', changes: object) =>
      profile.publish(facts.messaging[fact], profile.workspace.id, { ...example, owner, ...changes })
    await publish('done', { version: 3, state: 'done', doneAt: later(HOUR) })
    await publish('opened', { version: 1, state: 'open' })
    await publish('acknowledged', { version: 2, state: 'acknowledged' })
    const read = () => profile.call(`GET /v1/work/${example.workId}`)
    await eventually(async () =>
      expect((await read()).body).toMatchObject({ version: 3, state: 'done', service: 'messaging' }),
    )
    const { status, body } = await act(example.workId, 'acknowledge')
    expect([status, body.code]).toEqual([409, 'work_elsewhere'])
  })

  it('is by due time, what nothing waits for last, and by pages', async () => {
    const key = (await profile.newWorkspace()).secretKey
    const dues = [undefined, later(3 * HOUR), later(HOUR), undefined, later(2 * HOUR)]
    for (const dueAt of dues) await open({ why: dueAt ?? 'irgendwann', ...(dueAt && { dueAt }) }, { key })
    const seen: (string | null)[] = []
    for (let cursor = ''; ; ) {
      const { body } = await profile.call(`GET /v1/work?limit=2${cursor}`, { key })
      seen.push(...body.items.map(({ dueAt }: { dueAt: string | null }) => dueAt))
      if (body.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    expect(seen).toEqual([later(HOUR), later(2 * HOUR), later(3 * HOUR), null, null])
    const due = await profile.call(`GET /v1/work?due=${later(2 * HOUR + 1)}`, { key })
    expect(due.body.items).toHaveLength(2)
  })
})

describe('work about somebody who was merged', () => {
  it('is found under each of their ids', async () => {
    const [anna, annie] = [await addPerson(profile), await addPerson(profile)]
    const { workId } = await open({ profileId: annie })
    const merged = await profile.call(`POST /v1/profiles/${anna}/merge`, {
      body: { absorbedId: annie, reason: 'one person' },
    })
    expect(merged.status).toBe(200)
    for (const profileId of [anna, annie])
      expect(idsIn(await profile.call(`GET /v1/work?profileId=${profileId}`))).toEqual([workId])
  })
})

describe('work of a unit that is archived', () => {
  it('goes to whoever it would fall to now, once it is late', async () => {
    await put('units/closing', { name: 'Filiale' })
    const { workId } = await open({ owner: { unit: 'closing' }, dueAt: later(30 * 60_000) })
    expect((await profile.call('POST /v1/units/closing/archive')).status).toBe(200)
    await profile.advanceTo(new Date(NOW.getTime() + 30 * 60_000))
    await eventually(async () => {
      const { body } = await profile.call(`GET /v1/work/${workId}`)
      expect(body.owner).toMatchObject({ unit: 'firm', staffId: idOf('chef') })
      expect(body.owner.because).toContain('not there any more')
    })
  })
})

describe('work that is not done in time', () => {
  it('is overdue, and goes up until somebody takes it on; ended, it stays', async () => {
    const { workId } = await open({ owner: { staffId: idOf('anna') }, dueAt: later(2 * HOUR) })
    const done = await open({ owner: { staffId: idOf('anna') }, dueAt: later(2 * HOUR) })
    await act(done.workId, 'complete')
    const read = async () => (await profile.call(`GET /v1/work/${workId}`)).body
    await profile.advanceTo(new Date(NOW.getTime() + 2 * HOUR))
    await eventually(async () =>
      expect(await read()).toMatchObject({
        state: 'open',
        overdueAt: later(2 * HOUR),
        owner: { staffId: idOf('mia') },
      }),
    )
    expect(idsIn(await profile.call('GET /v1/work?due=overdue&limit=200'))).toContain(workId)
    await profile.advanceTo(new Date(NOW.getTime() + 4 * HOUR))
    await eventually(async () => expect(await read()).toMatchObject({ owner: { staffId: idOf('chef'), unit: 'firm' } }))
    await act(workId, 'acknowledge', as('chef'))
    await profile.advanceTo(new Date(NOW.getTime() + 48 * HOUR))
    const last = await read()
    expect(last).toMatchObject({ state: 'acknowledged', handOvers: 2, owner: { staffId: idOf('chef') } })
    const ofWork = ({ data }: { data: { workId: string } }) => data.workId === workId
    await profile.waitFor(facts.profile.escalated, 2, ofWork)
    expect(profile.published(facts.profile.overdue).filter(ofWork)).toHaveLength(1)
    expect(profile.published(facts.profile.overdue).filter(({ data }) => data.workId === done.workId)).toEqual([])
  })
})
