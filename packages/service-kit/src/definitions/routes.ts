import type { Deps } from '../http/deps.js'
import type { Route } from '../http/route.js'
import type { AnyKind } from './definition-kind.js'
import { readRoutes } from './read-routes.js'
import { namesOf } from './request.js'
import { stateRoutes } from './state-routes.js'
import { viewsOf } from './view.js'
import { writeRoutes } from './write-routes.js'

/** Every operation of a kind of definition. */
export function definitionRoutes<D extends Deps>(kind: AnyKind<D>, deps: D): readonly Route[] {
  const naming = namesOf(kind)
  const views = viewsOf(kind)
  return [
    ...writeRoutes(kind, { ...naming, views, deps }),
    ...readRoutes(kind, { ...naming, views }),
    ...stateRoutes(kind, { ...naming, views }),
  ]
}
