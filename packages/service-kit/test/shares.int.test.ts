import { defineService, type KitSettings, type Route, route } from '@polyphon/service-kit'
import { type Call, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { notesService } from './notes-service.js'

const block = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

// Work that keeps the whole process from answering, as a definition with thousands of steps would.
const hardWork = (): readonly Route[] => [
  route({
    operationId: 'workHard',
    method: 'post',
    path: '/v1/work',
    tag: 'notes',
    summary: 'Keep the process busy',
    access: { who: 'key', scope: 'profile:write' },
    idempotencyKey: 'none',
    responses: { 204: z.null() },
    handleOutside: async (_request) => {
      block(30)
      return { status: 204, body: null }
    },
  }),
]
const busyService = defineService({ ...notesService, features: [...notesService.features, { routes: [hardWork] }] })

let t: TestService<KitSettings, unknown>
beforeAll(async () => {
  t = await startTestService(busyService, { env: { RATE_LIMIT_PER_MINUTE: '1000000' } })
})
afterAll(() => t.close())

/** Keeps this many requests open until it is enough; answers what came back. */
async function keepAsking(
  connections: number,
  ask: () => Promise<Call>,
  isEnough: () => boolean,
): Promise<readonly Call[]> {
  const answers: Call[] = []
  const loop = async (): Promise<void> => {
    while (!isEnough()) answers.push(await ask())
  }
  await Promise.all(Array.from({ length: connections }, loop))
  return answers
}

const isOverloaded = ({ status, body }: Call): boolean => status === 429 && body?.code === 'overloaded'

describe('a workspace with many connections that keeps a process busy', () => {
  it('is refused, and one with few is not', async () => {
    let [refused, small] = [0, 0]
    const isEnough = (): boolean => refused >= 20 && small >= 4
    const big = keepAsking(
      40,
      async () => {
        const answer = await t.call('POST /v1/work')
        if (isOverloaded(answer)) refused += 1
        return answer
      },
      isEnough,
    )
    const key = t.other.secretKey
    const answersOfSmall = await keepAsking(
      2,
      async () => {
        const answer = await t.call('POST /v1/notes', { key, body: { text: 'Größe 42' } })
        if (refused > 0 && answer.status === 201) small += 1
        return answer
      },
      isEnough,
    )
    const refusal = (await big).find(isOverloaded)
    expect(refusal?.headers.get('retry-after')).toBe('1')
    expect(answersOfSmall.map(({ status }) => status)).not.toContain(429)
    expect(answersOfSmall.map(({ status }) => status)).toContain(201)
  })
})

describe('a caller who is alone', () => {
  it('is answered on a machine that stands still, as it is not what keeps it busy', async () => {
    for (let time = 0; time < 3; time += 1) {
      // Longer than the process looks back, so that it knows of nothing but standing still.
      block(2_500)
      expect((await t.call('POST /v1/notes', { body: { text: 'Größe 42' } })).status).toBe(201)
      expect((await t.call('POST /v1/work')).status).toBe(204)
    }
  })
})
