import type { Home } from '../home.js'

export interface RunningStack {
  readonly urls: Readonly<Record<string, string>>
  readonly adminToken: string
  readonly close?: () => Promise<void>
}

/** The stack that another process has started in this home, if it still answers. */
export async function findRunning(home: Home): Promise<RunningStack | null> {
  const facts = home.readFacts()
  if (facts === null) return null
  const answers = await Promise.allSettled(Object.values(facts.services).map((url) => fetch(`${url}/readyz`)))
  const ready = answers.every((answer) => answer.status === 'fulfilled' && answer.value.ok)
  return ready ? { urls: facts.services, adminToken: facts.adminToken } : null
}
