import { setTimeout } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineForEverybody } from './everybodys-definitions.js'
import { type History, histories, newPair, type Pair, take, userOf } from './split/history.js'
import { differences, openProjection, type Projection } from './split/projection.js'
import { SERVICES, startTestStack, type Tenant, type TestStack } from './stack.js'

const SEED = Number(process.env['POLYPHON_SIM_SEED'] ?? 20_261_130)
const PAIRS = 12

/** For so long nothing has changed where all that was on its way has arrived. */
const STILL_MS = 700

let stack: TestStack
let projection: Projection
beforeAll(async () => {
  stack = await startTestStack()
  projection = openProjection(stack)
  await Promise.all([stack.workspace, stack.other].map(define))
}, 120_000)
afterAll(async () => {
  await projection?.close()
  await stack?.close()
})

async function define({ must }: Tenant): Promise<void> {
  await defineForEverybody({ must })
  const of = (compute: string, more: object = {}) => ({ name: compute, compute, event: 'Order Completed', ...more })
  await must('profile', 'PUT /v1/computed-traits/orders', of('count'))
  await must('profile', 'PUT /v1/computed-traits/spent', of('sum', { property: 'total', purpose: 'profiling' }))
  const segments = {
    from_ulm: { condition: { path: 'traits.city', op: 'eq', value: 'Ulm' } },
    buyers: { condition: { path: 'traits.orders', op: 'gte', value: 2 } },
    profiled: { condition: { path: 'traits.email', op: 'exists' }, purpose: 'profiling' },
  }
  for (const [key, segment] of Object.entries(segments))
    await must('profile', `PUT /v1/segments/${key}`, { name: key, ...segment })
}

/** The same history of two people twice, in one workspace with a merge and a split, in the other one without. */
async function tryOut(index: number, { before, since }: History): Promise<void> {
  const workspaces = [stack.workspace, stack.other] as const
  const pairs = await Promise.all(workspaces.map(({ must }) => newPair(must, `p${index}`)))
  const both = workspaces.map((workspace, at) => ({ workspace, pair: pairs[at] as Pair }))
  const all = (steps: History['before'], from: number) =>
    Promise.all(
      both.map(async ({ workspace, pair }) => {
        for (const [nth, step] of steps.entries()) await take(workspace.must, pair, step, from + nth)
      }),
    )
  const kept = (side: 'left' | 'right') =>
    Promise.all(both.map(({ workspace, pair }) => projection.keptOf(workspace.id, pair.ids[side])))
  const areAlike = async (what: string): Promise<void> => {
    for (const side of ['left', 'right'] as const) {
      const [is = {}, was = {}] = await kept(side)
      expect(differences(is, was), `${what}, seed ${SEED}, pair ${index}, ${side}`).toEqual([])
    }
  }
  await eventually(async () => {
    for (const of of [...(await kept('left')), ...(await kept('right'))])
      for (const service of SERVICES)
        expect(of).toHaveProperty([`${service}.${service === 'profile' ? 'profile' : 'person'}`])
  })
  await all(before, 0)
  await eventually(async () => {
    const seen = JSON.stringify([await kept('left'), await kept('right')])
    await areAlike('before')
    expect(await Promise.all(workspaces.map(({ id }) => projection.hasPublished(id)))).toEqual([true, true])
    await setTimeout(STILL_MS)
    expect(JSON.stringify([await kept('left'), await kept('right')])).toBe(seen)
  })
  const { must } = stack.workspace
  const { name, ids } = pairs[0] as Pair
  const { left, right } = ids
  await must('profile', `POST /v1/profiles/${left}/merge`, { absorbedId: right, reason: 'taken for one' })
  await all(since, 100)
  const identifiers = [{ type: 'user_id', value: userOf(name, 'right') }]
  await must('profile', `POST /v1/profiles/${left}/split`, { identifiers, reason: 'two after all' })
  await eventually(() => areAlike(JSON.stringify({ before, since })), { everyMs: 500 })
}

describe('two people who were taken for one and are two again', () => {
  it('have in all services what they would have had if they had never been', async () => {
    const drawn = [...fc.sample(histories, { seed: SEED, numRuns: PAIRS }).entries()]
    let tried = 0
    const worker = async (): Promise<void> => {
      for (let next = drawn.shift(); next !== undefined; next = drawn.shift()) {
        await tryOut(...next)
        tried += 1
      }
    }
    await Promise.all([worker(), worker(), worker()])
    expect(tried).toBe(PAIRS)
  }, 300_000)
})
