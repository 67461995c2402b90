import { AppError } from '@polyphon/service-kit'
import { type Fault, pointerTo, readLocale } from '@polyphon/values'
import { sourcesOf } from '../../channels/domain/mail.js'
import { isLasting, type Renderer } from '../domain/rendering.js'
import type { TemplateContent, TemplateTexts } from '../domain/template.js'
import { rendererUnavailable } from './renderer-unavailable.js'

export type TemplateGiven = Omit<TemplateContent, 'fallbackLocale'> & { readonly fallbackLocale: string | undefined }

interface Checking {
  readonly workspaceId: string
  readonly renderer: Renderer
}

/**
 * Reads what somebody wants to publish, and has every text parsed. Needs no transaction, and none may be open: it waits
 * for the renderer. What is wrong is refused with all its faults.
 */
export async function checkTemplate(given: TemplateGiven, checking: Checking): Promise<TemplateContent> {
  const faults: Fault[] = []
  if (given.channel !== 'email')
    faults.push(fault('/body/channel', 'channel_unavailable', 'Templates are written for the channel email.'))
  const locales: Record<string, TemplateTexts> = {}
  for (const [tag, texts] of Object.entries(given.locales)) {
    const pointer = pointerTo('/body/locales', tag)
    const canonical = readLocale(tag)
    if (canonical === null) faults.push(fault(pointer, 'locale_invalid', 'Name the language by a BCP 47 tag.'))
    else if (Object.hasOwn(locales, canonical))
      faults.push(fault(pointer, 'locale_repeated', `There are other texts for ${canonical}.`))
    else {
      locales[canonical] = texts
      faults.push(...(await checkTexts(texts, pointer, checking)))
    }
  }
  const fallbackLocale = fallbackOf(given, Object.keys(locales))
  if (fallbackLocale === null)
    faults.push(fault('/body/fallbackLocale', 'locale_missing', 'There is no text in this language.'))
  if (faults.length > 0 || fallbackLocale === null)
    throw new AppError('unprocessable', 'template_invalid', 'The template cannot be used.', { faults })
  return { channel: given.channel, locales, fallbackLocale, variables: given.variables }
}

function fallbackOf(given: TemplateGiven, known: readonly string[]): string | null {
  if (given.fallbackLocale === undefined) return known.find((tag) => tag === 'en') ?? known[0] ?? null
  return known.find((tag) => tag === given.fallbackLocale) ?? null
}

async function checkTexts(
  texts: TemplateTexts,
  pointer: string,
  { workspaceId, renderer }: Checking,
): Promise<readonly Fault[]> {
  const sources = sourcesOf(texts)
  const parts = [
    { field: 'subject', only: { subject: sources.subject, html: null, text: null } },
    { field: 'body', only: { subject: '', html: sources.html, text: sources.html === null ? texts.body : null } },
    ...(texts.text === undefined ? [] : [{ field: 'text', only: { subject: '', html: null, text: texts.text } }]),
  ]
  const results = await Promise.all(
    parts.map(async ({ field, only }) => ({
      field,
      result: await renderer.render({ workspaceId, urgency: 'first', sources: only, scope: null }),
    })),
  )
  return results.flatMap(({ field, result }) => {
    if (result.ok) return []
    if (!isLasting(result.fault)) throw rendererUnavailable(result.fault)
    return [fault(`${pointer}/${field}`, result.fault.code, result.fault.detail)]
  })
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
