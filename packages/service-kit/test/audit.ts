import { ADMIN_TOKEN, eventually, type TestService, type TestWorkspace } from '@polyphon/testkit'
import { expect } from 'vitest'

type Known = Pick<TestWorkspace, 'secretKey'>

export interface Entry {
  readonly seq: number
  readonly operation: string
  readonly profileId: string | null
  readonly about: { readonly id: string | null }
}

/** The audit log of a service as tests look at it. */
export function auditOf(t: () => TestService<object, unknown>) {
  const entriesOf = async ({ secretKey }: Known, more = '') =>
    (await t().call(`GET /v1/audit?sort=at&limit=500${more}`, { key: secretKey })).body.items
  const verify = async (key: string = ADMIN_TOKEN) => (await t().call('GET /v1/audit/verification', { key })).body
  const chainOf = async ({ secretKey }: Known) => (await verify(secretKey)).chains[0]
  const add = ({ secretKey: key }: Known, more: object = {}) =>
    t().call('POST /v1/notes', { key, body: { text: 'Größe 42', ...more } })
  /** Waits until so many rows are chained, and nothing waits. */
  const chained = (workspace: Known, entries: number) =>
    eventually(async () => {
      expect(await chainOf(workspace)).toMatchObject({ entries, waiting: 0, isWhole: true, broken: null })
    })
  /** A workspace with so many changes of it in its log. */
  const filled = async (count: number): Promise<TestWorkspace> => {
    const workspace = await t().newWorkspace()
    for (let number = 0; number < count; number += 1) await add(workspace)
    await chained(workspace, count)
    return workspace
  }
  return { entriesOf, verify, chainOf, add, chained, filled }
}
