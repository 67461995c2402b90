import { z } from 'zod'

/** What is to be known of a setting besides its form. */
export interface SettingMarks {
  /** What must never come from an example in production: the whole value, or the password in a URL. */
  readonly secret?: 'value' | 'password'
  /** `NAME` or `NAME=value`: this setting is required where one of these is given. */
  readonly requiredWith?: readonly string[]
}

/**
 * The marks of settings: `z.string().optional().describe('…').register(settingMarks, { secret: 'value' })`. They come
 * last: whatever is wrapped around a marked schema is not marked.
 */
export const settingMarks = z.registry<SettingMarks>()
