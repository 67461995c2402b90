import { chooseLocale, type PathSegment, parsePathBelow } from '@polyphon/values'
import type { ChannelTexts } from '../../channels/domain/channel-kind.js'

/** The texts for one channel, by language. */
export interface ChannelTemplate {
  readonly locales: Readonly<Record<string, ChannelTexts>>
}

/** A path below `data` that a template counts on, such as `orderNumber`, `order.größe` or `["order id"]`. */
export interface TemplateVariable {
  readonly name: string
  readonly required: boolean
}

/** One immutable version of a template. Version 0 is built in. */
export interface Template {
  readonly key: string
  readonly version: number
  /** The first of its channels. */
  readonly channel: string
  readonly channels: Readonly<Record<string, ChannelTemplate>>
  /** Every channel has texts in it. */
  readonly fallbackLocale: string
  readonly variables: readonly TemplateVariable[]
  readonly publishedAt: Date | null
}

export type TemplateContent = Pick<Template, 'channel' | 'channels' | 'fallbackLocale' | 'variables'>

type Texts = Pick<Template, 'channels' | 'fallbackLocale'>

const localesOf = ({ channels }: Pick<Template, 'channels'>, channel: string): ChannelTemplate['locales'] =>
  (Object.hasOwn(channels, channel) ? channels[channel]?.locales : undefined) ?? {}

/** The language that somebody gets who wants this one on a channel: the nearest there is, else the fallback. */
export function localeFor(template: Texts, channel: string, wanted: string | null): string {
  return chooseLocale(Object.keys(localesOf(template, channel)), [wanted]) ?? template.fallbackLocale
}

/** What a template says on a channel in one of its languages; null if it says nothing there. */
export function textsFor(template: Pick<Template, 'channels'>, channel: string, locale: string): ChannelTexts | null {
  const locales = localesOf(template, channel)
  return (Object.hasOwn(locales, locale) ? locales[locale] : undefined) ?? null
}

/** Whether a template can be sent by a channel. */
export const speaksOn = ({ channels }: Pick<Template, 'channels'>, channel: string): boolean =>
  Object.hasOwn(channels, channel)

/** All languages of a template, those of its first channel first. */
export const allLocales = ({ channel, channels }: Pick<Template, 'channel' | 'channels'>): readonly string[] => [
  ...new Set([
    ...Object.keys(localesOf({ channels }, channel)),
    ...Object.values(channels).flatMap(({ locales }) => Object.keys(locales)),
  ]),
]

/** The required variables that `data` does not hold, or holds as null. */
export function missingVariables(
  variables: readonly TemplateVariable[],
  data: Readonly<Record<string, unknown>>,
): readonly string[] {
  return variables.filter(({ name, required }) => required && !holds(data, variablePath(name))).map(({ name }) => name)
}

/** Where a variable stands below `data`. */
export const variablePath = (name: string): readonly PathSegment[] => parsePathBelow('data', name) ?? [name]

function holds(data: unknown, path: readonly PathSegment[]): boolean {
  const [name, ...rest] = path
  if (name === undefined) return data !== undefined && data !== null
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return false
  return holds(Reflect.get(data, name), rest)
}
