import { type Deps, type KitSettings } from '@polyphon/service-kit'
import { type Keyring, secretsKeys } from '@polyphon/service-kit/access'
import type { Notices } from '@polyphon/service-kit/work'
import { z } from 'zod'
import type { Clocks } from './tracking/workers/clocks.js'
import type { Collector } from './tracking/workers/collector.js'
import type { Rejections } from './tracking/workers/rejections.js'

export const profileSettings = z.object({
  INGEST_MODE: z
    .enum(['database', 'log'])
    .default('database')
    .describe(
      'When an event counts as accepted: `database` answers 200 once it is applied, `log` answers 202 once the log has it and applies it then',
    ),
  SECRETS_KEYS: secretsKeys,
})

/** What profile has of its own besides the kit. */
export interface ProfileTools {
  readonly collector: Collector
  readonly rejections: Rejections
  readonly clocks: Clocks
  /** Seals the private halves of signing keys, and the URLs by which staff are told. */
  readonly keyring: Keyring
  readonly notices: Notices
}

export type ProfileDeps = Deps<KitSettings & z.output<typeof profileSettings>, ProfileTools>
