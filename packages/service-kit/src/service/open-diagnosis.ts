import type { z } from 'zod'
import type { MigrationFolder } from '../db/migrate.js'
import { checkBlobs } from '../diagnosis/check-blobs.js'
import { databaseChecks } from '../diagnosis/check-database.js'
import { logChecks } from '../diagnosis/check-log.js'
import { serverChecks } from '../diagnosis/check-servers.js'
import { settingsChecks } from '../diagnosis/check-settings.js'
import { workChecks } from '../diagnosis/check-work.js'
import { diagnose } from '../diagnosis/diagnose.js'
import type { DiagnosisCheck, Finding } from '../diagnosis/finding.js'
import type { Reader } from '../events/backlog.js'
import type { Deps } from '../http/deps.js'
import { allTopics } from '../log/topics.js'
import type { Env } from '../settings/load-settings.js'
import { lookAtSettings } from '../settings/look-at-settings.js'
import { type KitSettings, kitSettings } from './settings.js'

export interface DiagnosisParts {
  readonly deps: Deps<KitSettings>
  readonly env: Env
  readonly folders: readonly MigrationFolder[]
  /** The settings of the service itself. */
  readonly ofService: z.ZodObject
  readonly readers: readonly Reader[]
  /** What only this service looks at. */
  readonly more: readonly DiagnosisCheck[]
}

/** What a service looks at when an operator asks what is wrong. */
export function openDiagnosis(parts: DiagnosisParts): () => Promise<readonly Finding[]> {
  const { deps, env, folders, ofService, readers, more } = parts
  const { db, log, counters, settings } = deps
  const checks = [
    ...settingsChecks(lookAtSettings(kitSettings.extend(ofService.shape), env)),
    ...databaseChecks(db, folders),
    ...logChecks(log, { topics: allTopics, partitions: settings.KAFKA_PARTITIONS }),
    ...workChecks(deps, readers),
    ...serverChecks(settings, counters),
    checkBlobs(deps.blobs),
    ...more,
  ]
  return () => diagnose(checks)
}
