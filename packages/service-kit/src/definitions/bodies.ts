import type { Defined } from '../http/route.js'
import type { AnyKind } from './definition-kind.js'
import { readDefinitions } from './store.js'

/** A kind as the operation that publishes it says it. */
export const definedBy = (kind: AnyKind): Defined => ({
  kind: kind.name,
  readBodies: async (tx, page) => {
    const found = []
    for (const { key, version, archivedAt, content } of await readDefinitions(tx, kind, page)) {
      const isInForce = archivedAt === null && (kind.isInForce === undefined || (await kind.isInForce(tx, key)))
      found.push({ key, version, archivedAt, isInForce, body: kind.toBody?.(content) ?? content })
    }
    return found
  },
})
