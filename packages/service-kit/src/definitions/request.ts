import { workspaceOf } from '../auth/caller.js'
import { titleOf } from '../codes/words.js'
import type { Deps } from '../http/deps.js'
import { etagOf } from '../http/if-match.js'
import type { Request } from '../http/route.js'
import type { AnyKind, Around } from './definition-kind.js'

/** How the operations of a kind are called, and where they are. */
export interface Names {
  /** `Survey` */
  readonly title: string
  /** `Surveys` */
  readonly titles: string
  /** `/v1/surveys` */
  readonly collection: string
  readonly path: string
}

export function namesOf({ name, plural }: AnyKind): Names {
  const collection = `/v1/${plural}`
  return { title: titleOf(name), titles: titleOf(plural), collection, path: `${collection}/:key` }
}

/** What a request on one key is about. */
export function aroundOf<D extends Deps>(
  deps: D,
  request: Pick<Request<{ readonly key: string }, unknown, unknown>, 'params' | 'caller' | 'origin' | 'audit'>,
): Around<D> {
  const { params, caller, origin, audit } = request
  const workspaceId = workspaceOf(caller)
  return {
    deps,
    workspaceId,
    key: params.key,
    read: (work) => deps.db.transact(workspaceId, work, { readOnly: true }),
    write: (work) => deps.db.transact(workspaceId, work, { origin, audit }),
  }
}

export const tagged = ({ version }: { readonly version: number }): { readonly etag: string } => ({
  etag: etagOf(version),
})
