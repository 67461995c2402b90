import { profileMerged } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { keepPeople } from '../copies/people.js'
import { onMany } from '../events/handler.js'
import { defineService } from './service.js'
import { consumersOf } from './start-work.js'

const handlesMerges = onMany([profileMerged], 'inbox', async () => undefined)

const shop = (
  keepsPeople: string | false,
  handlers = [keepPeople({ personal: { tables: [], impersonal: [], ofStaff: [] }, service: 'journey' })],
) =>
  defineService({
    name: 'journey',
    port: 7002,
    title: 'Shop',
    codes: {},
    description: '',
    tags: {},
    settings: z.object({}),
    migrations: new URL('migrations', import.meta.url),
    keepsPeople,
    keepsWorkspaces: false,
    open: async () => ({ tools: {}, close: async () => undefined }),
    groups: { people: 'background' },
    features: [{ consumers: { people: () => handlers } }],
  })
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- none of these handlers looks at what it is given
const groupsOf = (definition: ReturnType<typeof shop>) => consumersOf(definition, {} as never).map(({ group }) => group)

describe('a service that keeps people', () => {
  it('names the group that keeps them', () => {
    expect(groupsOf(shop('people'))).toEqual(['journey.people'])
    expect(groupsOf(shop(false, [handlesMerges]))).toEqual(['journey.people'])
  })

  it('cannot name a group that it has not: whoever waits for the copy would wait for ever', () => {
    expect(() => shop('persons')).toThrow('journey keeps people in "persons", which is none of its groups.')
  })

  it('cannot name a group that handles no people', () => {
    expect(() => groupsOf(shop('people', [handlesMerges]))).toThrow(
      '"journey.people" is to keep people, and handles none of them.',
    )
  })
})
