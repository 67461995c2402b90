import { settingMarks } from '@polyphon/service-kit'
import { kitSettings } from '@polyphon/service-kit/runtime'
import { z } from 'zod'
import type { AnyService } from './definitions.js'

type Schema = Readonly<Record<string, unknown>>

/** What follows from the templates of the chart, so that nobody may say something else. */
const DECIDED_BY_CHART: ReadonlySet<string> = new Set(['HOST', 'PORT', 'OPS_PORT', 'MAIL_FOLDER', 'BASE_PATH'])
/** Only the job that migrates is given it. */
const OF_THE_OWNER = 'MIGRATION_DATABASE_URL'

const allSettingsOf = (service: Pick<AnyService, 'settings'>): z.ZodObject => kitSettings.extend(service.settings.shape)

/** Those by which the topics are made. */
const kafkaSettings = z.object(
  Object.fromEntries(Object.entries(kitSettings.shape).filter(([name]) => name.startsWith('KAFKA_'))),
)

const isSecret = (field: unknown): boolean =>
  field instanceof z.ZodType && settingMarks.get(field)?.secret !== undefined

/** Settings that may stand in the values: all but secrets and what the chart decides. */
function settingsSchema(settings: z.ZodObject): Schema {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const open = Object.entries(properties).filter(
    ([name]) => !DECIDED_BY_CHART.has(name) && !isSecret(settings.shape[name]),
  )
  return strict(Object.fromEntries(open.map(([name, field]) => [name, valueOf(field)])))
}

/** A setting as YAML may say it: numbers and yes or no without quotes as well. */
function valueOf(field: unknown): Schema {
  if (typeof field !== 'object' || field === null) return {}
  const { type, enum: choices, description, minimum, maximum }: Schema = { ...field }
  const meaning = description === undefined ? {} : { description }
  if (type === 'integer' || type === 'number') return { type, minimum, maximum, ...meaning }
  if (!Array.isArray(choices)) return { type: 'string', ...meaning }
  const isFlag = choices.includes('true') && choices.includes('false')
  return { enum: isFlag ? [...choices, true, false] : choices, ...meaning }
}

function keysSchema(settings: z.ZodObject, only?: readonly string[]): Schema {
  const names = Object.keys(settings.shape).filter((name) => !DECIDED_BY_CHART.has(name) && name !== OF_THE_OWNER)
  return strict({
    name: { type: 'string', maxLength: 253, description: 'A Secret that is there. Its keys are names of settings' },
    keys: {
      type: 'array',
      uniqueItems: true,
      items: { enum: only ?? names },
      description: 'Which of its keys are handed over, each as a file that `NAME_FILE` names',
    },
  })
}

const strict = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...(required.length > 0 && { required }),
})
const text = (description: string): Schema => ({ type: 'string', description })
const flag = (description: string): Schema => ({ type: 'boolean', description })
const count = (minimum: number, maximum: number, description: string): Schema => ({
  type: 'integer',
  minimum,
  maximum,
  description,
})
const anyObject = (description: string): Schema => ({ type: 'object', description })
const texts = (description: string): Schema => ({ type: 'array', items: { type: 'string' }, description })
const objects = (description: string): Schema => ({ type: 'array', items: { type: 'object' }, description })
const ports = (description: string): Schema => ({
  type: 'array',
  items: { type: 'integer', minimum: 1, maximum: 65_535 },
  description,
})

const autoscaling = strict({
  by: {
    enum: ['nothing', 'cpu', 'lag'],
    description: '`cpu`: a HorizontalPodAutoscaler; `lag`: a ScaledObject of KEDA; one of them or neither',
  },
  min: count(1, 512, 'Fewest processes'),
  max: count(1, 512, 'Most processes; by `lag` no more than topics have partitions'),
  cpu: count(1, 100, 'Of what is requested, in percent, beyond which there are more'),
  lag: count(1, 1_000_000_000, 'Records before a group for each process'),
})

