import { AppError, type Tx } from '@polyphon/service-kit'
import { builtInTemplate } from '../domain/built-in-template.js'
import type { Template } from '../domain/template.js'
import { readNewestTemplates, readTemplate } from '../store/templates.js'

/** A version of a template, the newest by default; a built-in one where the workspace has published none. */
export async function getTemplate(tx: Tx, key: string, version?: number): Promise<Template> {
  const template =
    version === undefined
      ? ((await readNewestTemplates(tx, [key]))[0] ?? builtInTemplate(key))
      : await readTemplate(tx, key, version)
  if (template === null) throw new AppError('missing', 'template_unknown', 'There is no such template.')
  return template
}
