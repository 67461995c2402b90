import { AppError, type Person, readPerson, readWorkspace, type Tx } from '@polyphon/service-kit'
import { readLocale } from '@polyphon/values'
import { contentOf, type MailContent, sourcesOf } from '../domain/mail.js'
import { personScope, type Renderer } from '../domain/rendering.js'
import { localeFor, missingVariables } from '../domain/template.js'
import { getTemplate } from './get-template.js'

export interface PreviewQuestion {
  readonly version: number | undefined
  readonly locale: string | undefined
  readonly profileId: string | undefined
  readonly person: Readonly<Record<string, unknown>> | undefined
  readonly data: Readonly<Record<string, unknown>>
  readonly url: string | undefined
}

export interface Preview extends MailContent {
  readonly key: string
  readonly version: number
  readonly locale: string
}

const EXAMPLE_LINK = 'https://example.org/unsubscribe'

/** Shows what a template would say, to a known person or an imagined one. */
export async function previewTemplate(
  tx: Tx,
  key: string,
  question: PreviewQuestion,
  renderer: Renderer,
): Promise<Preview> {
  const template = await getTemplate(tx, key, question.version)
  const known = question.profileId === undefined ? null : await readPerson(tx, question.profileId)
  if (question.profileId !== undefined && known === null)
    throw new AppError('unprocessable', 'profile_unknown', 'Nobody with this id is known here.', {
      faults: [{ pointer: '/body/profileId', code: 'profile_unknown', detail: 'Not known here, or not yet.' }],
    })
  const [missing] = missingVariables(template.variables, question.data)
  if (missing !== undefined)
    throw cannotRender('variable_missing', `data.${missing}`, 'The template needs this variable.')
  const locale = localeFor(template, question.locale ?? (await wantedBy(tx, question.person, known)))
  const texts = template.locales[locale]
  if (texts === undefined) throw new Error('A template has no texts in its fallback language.')
  const result = await renderer.render(sourcesOf(texts), {
    person: { ...personScope(known), ...question.person },
    data: question.data,
    unsubscribeUrl: EXAMPLE_LINK,
    ...(question.url === undefined ? {} : { url: question.url }),
  })
  if (!result.ok) throw cannotRender(result.fault.code, result.fault.variable, result.fault.detail)
  return { key, version: template.version, locale, ...contentOf(result.texts) }
}

/** The language that a message would want: that of the person, imagined or known, else that of the workspace. */
async function wantedBy(tx: Tx, imagined: PreviewQuestion['person'], known: Person | null): Promise<string | null> {
  return readLocale(imagined?.['locale']) ?? known?.locale ?? (await readWorkspace(tx, tx.workspaceId))?.locale ?? null
}

function cannotRender(code: string, variable: string | undefined, detail: string): AppError {
  const pointer = variable === undefined ? '/body' : `/body/${variable.replaceAll('.', '/')}`
  return new AppError('unprocessable', code, 'The template cannot be shown with this.', {
    faults: [{ pointer, code, detail }],
  })
}
