import type { DeadLetters } from '../events/dead-letters.js'
import { deadLetterRoutes } from '../http/dead-letter-routes.js'
import type { Deps } from '../http/deps.js'
import { offsetRoutes } from '../http/offset-routes.js'
import { type ApiDescription, writeDocument } from '../http/openapi.js'
import type { Route } from '../http/route.js'
import { systemRoutes } from '../http/system-routes.js'
import { type ImportSettings, importRoutes } from '../jobs/imports/import-routes.js'
import { jobRoutes } from '../jobs/job-routes.js'
import { type Health, openHealth } from '../telemetry/health.js'
import type { ServiceName } from '../values/service-name.js'
import type { Feature } from './service.js'

interface Described<Settings, Tools> {
  readonly name: ServiceName
  readonly port: number
  readonly title: string
  readonly description: string
  readonly tags: Readonly<Record<string, string>>
  readonly features: readonly Pick<Feature<Deps<Settings, Tools>>, 'routes' | 'imports'>[]
}

const SYSTEM_TAGS = {
  jobs: 'Long work, such as imports: how far it has come, and an end to it.',
  imports: 'Files of many rows, each applied as the single operation applies it.',
  'dead letters': 'What was read from the log and could not be processed, and what is to be done about it.',
  offsets: 'What a service has read of the log.',
  system: 'Health and metrics, for whoever runs the service. They need no credential.',
}

/** Everything that a service answers: its own operations, dead letters, gaps in the log, health and metrics. */
export function routesOf<Settings extends ImportSettings, Tools>(
  definition: Described<Settings, Tools>,
  deps: Deps<Settings, Tools>,
  system: { readonly health: Health; readonly letters: () => DeadLetters },
): readonly Route[] {
  return [
    ...definition.features.flatMap(({ routes }) => (routes ?? []).flatMap((routesOfFile) => routesOfFile(deps))),
    ...importRoutes(
      definition.name,
      deps,
      definition.features.flatMap(({ imports }) => imports ?? []),
    ),
    ...jobRoutes(definition.name),
    ...deadLetterRoutes(definition.name, deps, system.letters),
    ...offsetRoutes(deps),
    ...systemRoutes(deps, system.health),
  ]
}

/** What the document of a service says beside the operations; what every service answers is described here. */
export function apiOf<Settings, Tools>({ title, description, port, tags }: Described<Settings, Tools>): ApiDescription {
  return { title, description, port, tags: { ...tags, ...SYSTEM_TAGS } }
}

/** The OpenAPI document of a service, written without starting anything: no handler runs. */
export function documentOf<Settings extends ImportSettings, Tools>(
  definition: Described<Settings, Tools>,
): Promise<Readonly<Record<string, unknown>>> {
  const untouchable = new Proxy(
    {},
    {
      get: (_target, name) => {
        throw new Error(`A route of ${definition.name} uses deps.${String(name)} outside its handler.`)
      },
    },
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stands in for deps that nobody may touch here
  const deps = untouchable as Deps<Settings, Tools>
  const letters = (): DeadLetters => {
    throw new Error('No handler runs while a service is described.')
  }
  const routes = routesOf(definition, deps, { health: openHealth(), letters })
  return writeDocument(apiOf(definition), routes)
}
