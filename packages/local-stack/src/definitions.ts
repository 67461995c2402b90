import { analyticsService } from '@polyphon/analytics'
import { feedbackService } from '@polyphon/feedback'
import { journeyService } from '@polyphon/journey'
import { messagingService } from '@polyphon/messaging'
import { profileService } from '@polyphon/profile'
import type { PersonalData } from '@polyphon/service-kit/personal'
import {
  documentOf,
  type MigrationFolder,
  migrationsOf,
  personalOf,
  type RunningService,
  type ServiceDefinition,
  type StartOptions,
  startService,
} from '@polyphon/service-kit/runtime'
import type { z } from 'zod'

/** A service without the types of its own settings and tools, so that all five can stand in one list. */
export interface AnyService {
  readonly name: string
  readonly settings: z.ZodObject
  readonly migrations: readonly MigrationFolder[]
  /** What it says of the people in its tables. */
  readonly personal: PersonalData
  document(): Promise<Readonly<Record<string, unknown>>>
  start(around: StartOptions): Promise<RunningService>
}

function anyService<Settings extends z.ZodObject, Tools>(definition: ServiceDefinition<Settings, Tools>): AnyService {
  return {
    name: definition.name,
    settings: definition.settings,
    migrations: migrationsOf(definition),
    personal: personalOf(definition),
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
