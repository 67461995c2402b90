import { templatePublished } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { type Fault, pointerTo, readLocale } from '@polyphon/values'
import { sourcesOf } from '../domain/mail.js'
import type { Renderer } from '../domain/rendering.js'
import { isSameContent, type Template, type TemplateContent, type TemplateTexts } from '../domain/template.js'
import { insertTemplateVersion, lockTemplate, readTemplate, saveNewestVersion } from '../store/templates.js'

export type TemplateGiven = Omit<TemplateContent, 'fallbackLocale'> & { readonly fallbackLocale: string | undefined }

/** Publishes a version of a template, unless it says just what the newest one says. */
export async function putTemplate(
  tx: Tx,
  key: string,
  given: TemplateGiven,
  renderer: Renderer,
): Promise<{ readonly isNew: boolean; readonly template: Template }> {
  const content = await check(given, renderer)
  const newest = await lockTemplate(tx, key)
  const before = newest === 0 ? null : await readTemplate(tx, key, newest)
  if (before !== null && isSameContent(before, content)) return { isNew: false, template: before }
  const template: Template = { ...content, key, version: newest + 1, publishedAt: tx.now }
  await insertTemplateVersion(tx, template)
  await saveNewestVersion(tx, key, template.version)
  outbox.append(tx, templatePublished, {
    key,
    version: template.version,
    channel: template.channel,
    locales: Object.keys(template.locales),
    fallbackLocale: template.fallbackLocale,
    variables: template.variables.map(({ name }) => name),
    publishedAt: tx.now.toISOString(),
  })
  return { isNew: template.version === 1, template }
}

async function check(given: TemplateGiven, renderer: Renderer): Promise<TemplateContent> {
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
      faults.push(...(await checkTexts(texts, pointer, renderer)))
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

async function checkTexts(texts: TemplateTexts, pointer: string, renderer: Renderer): Promise<readonly Fault[]> {
  const sources = sourcesOf(texts)
  const parts = [
    { field: 'subject', only: { subject: sources.subject, html: null, text: null } },
    { field: 'body', only: { subject: '', html: sources.html, text: sources.html === null ? texts.body : null } },
    ...(texts.text === undefined ? [] : [{ field: 'text', only: { subject: '', html: null, text: texts.text } }]),
  ]
  const results = await Promise.all(
    parts.map(async ({ field, only }) => ({ field, result: await renderer.render(only, null) })),
  )
  return results.flatMap(({ field, result }) =>
    result.ok ? [] : [fault(`${pointer}/${field}`, result.fault.code, result.fault.detail)],
  )
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
