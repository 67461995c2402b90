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

/** The workspace of the last start, if its keys still work; otherwise a new one. */
export async function localWorkspace(at: Endpoints, home: Home): Promise<LocalFacts> {
  const before = home.readFacts()
  if (before !== null) {
    const facts = { ...before, adminToken: at.adminToken, services: at.urls, mailFolder: at.mailFolder }
    if (await worksEverywhere(facts)) return facts
  }
  return makeWorkspace(at, { key: `local-${Date.now().toString(36)}`, name: 'Local' })
}

async function worksEverywhere({ services, secretKey }: LocalFacts): Promise<boolean> {
  const answers = await Promise.all(
    Object.values(services).map((url) =>
      fetch(`${url}/v1/dead-letters?limit=1`, { headers: { authorization: `Bearer ${secretKey}` } }),
    ),
  )
  for (const answer of answers) await answer.arrayBuffer()
  return answers.every(({ status }) => status === 200)
}
