import { analyticsService } from '@polyphon/analytics'
import type { Reader } from '@polyphon/contracts'
import { feedbackService } from '@polyphon/feedback'
import { journeyService } from '@polyphon/journey'
import { messagingService } from '@polyphon/messaging'
import { profileService } from '@polyphon/profile'
import type { Route } from '@polyphon/service-kit'
import type { PersonalData } from '@polyphon/service-kit/personal'
import {
  codesOf,
  describedRoutes,
  documentOf,
  type MigrationFolder,
  migrationsOf,
  personalOf,
  type RunningService,
  readersOf,
  type ServiceDefinition,
  type StartOptions,
  startService,
} from '@polyphon/service-kit/runtime'
import type { Codes } from '@polyphon/values'
import type { z } from 'zod'

/** A service without the types of its own settings and tools, so that all five can stand in one list. */
export interface AnyService {
  readonly name: string
  readonly settings: z.ZodObject
  readonly migrations: readonly MigrationFolder[]
  /** What it says of the people in its tables. */
  readonly personal: PersonalData
  /** Every code that it answers, and what to do about it. */
  readonly codes: Codes
  /** Its operations, with the schemas of what they take and answer. */
  routes(): readonly Route[]
  /** What each of its consumer groups takes from which topic. */
  readers(): readonly Reader[]
  document(): Promise<Readonly<Record<string, unknown>>>
  start(around: StartOptions): Promise<RunningService>
}

function anyService<Settings extends z.ZodObject, Tools>(definition: ServiceDefinition<Settings, Tools>): AnyService {
  return {
    name: definition.name,
    settings: definition.settings,
    migrations: migrationsOf(definition),
    personal: personalOf(definition),
    codes: codesOf(definition),
    routes: () => describedRoutes(definition),
    readers: () => readersOf(definition),
    document: () => documentOf(definition),
    start: (around) => startService(definition, around),
  }
}

/** The five services, in the order of their ports. */
export const services: readonly AnyService[] = [
  anyService(profileService),
  anyService(journeyService),
  anyService(messagingService),
  anyService(feedbackService),
  anyService(analyticsService),
]
