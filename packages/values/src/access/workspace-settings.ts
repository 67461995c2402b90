import { z } from 'zod'
import { Purpose } from '../consents/consent.js'
import { Duration } from '../time/duration.js'
import { DATA_CLASSES } from './data-classes.js'

const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1a6b4f')

const fields = {
  weekStart: z.int().min(1).max(7).describe('Weekday on which a week begins, 1 is Monday (ISO 8601)'),
  trustPublishable: z.boolean().describe('Whether addresses are believed that come with a publishable key'),
  purposes: z
    .record(Purpose, z.enum(['consent', 'none']))
    .refine((purposes) => Object.keys(purposes).length <= 50, 'At most 50 purposes.')
    .describe('Whether a purpose needs consent; one that is not named needs it, `service` excepted'),
  retention: z
    .partialRecord(z.enum(DATA_CLASSES), z.int().min(1).max(36_500))
    .describe(
      'Days for which a class of personal data is kept, in all services. Where the operator says something else by `RETENTION_DAYS`, the shorter holds',
    ),
  lint: z
    .strictObject({ formOfAddress: z.enum(['formal', 'informal']).nullable().default(null) })
    .describe('What templates are checked for: whether German texts say Sie (formal) or du (informal)'),
  strikes: z
    .strictObject({ limit: z.int().min(1).max(20), within: Duration })
    .describe('How many bad experiences within which time end marketing to somebody'),
  brand: z
    .strictObject({
      name: z.string().trim().min(1).max(200).nullable().default(null),
      logoUrl: z
        .url({ protocol: /^https$/ })
        .max(2_000)
        .nullable()
        .default(null),
      primaryColour: Colour.nullable().default(null),
      secondaryColour: Colour.nullable().default(null),
    })
    .describe('What pages for people look like'),
}

/** What a workspace decides for all services; a feature that obeys one of them says so where it does. */
export const WorkspaceSettings = z.strictObject(fields).meta({ id: 'WorkspaceSettings' })
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>

/** A change of them: what is not named stays, what is named is replaced, null brings the default back. */
export const WorkspaceSettingsChange = z.strictObject({
  weekStart: fields.weekStart.nullable().optional(),
  trustPublishable: fields.trustPublishable.nullable().optional(),
  purposes: fields.purposes.nullable().optional(),
  retention: fields.retention.nullable().optional(),
  lint: fields.lint.nullable().optional(),
  strikes: fields.strikes.nullable().optional(),
  brand: fields.brand.nullable().optional(),
})
export type WorkspaceSettingsChange = z.infer<typeof WorkspaceSettingsChange>

const defaultsOf = (mode: 'live' | 'test'): WorkspaceSettings => ({
  weekStart: 1,
  trustPublishable: mode === 'test',
  purposes: { profiling: 'consent', personalisation: 'consent', service: 'none' },
  retention: {},
  lint: { formOfAddress: null },
  strikes: { limit: 2, within: 'P90D' },
  brand: { name: null, logoUrl: null, primaryColour: null, secondaryColour: null },
})

/**
 * The settings that hold: the default for each that was never said, and for one that this version does not understand, as
 * a copy may be of a newer one.
 */
export function settingsOf(workspace: {
  readonly mode: 'live' | 'test'
  readonly settings: Readonly<Record<string, unknown>>
}): WorkspaceSettings {
  const defaults = defaultsOf(workspace.mode)
  const stored = Object.entries(fields).flatMap(([name, schema]) => {
    const read = schema.safeParse(workspace.settings[name])
    return read.success ? [[name, read.data]] : []
  })
  return WorkspaceSettings.parse({ ...defaults, ...Object.fromEntries(stored) })
}

/** What is stored after a change: only what somebody said, so that a default can still change. */
export function changeSettings(
  settings: Readonly<Record<string, unknown>>,
  change: WorkspaceSettingsChange,
): Readonly<Record<string, unknown>> {
  const named = Object.entries(change).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    Object.entries({ ...settings, ...Object.fromEntries(named) }).filter(([, value]) => value !== null),
  )
}
