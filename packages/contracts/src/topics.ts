import { SERVICES, type ServiceName } from '@polyphon/values'

export { SERVICES as services, type ServiceName }

/** The services that have others do something. */
export type OrderingService = 'journey' | 'feedback'

export type TopicName =
  | `polyphon.${ServiceName}`
  | 'polyphon.profile.people'
  | 'polyphon.profile.workspaces'
  | 'polyphon.profile.collected'
  | `polyphon.${ServiceName}.definitions`
  | `polyphon.${OrderingService}.orders`
  | `polyphon.${ServiceName}.work`
  | `polyphon.${ServiceName}.dead`

/** One topic of the log. A service writes only its own topics. */
export interface TopicDefinition {
  readonly name: TopicName
  readonly service: ServiceName
  readonly kind: 'facts' | 'state' | 'dead'
  /** A compacted topic keeps the last record of every key for ever. */
  readonly compacted: boolean
  /** How long a record is kept, as an ISO 8601 duration; null where compaction decides. */
  readonly retention: string | null
}

/** The names of all topics, by what they hold. */
export const topicNames = {
  people: 'polyphon.profile.people',
  workspaces: 'polyphon.profile.workspaces',
  /** What profile has accepted and not yet applied, with INGEST_MODE=log. */
  collected: 'polyphon.profile.collected',
  facts: <S extends ServiceName>(service: S): `polyphon.${S}` => `polyphon.${service}`,
  definitions: <S extends ServiceName>(service: S): `polyphon.${S}.definitions` => `polyphon.${service}.definitions`,
  /** What others are to carry out, apart from the facts: who does so need not read everything else. */
  orders: <S extends OrderingService>(service: S): `polyphon.${S}.orders` => `polyphon.${service}.orders`,
  /** What the firm has to do, apart from the facts: it is little, and who tells staff of it need not read everything else. */
  work: <S extends ServiceName>(service: S): `polyphon.${S}.work` => `polyphon.${service}.work`,
  dead: <S extends ServiceName>(service: S): `polyphon.${S}.dead` => `polyphon.${service}.dead`,
} as const

function state(name: TopicName, service: ServiceName): TopicDefinition {
  return { name, service, kind: 'state', compacted: true, retention: null }
}

function topicsOfService(service: ServiceName): readonly TopicDefinition[] {
  return [
    { name: topicNames.facts(service), service, kind: 'facts', compacted: false, retention: 'P7D' },
    state(topicNames.definitions(service), service),
    { name: topicNames.work(service), service, kind: 'facts', compacted: false, retention: 'P7D' },
    { name: topicNames.dead(service), service, kind: 'dead', compacted: false, retention: 'P30D' },
  ]
}

const orders = (service: OrderingService): TopicDefinition => ({
  name: topicNames.orders(service),
  service,
  kind: 'facts',
  compacted: false,
  retention: 'P7D',
})

/** Every topic of the log. */
export const topics: readonly TopicDefinition[] = [
  ...SERVICES.flatMap(topicsOfService),
  state(topicNames.people, 'profile'),
  state(topicNames.workspaces, 'profile'),
  orders('journey'),
  orders('feedback'),
  { name: topicNames.collected, service: 'profile', kind: 'facts', compacted: false, retention: 'P7D' },
]

export const topicByName: ReadonlyMap<string, TopicDefinition> = new Map(topics.map((topic) => [topic.name, topic]))
