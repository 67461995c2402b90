import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { eventually } from '@polyphon/testkit'
import { expect, it } from 'vitest'
import { operations } from '../api/operations.js'
import type { TestStack } from '../stack.js'
import type { Listed } from './things.js'

type Item = Readonly<Record<string, unknown>>

const MOST = 500
const idOf = (item: Item): string =>
  JSON.stringify([
    item['id'],
    item['workId'],
    item['accountKey'],
    item['key'],
    item['staffId'],
    item['profileId'],
    item['address'],
    item['topic'],
    item['purpose'],
    item['seq'],
    item['value'],
  ])

/** What every list does alike. Registers its tests, the first of which fills it. */
export function behavesLikeAList(stack: () => TestStack, listed: Listed): void {
  const { service, operationId, make, filters = {}, bulk = [] } = listed
  let path = listed.path
  const read = async (query: string) => {
    const { status, body } = await stack().workspace.call(
      service,
      `GET ${path}${path.includes('?') ? '&' : '?'}${query}`,
    )
    return { status, body, items: (body.items ?? []) as readonly Item[], next: body.nextCursor as string | null }
  }
  const pointerOf = async (query: string): Promise<readonly unknown[]> => {
    const { status, body } = await read(query)
    return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code]
  }
  const parameters = (): readonly string[] =>
    operations.find((operation) => operation.operationId === operationId)?.parameters.map(({ name }) => name) ?? []
  const sorts = (): readonly string[] =>
    operations
      .find((operation) => operation.operationId === operationId)
      ?.parameters.find(({ name }) => name === 'sort')?.schema.enum ?? []
  const pages = async (query: string, meanwhile?: () => Promise<void>): Promise<readonly string[]> => {
    const names: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { status, items, next: following } = await read(`limit=2${query}${next === '' ? '' : `&cursor=${next}`}`)
      expect([status, items.length <= 2]).toEqual([200, true])
      names.push(...items.map(idOf))
      if (next === '') await meanwhile?.()
      next = following
    }
    return names
  }

  it('is filled', async () => {
    const { workspace } = stack()
    if (path.includes('{profileId}')) {
      const { body } = await workspace.call('profile', 'GET /v1/profiles?identifier=user_id:liste-1')
      path = path.replace('{profileId}', body.items[0].id)
    }
    for (const number of [1, 2, 3, 4, 5]) await make(workspace, number)
    expect((await read(`limit=${MOST}`)).items.length).toBeGreaterThanOrEqual(3)
  })

  it('leaves out nothing and shows nothing twice between its pages, in each of its orders', async () => {
    for (const sort of ['', ...sorts()].map((name) => (name === '' ? '' : `&sort=${name}`))) {
      const all = (await read(`limit=${MOST}${sort}`)).items.map(idOf)
      const found = await pages(sort)
      expect(new Set(found).size, sort).toBe(found.length)
      expect(
        found.filter((name) => all.includes(name)),
        sort,
      ).toEqual(all)
    }
    for (const sort of sorts().filter((name) => !name.startsWith('-'))) {
      const up = (await read(`limit=${MOST}&sort=${sort}`)).items.map(idOf)
      expect((await read(`limit=${MOST}&sort=-${sort}`)).items.map(idOf)).toEqual(up.toReversed())
    }
  })

  it('shows what was there when a page is read while more is coming', async () => {
    const before = (await read(`limit=${MOST}`)).items.map(idOf)
    const found = await pages('', () => make(stack().workspace, 9))
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining(before))
  })

  it('refuses a cursor of another order, of other filters, and a limit that is none', async () => {
    const { next } = await read('limit=1')
    expect(next).toEqual(expect.any(String))
    const others = [...sorts().map((sort) => `sort=${sort}`), ...Object.keys(filters)]
    const answers = await Promise.all(
      others.map(async (other) => (await read(`limit=1&${other}&cursor=${next}`)).body.code),
    )
    // One of the orders is the one that it is made for.
    expect(answers.filter((code) => code !== 'cursor_invalid').length, String(answers)).toBe(sorts().length > 0 ? 1 : 0)
    expect(await pointerOf(`cursor=${String(next).slice(0, -4)}`)).toEqual([400, '/query/cursor', 'cursor_invalid'])
    for (const limit of ['0', '501', 'x'])
      expect((await pointerOf(`limit=${limit}`)).slice(0, 2)).toEqual([400, '/query/limit'])
  })

  it('shows of its items those that fit', async () => {
    const { items } = await read(`limit=${MOST}`)
    for (const [filter, fits] of Object.entries(filters))
      expect((await read(`limit=${MOST}&${filter}`)).items.map(idOf), filter).toEqual(items.filter(fits).map(idOf))
  })

  it('has a period that ends before its end, and never before it begins', async () => {
    if (!parameters().includes('from')) return
    const [early, late] = ['2026-01-01T00:00:00Z', '2199-01-01T00:00:00Z']
    expect(await pointerOf(`from=${late}&to=${early}`)).toEqual([400, '/query/from', 'custom'])
    expect((await read(`from=${early}&to=${early}`)).items).toEqual([])
    expect((await read(`limit=${MOST}&from=${early}&to=${late}`)).items.length).toBeGreaterThanOrEqual(3)
  })

  it('leaves bodies out of a summary, and nothing else', async () => {
    expect(parameters().includes('fields')).toBe(
      bulk.length > 0 || /^list(Templates|Surveys|Journeys)$/.test(operationId),
    )
    if (bulk.length === 0) return
    const [whole, brief] = [
      (await read('limit=1')).items[0] ?? {},
      (await read('limit=1&fields=summary')).items[0] ?? {},
    ]
    expect(Object.keys(whole)).toEqual(expect.arrayContaining([...bulk]))
    expect(Object.keys(brief).filter((name) => bulk.includes(name))).toEqual([])
    expect(idOf(brief)).toBe(idOf(whole))
  })

  if (listed.lines !== true) return
  const lines = async (query: string) => {
    const headers = { accept: 'application/x-ndjson' }
    const {
      status,
      headers: answered,
      text,
    } = await stack().workspace.call(service, `GET ${path}?${query}`, { headers })
    expect([status, answered.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    const all = text.split('\n').filter((line) => line !== '')
    const parsed: readonly Item[] = all.map((line) => JSON.parse(line))
    return { items: parsed.filter((line) => !('nextCursor' in line)), last: parsed.at(-1) ?? {} }
  }

  it.each([
    ['application/json, application/x-ndjson;q=0.5', 'application/json'],
    ['application/x-ndjson, */*', 'application/x-ndjson'],
    ['text/html', null],
    ['application/json;q=0, application/x-ndjson;q=0', null],
  ])('is answered in the form that the caller likes best: %s', async (accept, type) => {
    const { status, headers, body } = await stack().workspace.call(service, `GET ${path}`, { headers: { accept } })
    if (type === null) expect([status, body.code]).toEqual([406, 'not_acceptable'])
    else expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  })

  it('is read line by line, and goes on with what has been written since', async () => {
    const before = (await read(`limit=${MOST}`)).items
    const whole = await eventually(async () => {
      const found = await lines('')
      expect(found.items.map(idOf)).toEqual(expect.arrayContaining(before.map(idOf)))
      return found
    })
    expect(whole.last).toEqual({ nextCursor: expect.any(String), end: true })
    expect(new Set(whole.items.map(idOf)).size).toBe(whole.items.length)
    await make(stack().workspace, 11)
    const { items } = await eventually(async () => {
      const found = await lines(`cursor=${String(whole.last['nextCursor'])}`)
      expect(found.items.length).toBeGreaterThan(0)
      return found
    })
    expect(items.length).toBeLessThan(whole.items.length)
    expect((await lines('updatedSince=2199-01-01T00:00:00Z')).items).toEqual([])
    const brief = (await lines('fields=summary')).items[0] ?? {}
    expect(Object.keys(brief).filter((name) => bulk.includes(name))).toEqual([])
  })

  it('reads no line for whoever asks for the head only', async () => {
    const sent: string[] = []
    const note = (text: unknown): void => void sent.push(String(text))
    subscribe('polyphon.statement', note)
    try {
      const headers = { accept: 'application/x-ndjson' }
      const { status, text } = await stack().workspace.call(service, `HEAD ${path}`, { headers })
      expect([status, text]).toEqual([200, ''])
      // Lines would be read meanwhile.
      await read('limit=1')
      expect(sent.filter((statement) => statement.includes('pg_stat_activity'))).toEqual([])
    } finally {
      unsubscribe('polyphon.statement', note)
    }
  })

  it('says what does not go together with lines, and what needs them', async () => {
    expect(await pointerOf('updatedSince=2026-01-01T00:00:00Z')).toMatchObject([
      400,
      '/query/updatedSince',
      'parameter_misplaced',
    ])
    const headers = { accept: 'application/x-ndjson' }
    const { body } = await stack().workspace.call(service, `GET ${path}?limit=1`, { headers })
    expect(body).toMatchObject({ status: 400, errors: [{ pointer: '/query/limit' }] })
    const { next } = await read('limit=1')
    const paged = await stack().workspace.call(service, `GET ${path}?cursor=${next}`, { headers })
    expect(paged.body).toMatchObject({ status: 400, code: 'cursor_invalid' })
  })
}
