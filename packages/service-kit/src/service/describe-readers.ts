import type { Reader } from '@polyphon/contracts'
import { topicsOf } from '../events/receive.js'
import type { Deps } from '../http/deps.js'
import type { ServiceName } from '../values/service-name.js'
import type { Feature } from './service.js'
import { consumersOf } from './start-work.js'

/** What each consumer group of a service takes from which topic, without anything started: no handler runs. */
export function readersOf<Settings, Tools>(definition: {
  readonly name: ServiceName
  readonly keepsPeople: string | false
  readonly keepsWorkspaces: boolean
  readonly features: readonly Pick<Feature<Deps<Settings, Tools>>, 'consumers'>[]
  readonly groups: Readonly<Record<string, 'prompt' | 'background'>>
}): readonly Reader[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- handlers are made with it, and none of them runs
  const deps = ANYTHING as Deps<Settings, Tools>
  return consumersOf(definition, deps).flatMap(({ group, handlers }) => {
    const types = new Map<string, Set<string>>()
    for (const handler of handlers)
      for (const event of handler.definitions)
        for (const topic of topicsOf(handler, event))
          types.set(topic, (types.get(topic) ?? new Set<string>()).add(event.type))
    return [...types]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([topic, found]) => ({ service: definition.name, group, topic, types: [...found].toSorted() }))
  })
}

/** Whatever is asked of it, it is that. */
const ANYTHING: unknown = new Proxy(() => undefined, { get: () => ANYTHING, apply: () => ANYTHING })
