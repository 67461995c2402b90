import { createPolyphon } from '@polyphon/client'
import type { Home, LocalFacts } from './home.js'
import { untilTrue } from './until.js'

export interface Endpoints {
  readonly urls: Readonly<Record<string, string>>
  readonly adminToken: string
  readonly mailFolder: string
}

// Consumers of a cluster that has just been started may first have to find their coordinator.
const KNOWN_EVERYWHERE_MS = 120_000

/** Makes a workspace with a secret and a publishable key through the public API, and waits until every service knows it. */
export async function makeWorkspace(at: Endpoints, workspace: { key: string; name: string }): Promise<LocalFacts> {
  const admin = createPolyphon({ services: at.urls, key: at.adminToken })
  const made = await admin.profile.POST('/v1/workspaces', {
    body: { ...workspace, mode: 'live', timeZone: 'Europe/Berlin', locale: 'de', defaultRegion: 'DE' },
  })
  if (made.data === undefined) throw new Error(`The workspace could not be made: ${JSON.stringify(made.error)}`)
  const secretKey = made.data.secretKey.secret
  const key = await createPolyphon({ services: at.urls, key: secretKey }).profile.POST('/v1/keys', {
    body: { kind: 'publishable' },
  })
  if (key.data?.secret === undefined) throw new Error(`The key could not be made: ${JSON.stringify(key.error)}`)
  const facts = {
    workspace: made.data.workspace.id,
    publishableKey: key.data.secret,
    secretKey,
    adminToken: at.adminToken,
    services: at.urls,
    mailFolder: at.mailFolder,
  }
  await untilTrue(() => worksEverywhere(facts), 'the new key works in every service', KNOWN_EVERYWHERE_MS)
  return facts
}

/**
 * The workspace that was made in this database, however many others a stack was started with in between; a new one only
 * where profile, which owns the keys, does not know them.
 */
export async function localWorkspace(at: Endpoints & { readonly database: string }, home: Home): Promise<LocalFacts> {
  // Before keys were kept by database, the last start alone was.
  for (const kept of [home.readKeys(at.database), home.readFacts()]) {
    if (kept === null) continue
    const { workspace, publishableKey, secretKey } = kept
    const { adminToken, urls: services, mailFolder } = at
    const facts = { workspace, publishableKey, secretKey, adminToken, services, mailFolder }
    if (!(await isKnown(services['profile'] ?? '', secretKey))) continue
    await untilTrue(() => worksEverywhere(facts), 'the kept key works in every service', KNOWN_EVERYWHERE_MS)
    home.writeKeys(at.database, facts)
    return facts
  }
  const made = await makeWorkspace(at, { key: `local-${Date.now().toString(36)}`, name: 'Local' })
  home.writeKeys(at.database, made)
  return made
}

// Only a refusal says that the key is not of this database; a service that is busy is asked again.
async function isKnown(url: string, secretKey: string): Promise<boolean> {
  let status = 0
  await untilTrue(async () => {
    status = await statusOf(url, secretKey)
    return status === 200 || status === 401
  }, 'profile says whether it knows the kept key')
  return status === 200
}

async function worksEverywhere({ services, secretKey }: LocalFacts): Promise<boolean> {
  const statuses = await Promise.all(Object.values(services).map((url) => statusOf(url, secretKey)))
  return statuses.every((status) => status === 200)
}

async function statusOf(url: string, secretKey: string): Promise<number> {
  const headers = { authorization: `Bearer ${secretKey}` }
  const answer = await fetch(`${url}/v1/dead-letters?limit=1`, { headers })
  await answer.arrayBuffer()
  return answer.status
}
