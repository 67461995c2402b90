import { exportRequested, privacy } from '@polyphon/contracts'

import { eventually, startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import { addInteraction, addPerson, NOW, type Profile, startProfile } from './harness.js'

const OTHERS = ['journey', 'messaging', 'feedback', 'analytics'] as const
const HOUR = 3_600_000
const ROWS = 10_000

let profile: Profile
let anna: string
let now = NOW
beforeAll(async () => {
  profile = await startProfile(NOW)
  anna = await addPerson(profile, { identifiers: [{ type: 'user_id', value: 'anna' }] })
})
afterAll(() => profile.close())

const blobs = () => {
  const shared = profile.deps.blobs?.exports(profile.workspace.id)
  if (shared === undefined) throw new Error('There is no blob store.')
  return shared
}

const goTo = async (at: Date): Promise<void> => {
  now = at
  await profile.advanceTo(at)
}
const goOn = (ms: number): Promise<void> => goTo(new Date(now.getTime() + ms))

const request = async (profileId: string): Promise<string> => {
  const { status, body } = await profile.call('POST /v1/privacy/exports', { body: { profileId } })
  expect([status, body.profileId]).toEqual([202, profileId])
  return body.jobId
}

/** What another service writes; `text` is what it has of them. */
async function prepare(exportId: string, service: (typeof OTHERS)[number], text: string): Promise<void> {
  const part = `${exportId}/${service}`
  const about = { service, preparedAt: NOW.toISOString(), isBehind: false, tables: [] }
  const put = (name: string, content: string) => {
    async function* once() {
      yield Buffer.from(content)
    }
    return blobs().put(`${part}/${name}`, once())
  }
  await put('about.json', JSON.stringify(about))
  await put('rows-000001', `"note":[${JSON.stringify(text)}]`)
  const data = { requestId: exportId, part, pieces: 1, counts: { note: 1 }, isBehind: false, failure: null }
  await profile.publish(privacy[service].exported, profile.workspace.id, data)
}

const view = async (exportId: string) => (await profile.call(`GET /v1/privacy/exports/${exportId}`)).body

async function until(exportId: string, state: string) {
  return eventually(async () => {
    await profile.advanceTo(now)
    const body = await view(exportId)
    expect(body.state).toBe(state)
    return body
  })
}

async function readyExport(profileId: string, text = 'x'): Promise<string> {
  const exportId = await request(profileId)
  for (const service of OTHERS) await prepare(exportId, service, text)
  await until(exportId, 'succeeded')
  return exportId
}

const left = async (exportId: string): Promise<number> => {
  const names: string[] = []
  for await (const { name } of blobs().list(exportId)) names.push(name)
  return names.length
}

const download = (exportId: string) => profile.call(`GET /v1/privacy/exports/${exportId}/archive`)
const codeOf = async (exportId: string) => {
  const { status, body } = await download(exportId)
  return [status, body?.code]
}

describe('an export', () => {
  it('waits for all five, while asking again answers the same', async () => {
    const exportId = await request(anna)
    expect(await request(anna)).toBe(exportId)
    expect(await codeOf(exportId)).toEqual([409, 'export_not_ready'])
    const [published] = await profile.waitFor(exportRequested, 1, ({ data }) => data.requestId === exportId)
    expect(published).toMatchObject({
      topic: 'polyphon.profile.workspaces',
      data: { profileId: anna, absorbedIds: [] },
    })
    for (const service of OTHERS.slice(1)) await prepare(exportId, service, 'x')
    await eventually(async () => {
      await profile.advanceTo(now)
      expect((await view(exportId)).progress).toEqual({ done: 4, total: 5 })
    })
    expect((await view(exportId)).state).toBe('running')
    await prepare(exportId, 'journey', 'x')
    const { archive, error } = await until(exportId, 'succeeded')
    expect(error).toBeUndefined()
    expect(archive.expiresAt).toBe(new Date(now.getTime() + 24 * HOUR).toISOString())
  })

  it('may be fetched for 24 hours, and leaves nothing', async () => {
    const exportId = await readyExport(anna)
    expect(await left(exportId)).toBeGreaterThanOrEqual(10)
    await goOn(24 * HOUR - 1_000)
    expect((await view(exportId)).archive).toBeDefined()
    await goOn(1_000)
    expect(await codeOf(exportId)).toEqual([410, 'export_expired'])
    await eventually(async () => {
      await profile.advanceTo(now)
      expect(await left(exportId)).toBe(0)
    })
    // What a service that was late wrote goes as well, also once nobody knows of it.
    await prepare(exportId, 'journey', 'late')
    await goOn(31 * 24 * HOUR)
    await eventually(async () => {
      await goOn(60_000)
      expect([(await download(exportId)).status, await left(exportId)]).toEqual([404, 0])
    })
  })

  it('is fetched once all of it was written, by one at a time; where that breaks off, again', async () => {
    const noise = Array.from({ length: 200_000 }, () => Math.random().toString(36)).join('')
    const exportId = await readyExport(anna, noise)
    const breaking = new AbortController()
    const headers = { authorization: `Bearer ${profile.workspace.secretKey}` }
    const url = `${profile.url}/v1/privacy/exports/${exportId}/archive`
    const begun = await fetch(url, { headers, signal: breaking.signal })
    expect(begun.status).toBe(200)
    expect(await codeOf(exportId)).toEqual([409, 'export_being_fetched'])
    breaking.abort()
    await eventually(async () => expect((await fetch(url, { headers, method: 'HEAD' })).status).not.toBe(200))
    const again = await eventually(async () => {
      const answer = await fetch(url, { headers })
      expect(answer.status).toBe(200)
      return answer
    })
    expect((await again.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000)
    await eventually(async () => expect(await codeOf(exportId)).toEqual([410, 'export_fetched']))
    await eventually(async () => {
      await profile.advanceTo(now)
      expect(await left(exportId)).toBe(0)
    })
  })

  it('fails by name where a service cannot write, its part is elsewhere, or it never answers', async () => {
    const failing = await request(anna)
    const failure = 'blob_store_missing'
    const none = { requestId: failing, part: `${failing}/journey`, pieces: 0, counts: {}, isBehind: false, failure }
    await profile.publish(privacy.journey.exported, profile.workspace.id, none)
    for (const service of OTHERS.slice(1)) await prepare(failing, service, 'x')
    const failed = await until(failing, 'failed')
    expect(failed.error.code).toBe('export_part_failed')
    expect(failed.parts.find(({ service }: { service: string }) => service === 'journey').failure).toBe(failure)
    expect(await codeOf(failing)).toEqual([409, 'export_failed'])

    const elsewhere = await request(anna)
    const data = { requestId: elsewhere, pieces: 1, counts: {}, isBehind: false, failure: null }
    for (const service of OTHERS)
      await profile.publish(privacy[service].exported, profile.workspace.id, { ...data, part: `away/${service}` })
    expect((await until(elsewhere, 'failed')).error.code).toBe('export_part_missing')

    const alone = await request(anna)
    await goOn(7 * 24 * HOUR)
    expect((await until(alone, 'failed')).error.code).toBe('export_timed_out')
  })

  it('takes 10,000 rows of somebody who was merged, under any of their ids', async () => {
    const [old, kept] = [await addPerson(profile), await addPerson(profile, { traits: { name: 'Käthe' } })]
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      for (let count = 0; count < 3; count += 1) await addInteraction(tx, old, { name: 'Früher' })
      await tx.query(
        `insert into interaction (workspace_id, message_id, profile_id, position, kind, name, occurred_at, received_at, skew_ms,
                                  channel, doc)
         select $1, 'm' || n, $2, 1000000 + n, 'track', 'Viel', $3, $3, 0, 'web', '{}' from generate_series(4, $4) n
         returning 1`,
        [tx.workspaceId, kept, tx.now, ROWS],
      )
    })
    const merge = { absorbedId: old, reason: 'test' }
    const merged = await profile.call(`POST /v1/profiles/${kept}/merge`, { body: merge })
    expect(merged.status, merged.text).toBe(200)
    const { body } = await profile.call('POST /v1/privacy/exports', { body: { profileId: old } })
    expect(body.profileId).toBe(kept)
    await eventually(
      async () => {
        await profile.advanceTo(now)
        const [mine] = (await view(body.jobId)).parts
        expect(mine?.counts.interaction).toBe(ROWS)
      },
      { timeoutMs: 30_000 },
    )
  })

  it('is given to a person whose token is fresh', async () => {
    const { body: issued } = await profile.call('POST /v1/person-tokens', { body: { profileId: anna } })
    const options = { key: profile.workspace.publishableKey, headers: { 'polyphon-person': issued.token } }
    const fresh = await profile.call('POST /v1/privacy/exports', { ...options, body: {} })
    expect([fresh.status, fresh.body.profileId]).toEqual([202, anna])
    await goOn(15 * 60_000)
    for (const call of ['POST /v1/privacy/exports', `GET /v1/privacy/exports/${fresh.body.jobId}/archive`]) {
      const body = call.startsWith('POST') ? { body: {} } : {}
      const stale = await profile.call(call, { ...options, ...body })
      expect([stale.status, stale.body.code]).toEqual([403, 'person_not_verified'])
    }
    const seen = await profile.call(`GET /v1/privacy/exports/${fresh.body.jobId}`, options)
    expect(seen.status).toBe(200)
  })

  it('needs a blob store, and says so', async () => {
    const poor = await startTestService(profileService, { env: { BLOB_STORE: '' } })
    try {
      const profileId = await addPerson(poor)
      const refused = await poor.call('POST /v1/privacy/exports', { body: { profileId } })
      expect([refused.status, refused.body.code]).toEqual([409, 'export_needs_blob_store'])
      expect(refused.text).toContain('BLOB_STORE')
    } finally {
      await poor.close()
    }
  })
})
