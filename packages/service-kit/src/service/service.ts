import type { Codes } from '@polyphon/values'
import type { z } from 'zod'
import type { AccessPut } from '../auth/put-access-key.js'
import type { Tx } from '../db/tx.js'
import type { Elsewhere } from '../deletion/elsewhere.js'
import type { DiagnosisCheck } from '../diagnosis/finding.js'
import type { Handler } from '../events/handler.js'
import type { Deps } from '../http/deps.js'
import type { Route } from '../http/route.js'
import type { AnyImportKind } from '../jobs/imports/import-kind.js'
import type { JobKind } from '../jobs/job.js'
import { type Declarations, type PersonalData, personalData } from '../personal/declaration.js'
import { coreTables, peopleTables } from '../personal/kit-tables.js'
import type { PreparedPart } from '../rights/exports/part-timer.js'
import type { Keyring } from '../secrets/keyring.js'
import type { TimerKind } from '../timers/timer.js'
import type { UsageDeclaration } from '../usage/declaration.js'
import type { ServiceName } from '../values/service-name.js'
import type { KitSettings } from './settings.js'

/** What a service has of its own, opened at start and closed at the end. */
export interface OpenTools<Tools> {
  readonly tools: Tools
  /** Finishes what is under way; called before the database is closed. */
  close(): Promise<void>
}

/** What every part of a service is given: the kit's settings beside its own. */
export type DepsOf<Settings extends z.ZodObject, Tools> = Deps<KitSettings & z.output<Settings>, Tools>

/** One room of a service: what it answers, what it handles and what falls due in it. */
export interface Feature<FeatureDeps> {
  /** Route functions may use `deps` inside handlers only: the API's document is written without any server. */
  readonly routes?: readonly ((deps: FeatureDeps) => readonly Route[])[]
  /** Handlers by class of work, which is the consumer group: features of a service may share one. */
  readonly consumers?: Readonly<Record<string, (deps: FeatureDeps) => readonly Handler[]>>
  /** Long work, carried forward in steps (`getJob`, `listJobs`, `cancelJob`). */
  readonly jobs?: readonly JobKind[]
  /** What may be imported as a file of rows (`startImport`). */
  readonly imports?: readonly ((deps: FeatureDeps) => AnyImportKind)[]
  readonly timers?: readonly ((deps: FeatureDeps) => TimerKind)[]
  /** What of its rows stands elsewhere too, and goes with them when their workspace is deleted. */
  readonly elsewhere?: readonly Elsewhere<FeatureDeps>[]
  /** What it looks at when an operator asks what is wrong (`getDiagnosis`), beside what every service looks at. */
  readonly checks?: (deps: FeatureDeps) => readonly DiagnosisCheck[]
  /** What each of its tables holds of people, and what becomes of that; a feature without tables says nothing. */
  readonly personal?: Declarations
}

/** The table of contents of a service: its features, and what they share. */
export interface ServiceDefinition<Settings extends z.ZodObject = z.ZodObject, Tools = unknown> {
  readonly name: ServiceName
  readonly port: number
  readonly title: string
  readonly description: string
  /** What the operations of each tag are about, in the order of the document. */
  readonly tags: Readonly<Record<string, string>>
  /** The codes of its answers beside those of every service: what each means, and what to do. */
  readonly codes: Codes
  /** What is counted of each workspace and day, where something is. */
  readonly usage?: UsageDeclaration
  /** What its document says beside the operations, in Markdown: such as the language of conditions, where it takes some. */
  readonly guide?: string
  readonly settings: Settings
  /** Whether requests need the log before they are answered; by default only events wait for it, in the outbox. */
  readonly needsLog?: (settings: KitSettings & z.output<Settings>) => boolean
  /** Folder of the service's own migrations. */
  readonly migrations: URL
  /** The group that keeps read copies of people and their aliases, which others wait for; false without copies. */
  readonly keepsPeople: string | false
  /** Keeps read copies of workspaces and their keys, unless it is the service that makes them. */
  readonly keepsWorkspaces: boolean
  /** Of the service that makes them: tells the others what `putAccessKey` has put. */
  publishAccess?(deps: DepsOf<Settings, Tools>): (tx: Tx, put: AccessPut) => Promise<void>
  /** Of the service that puts exports together: takes the part that it has written itself. */
  onExportPart?(deps: DepsOf<Settings, Tools>): (tx: Tx, part: PreparedPart) => Promise<void>
  /** Runs before the database has been migrated or even answers: nothing may be asked of it here. */
  open(deps: DepsOf<Settings, undefined>): Promise<OpenTools<Tools>>
  /** Seals what this service keeps sealed anew, workspace by workspace, where the key that seals is another one. */
  seal?(deps: DepsOf<Settings, Tools>): (tx: Tx, keyring: Keyring) => Promise<void>
  readonly features: readonly Feature<DepsOf<Settings, Tools>>[]
  /**
   * The consumer groups, by class of work, so that slow work never holds up fast work: `orders` becomes
   * `messaging.orders`. A `background` group is one that nobody waits for: it lingers between chunks, so that more is done
   * in one transaction.
   */
  readonly groups: Readonly<Record<string, 'prompt' | 'background'>>
}

export function defineService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
): ServiceDefinition<Settings, Tools> {
  const groups = new Set(Object.keys(definition.groups))
  for (const work of definition.features.flatMap(({ consumers }) => Object.keys(consumers ?? {})))
    if (!groups.has(work))
      throw new Error(`${definition.name} handles events in "${work}", which is none of its groups.`)
  if (definition.keepsPeople !== false && !groups.has(definition.keepsPeople))
    throw new Error(`${definition.name} keeps people in "${definition.keepsPeople}", which is none of its groups.`)
  return definition
}

/** What a service says of its tables: its features', then those of the kit that it has. */
export const personalOf = (definition: {
  readonly keepsPeople: string | false
  readonly features: readonly { readonly personal?: Declarations }[]
}): PersonalData =>
  personalData([
    ...definition.features.map(({ personal }) => personal ?? {}),
    ...(definition.keepsPeople === false ? [] : [peopleTables]),
    coreTables,
  ])
