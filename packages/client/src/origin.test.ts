import { describe, expect, it } from 'vitest'
import { createPolyphon } from './index.js'

const key = 'sk_test'

describe('a client of one origin', () => {
  it('has all of them at one origin, but for those that are elsewhere', async () => {
    const requested: string[] = []
    const fetch = async ({ url }: Request): Promise<Response> => {
      requested.push(url)
      return Response.json({ items: [], nextCursor: null })
    }
    const services = { analytics: undefined, journey: 'http://127.0.0.1:7002/' }
    const all = createPolyphon({ origin: 'https://cx.example/', services, key, fetch })
    expect(Object.keys(all).toSorted()).toEqual(['analytics', 'feedback', 'journey', 'messaging', 'profile'])
    await Promise.all([
      all.profile.GET('/v1/profiles'),
      all.journey.GET('/v1/journeys'),
      all.analytics.GET('/v1/metrics'),
    ])
    expect(requested).toEqual([
      'https://cx.example/profile/v1/profiles',
      'http://127.0.0.1:7002/v1/journeys',
      'https://cx.example/analytics/v1/metrics',
    ])
    expect(() => createPolyphon({ origin: 'cx.example', key })).toThrow('The origin is what stands before /profile')
    expect(() => createPolyphon({ origin: 'https://cx.example?x', key })).toThrow('no query')
    // @ts-expect-error: one of them is needed
    expect(() => createPolyphon({ key })).toThrow('Say where the services answer')
    // @ts-expect-error: a slip of the pen
    expect(() => createPolyphon({ origin: 'https://cx.example', services: { profil: '' }, key })).toThrow('profil;')
  })
})
