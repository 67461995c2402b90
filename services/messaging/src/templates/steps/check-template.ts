import { AppError } from '@polyphon/service-kit'
import { type Fault, pointerTo, readLocale } from '@polyphon/values'
import type { ChannelKind, ChannelTexts } from '../../channels/domain/channel-kind.js'
import { CHANNEL_KINDS, channelKind } from '../../channels/domain/channels.js'
import type { LocalesPointer } from '../domain/built-in-template.js'
import { isLasting, type Renderer } from '../domain/rendering.js'
import { TO_NOBODY } from '../domain/speech.js'
import type { ChannelTemplate, TemplateContent } from '../domain/template.js'
import { rendererUnavailable } from './renderer-unavailable.js'

// What the routes of definitions need of the store.
export { storedTemplate } from '../store/templates.js'

/** What somebody wants to publish, with the pointer under which each channel's languages stand in it. */
export interface TemplateGiven {
  readonly channels: readonly { readonly channel: string; readonly locales: ChannelTemplate['locales'] }[]
  readonly fallbackLocale: string | undefined
  readonly variables: TemplateContent['variables']
  readonly localesAt: LocalesPointer
}

interface Checking {
  readonly workspaceId: string
  readonly renderer: Renderer
}

/**
 * Reads what somebody wants to publish, and has every text parsed. Needs no transaction, and none may be open: it waits
 * for the renderer. What is wrong is refused with all its faults.
 */
export async function checkTemplate(given: TemplateGiven, checking: Checking): Promise<TemplateContent> {
  const checked = await Promise.all(given.channels.map((channel) => checkChannel(channel, given, checking)))
  const faults = checked.flatMap((channel) => channel.faults)
  const fallbackLocale = fallbackOf(
    given,
    checked.map(({ locales }) => Object.keys(locales)),
  )
  if (fallbackLocale === null)
    faults.push(fault('/body/fallbackLocale', 'locale_missing', 'There is no text in this language.'))
  const [first] = given.channels
  if (faults.length > 0 || fallbackLocale === null || first === undefined)
    throw new AppError('unprocessable', 'template_invalid', 'The template cannot be used.', { faults })
  const channels = Object.fromEntries(checked.map(({ channel, locales }) => [channel, { locales }]))
  return { channel: first.channel, channels, fallbackLocale, variables: given.variables }
}

interface CheckedChannel {
  readonly channel: string
  readonly locales: Readonly<Record<string, ChannelTexts>>
  readonly faults: readonly Fault[]
}

async function checkChannel(
  { channel, locales: given }: TemplateGiven['channels'][number],
  { localesAt }: TemplateGiven,
  checking: Checking,
): Promise<CheckedChannel> {
  const faults: Fault[] = []
  const kind = channelKind(channel)
  if (kind === null) {
    const names = CHANNEL_KINDS.map(({ name }) => name).join(', ')
    faults.push(fault('/body/channel', 'channel_unavailable', `Templates are written for these channels: ${names}.`))
  }
  const locales: Record<string, ChannelTexts> = {}
  for (const [tag, texts] of Object.entries(given)) {
    const pointer = pointerTo(localesAt(channel), tag)
    const canonical = readLocale(tag)
    if (canonical === null) faults.push(fault(pointer, 'locale_invalid', 'Name the language by a BCP 47 tag.'))
    else if (Object.hasOwn(locales, canonical))
      faults.push(fault(pointer, 'locale_repeated', `There are other texts for ${canonical}.`))
    else {
      locales[canonical] = texts
      if (kind !== null) faults.push(...(await checkTexts(kind.fields(texts), pointer, checking)))
    }
  }
  return { channel, locales, faults }
}

// The language that every channel has.
function fallbackOf({ fallbackLocale }: TemplateGiven, channels: readonly (readonly string[])[]): string | null {
  const [first = [], ...others] = channels
  const common = first.filter((tag) => others.every((tags) => tags.includes(tag)))
  if (fallbackLocale === undefined) return common.find((tag) => tag === 'en') ?? common[0] ?? null
  return common.find((tag) => tag === fallbackLocale) ?? null
}

async function checkTexts(
  parts: ReturnType<ChannelKind['fields']>,
  pointer: string,
  { workspaceId, renderer }: Checking,
): Promise<readonly Fault[]> {
  const results = await Promise.all(
    parts.map(async ({ field, sources }) => ({
      field,
      result: await renderer.render({ workspaceId, urgency: 'first', sources, scope: null, speaks: TO_NOBODY }),
    })),
  )
  return results.flatMap(({ field, result }) => {
    if (result.ok) return []
    if (!isLasting(result.fault)) throw rendererUnavailable(result.fault)
    return [fault(`${pointer}/${field}`, result.fault.code, result.fault.detail)]
  })
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
