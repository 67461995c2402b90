import type { Codes } from '@polyphon/values'
import { auditRoutes } from '../audit/routes.js'
import type { AccessPut } from '../auth/put-access-key.js'
import { kitCodes } from '../codes/kit-codes.js'
import type { Tx } from '../db/tx.js'
import { definedRoutes } from '../definitions/defined-routes.js'
import type { Finding } from '../diagnosis/finding.js'
import type { DeadLetters } from '../events/dead-letters.js'
import type { Replay } from '../events/replay.js'
import { accessKeyRoutes } from '../http/access-key-routes.js'
import { deadLetterRoutes } from '../http/dead-letter-routes.js'
import type { Deps } from '../http/deps.js'
import { diagnosisRoute } from '../http/diagnosis-route.js'
import { offsetRoutes } from '../http/offset-routes.js'
import { openStreams, type Streams } from '../http/open-streams.js'
import { type ApiDescription, writeDocument } from '../http/openapi.js'
import { pollRoutes } from '../http/poll-route.js'
import { rootRoute } from '../http/root-route.js'
import type { Route } from '../http/route.js'
import { streamRoutes } from '../http/stream-routes.js'
import { METRICS_PATH, systemRoutes } from '../http/system-routes.js'
import { type ImportSettings, importRoutes } from '../jobs/imports/import-routes.js'
import { jobRoutes } from '../jobs/job-routes.js'
import type { RetentionSettings } from '../personal/retention.js'
import { type Health, openHealth } from '../telemetry/health.js'
import type { UsageDeclaration } from '../usage/declaration.js'
import { usageRoutes } from '../usage/usage-routes.js'
import type { ServiceName } from '../values/service-name.js'
import { webhookRoutes } from '../webhooks/routes.js'
import { workRoutes } from '../work/routes.js'
import type { Feature } from './service.js'

interface Described<Settings, Tools> {
  readonly name: ServiceName
  readonly port: number
  readonly title: string
  readonly description: string
  readonly tags: Readonly<Record<string, string>>
  readonly codes: Codes
  readonly guide?: string
  readonly usage?: UsageDeclaration
  readonly features: readonly Pick<Feature<Deps<Settings, Tools>>, 'routes' | 'imports'>[]
  publishAccess?(deps: Deps<Settings, Tools>): (tx: Tx, put: AccessPut) => Promise<void>
}

type DescribedSettings = ImportSettings & RetentionSettings

const SYSTEM_TAGS = {
  definitions: 'Everything that is published under a key, each as it would be put again.',
  events: 'What this service publishes, as it happens or to be fetched.',
  jobs: 'Long work, such as imports: how far it has come, and an end to it.',
  work: 'What somebody of the firm has to do: taken on, handed over, done.',
  imports: 'Files of many rows, each applied as the single operation applies it.',
  webhooks: 'What this service publishes, posted to an endpoint of yours as it happens.',
  audit:
    'Who has changed something, and who of the staff has read about people: ids and codes, in a chain that shows what was taken away or altered.',
  usage: 'How much of this service each workspace uses, day by day.',
  access: 'How a workspace and its keys come to a service that stands alone; for the operator.',
  'dead letters': 'What was read from the log and could not be processed, and what is to be done about it.',
  offsets: 'What a service has read of the log.',
  system:
    'What this is, health and metrics, for whoever runs the service. Only the diagnosis needs a credential, the operator’s.',
}

export interface System {
  readonly health: Health
  readonly letters: () => DeadLetters
  readonly replay: Replay
  readonly hasMetrics: boolean
  readonly basePath: string
  readonly streams: Streams
  readonly diagnose: () => Promise<readonly Finding[]>
}

/** Everything that a service answers: its own operations, dead letters, what it has read of the log, health and metrics. */
export function routesOf<Settings extends DescribedSettings, Tools>(
  definition: Described<Settings, Tools>,
  deps: Deps<Settings, Tools>,
  system: System,
): readonly Route[] {
  const routes = definition.features.flatMap(({ routes: files }) =>
    (files ?? []).flatMap((routesOfFile) => routesOfFile(deps)),
  )
  return [
    ...routes,
    ...definedRoutes(definition.name, routes),
    ...importRoutes(
      definition.name,
      deps,
      definition.features.flatMap(({ imports = [] }) => imports.map((kind) => kind(deps))),
    ),
    ...jobRoutes(definition.name),
    ...workRoutes(definition.name),
    ...streamRoutes(definition.name, deps, system.streams),
    ...pollRoutes(definition.name, deps, system.streams),
    ...webhookRoutes(definition.name, deps),
    ...usageRoutes(definition.name, definition.usage),
    ...auditRoutes(definition.name, deps),
    ...accessKeyRoutes(deps, definition.publishAccess?.(deps)),
    ...deadLetterRoutes(definition.name, deps, system.letters),
    ...offsetRoutes(definition.name, deps, system.replay),
    diagnosisRoute(deps, system.diagnose),
    rootRoute(definition.name, apiOf(definition, system.basePath), system.hasMetrics),
    ...systemRoutes(deps, system.health).filter(({ path }) => system.hasMetrics || path !== METRICS_PATH),
  ]
}

/** What the document of a service says beside the operations; what every service answers is described here. */
export function apiOf<Settings, Tools>(definition: Described<Settings, Tools>, basePath = ''): ApiDescription {
  const { title, description, port, tags, guide } = definition
  return {
    title,
    description,
    port,
    tags: { ...tags, ...SYSTEM_TAGS },
    codes: codesOf(definition),
    basePath,
    ...(guide === undefined ? {} : { guide }),
  }
}

/** Every code that a service answers; one that it declares although every service has it is an error. */
export function codesOf({ name, codes }: { readonly name: string; readonly codes: Codes }): Codes {
  const twice = Object.keys(codes).filter((code) => Object.hasOwn(kitCodes, code))
  if (twice.length > 0) throw new Error(`${name} declares codes of every service: ${twice.join(', ')}.`)
  return { ...kitCodes, ...codes }
}

/** The operations of a service without anything started: no handler runs. */
export function describedRoutes<Settings extends DescribedSettings, Tools>(
  definition: Described<Settings, Tools>,
): readonly Route[] {
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
  return routesOf(definition, deps, {
    health: openHealth(),
    letters,
    replay: async () => [],
    hasMetrics: true,
    basePath: '',
    streams: openStreams(() => deps),
    diagnose: async () => [],
  })
}

/** The OpenAPI document of a service, written without starting anything. */
export const documentOf = <Settings extends DescribedSettings, Tools>(
  definition: Described<Settings, Tools>,
): Promise<Readonly<Record<string, unknown>>> => writeDocument(apiOf(definition), describedRoutes(definition))