function serviceSchema(service: AnyService): Schema {
  const settings = allSettingsOf(service)
  return strict({
    enabled: flag('Whether it runs here'),
    replicas: count(0, 512, 'Processes, unless something scales them'),
    settings: settingsSchema(settings),
    secrets: keysSchema(settings),
    owner: keysSchema(settings, [OF_THE_OWNER]),
    resources: anyObject('Of the container'),
    autoscaling,
    annotations: anyObject('Of the pods'),
    nodeSelector: anyObject('Of the pods'),
    tolerations: objects('Of the pods'),
    affinity: anyObject('Of the pods'),
  })
}

const topicsSchema = strict({
  enabled: flag('Make the topics that are missing, before anything starts'),
  settings: settingsSchema(kafkaSettings),
  secrets: keysSchema(kafkaSettings),
  rules: strict({
    enabled: flag('Kafka asks for rules (SASL): give them, and let each service log in as a user of its own'),
    prefix: {
      type: 'string',
      pattern: '^[A-Za-z0-9._-]*$',
      description: 'Users are called `<prefix><service>`, unless `KAFKA_SASL_USERNAME` of a service says otherwise',
    },
  }),
})

/** The schema of the chart's values: made from the settings, so that every one of them can be handed over. */
export function valuesSchema(services: readonly AnyService[]): Schema {
  const ofAll = strict({
    nameOverride: text('Instead of the name of the release'),
    image: strict({
      registry: text('`registry.example/polyphon`: images are `<registry>/<service>:<tag>`'),
      tag: text('The version; that of the chart where it is empty'),
      pullPolicy: { enum: ['IfNotPresent', 'Always', 'Never'] },
      pullSecrets: texts('Names of Secrets for the registry'),
    }),
    settings: settingsSchema(kitSettings),
    secrets: keysSchema(kitSettings),
    origin: strict({
      host: text('One host for all: `https://<host>/<service>`. Empty: nothing is reached from outside'),
      ingress: strict({
        enabled: flag('Make an Ingress'),
        className: text('Of the Ingress'),
        annotations: anyObject('Of the Ingress'),
        tlsSecret: text('The Secret with the certificate'),
      }),
      httpRoute: strict({
        enabled: flag('Make an HTTPRoute of the Gateway API'),
        parentRefs: objects('The gateways'),
      }),
    }),
    blobs: strict({
      claim: text('A PersistentVolumeClaim that is there and that all pods write (ReadWriteMany), for `BLOB_STORE`'),
      credentials: text(
        'A Secret that is there, with the key `credentials`: what S3 asks for, in the form of the AWS SDK; without it the roles of the pods count',
      ),
    }),
    migrations: strict({ enabled: flag('Migrate each database before its service is upgraded') }),
    topics: topicsSchema,
    networkPolicy: strict({
      enabled: flag('Let in and out only what is needed'),
      from: objects('Who may call the services; nobody but themselves where the list is empty'),
      monitoring: objects('Who may read metrics'),
      serverPorts: ports('Of PostgreSQL, Kafka and Redis'),
      outsidePorts: ports('Of providers and receivers of webhooks, at public addresses only'),
    }),
    observability: strict({
      serviceMonitor: strict({
        enabled: flag('For the Prometheus operator'),
        labels: anyObject('Of the monitor'),
        interval: text('`30s`'),
      }),
      rules: strict({ enabled: flag('Make a PrometheusRule of the alerts'), labels: anyObject('Of the rule') }),
      dashboards: strict({
        enabled: flag('Make ConfigMaps of the dashboards'),
        labels: anyObject('By which Grafana finds them'),
      }),
      runbooks: text('What stands before `docs/runbooks/…` in `runbook_url`'),
    }),
    services: strict(Object.fromEntries(services.map((service) => [service.name, serviceSchema(service)]))),
    global: anyObject('Given by charts above this one'),
  })
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'Values of the chart polyphon', ...ofAll }
}

/** What the templates must know of the services: which settings they take and what they read. */
export function chartFacts(services: readonly AnyService[]): Schema {
  return Object.fromEntries(
    services.map((service) => [
      service.name,
      {
        settings: Object.keys(allSettingsOf(service).shape),
        readers: service.readers().map(({ group, topic }) => ({ group, topic })),
      },
    ]),
  )
}
