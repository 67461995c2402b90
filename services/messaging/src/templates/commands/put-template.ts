import { templatePublished } from '@polyphon/contracts'
import { type IfMatch, outbox, requireVersion, type Tx } from '@polyphon/service-kit'
import { allLocales, isSameContent, type Template, type TemplateContent } from '../domain/template.js'
import { insertTemplateVersion, lockTemplate, readTemplate, saveNewestVersion } from '../store/templates.js'

/** Publishes a version of a template that has been checked, unless it equals the newest one. */
export async function putTemplate(
  tx: Tx,
  { key, content, ifMatch }: { readonly key: string; readonly content: TemplateContent; readonly ifMatch: IfMatch },
): Promise<{ readonly isNew: boolean; readonly template: Template }> {
  const newest = await lockTemplate(tx, key)
  requireVersion(ifMatch, newest === 0 ? null : newest)
  const before = newest === 0 ? null : await readTemplate(tx, key, newest)
  if (before !== null && isSameContent(before, content)) return { isNew: false, template: before }
  const template: Template = { ...content, key, version: newest + 1, publishedAt: tx.now }
  await insertTemplateVersion(tx, template)
  await saveNewestVersion(tx, key, template.version)
  outbox.append(tx, templatePublished, {
    key,
    version: template.version,
    channel: template.channel,
    locales: [...allLocales(template)],
    fallbackLocale: template.fallbackLocale,
    variables: template.variables.flatMap(({ name, required }) => (required ? [name] : [])),
    publishedAt: tx.now.toISOString(),
  })
  return { isNew: template.version === 1, template }
}
