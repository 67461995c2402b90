import { allPages, dataOf, type Schemas } from '@polyphon/client'
import { wrongUse } from '../frame/ends.js'
import type { Session } from '../frame/session.js'

/** The workspace that the operator names by its id or its key. Throws `wrongUse` where there is none. */
export async function findWorkspace(session: Session, named: string): Promise<Schemas['profile']['ListedWorkspace']> {
  const { profile } = session.clients('operator')
  const list = await allPages((cursor) =>
    dataOf(profile.GET('/v1/workspaces', { params: { query: { limit: 500, cursor } } })),
  )
  const found = list.find(({ id, key }) => id === named || key === named)
  if (found === undefined) throw wrongUse(`There is no workspace ${named}; polyphon workspaces list shows them.`)
  return found
}
