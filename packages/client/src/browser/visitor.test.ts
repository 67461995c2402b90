import { describe, expect, it } from 'vitest'
import { careful, type Store } from './page.js'
import { openTracking } from './tracking.js'
import { openVisitor } from './visitor.js'

function kept(): Store {
  const values = new Map<string, string>()
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  }
}

describe('a visitor', () => {
  it('is who has signed in or out in another tab', () => {
    const store = kept()
    const [here, there] = [openVisitor(store), openVisitor(store)]
    here.signIn('anna')
    const anna = there.ids()
    expect(anna).toEqual(here.ids())
    here.reset()
    expect(there.ids()).not.toHaveProperty('userId')
    expect(there.ids().anonymousId).not.toBe(anna.anonymousId)
    here.signIn('bert')
    there.signIn('bert')
    expect(there.ids()).toEqual(here.ids())
  })

  it('is who has just signed in, also where the store is full', () => {
    const store = kept()
    openVisitor(store).signIn('anna')
    const visitor = openVisitor({ ...store, setItem: () => undefined })
    visitor.signIn('bert')
    expect(visitor.ids().userId).toBe('bert')
  })

  it('is the same where somebody empties the store', () => {
    const store = kept()
    const visitor = openVisitor(store)
    visitor.signIn('anna')
    const before = visitor.ids()
    store.removeItem('polyphon.visitor')
    expect(visitor.ids()).toEqual(before)
  })

  it('may have a number for an id, and is the same on the next page', async () => {
    const store = kept()
    const ids: unknown[] = []
    const open = () =>
      openTracking({
        url: 'https://cx.example/profile',
        key: 'pk_test',
        store: careful(store),
        onRefused: () => undefined,
        send: async (request) => {
          ids.push(...JSON.parse(await request.text()).batch.map(({ userId }: { userId?: unknown }) => userId))
          return Response.json({ success: true })
        },
      })
    open().identify(42)
    const next = open()
    const first = next.anonymousId()
    for (const nobody of [undefined, null, '', ' ', Number.NaN]) next.identify(nobody)
    next.identify(43)
    await next.flush()
    expect(ids).toEqual(['42', '42', '42', '42', '42', '43'])
    expect(next.anonymousId()).not.toBe(first)
  })
})
