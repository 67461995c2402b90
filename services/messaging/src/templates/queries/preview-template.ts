import { AppError, type Database } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { readPerson } from '@polyphon/service-kit/copies'
import { parsePath, pointerTo, readLocale, writePath } from '@polyphon/values'
import type { ChannelKind, ChannelTexts, Content } from '../../channels/domain/channel-kind.js'
import { channelKind } from '../../channels/domain/channels.js'
import { isLasting, personScope, type Renderer } from '../domain/rendering.js'
import { speechTo } from '../domain/speech.js'
import { localeFor, missingVariables, speaksOn, type Template, textsFor, variablePath } from '../domain/template.js'
import { rendererUnavailable } from '../steps/renderer-unavailable.js'
import { getTemplate } from './get-template.js'

export interface PreviewQuestion {
  readonly version: number | undefined
  /** The first of the template by default. */
  readonly channel: string | undefined
  readonly locale: string | undefined
  readonly profileId: string | undefined
  readonly person: Readonly<Record<string, unknown>> | undefined
  readonly data: Readonly<Record<string, unknown>>
  readonly url: string | undefined
}

export interface Preview {
  readonly key: string
  readonly version: number
  readonly channel: string
  readonly locale: string
  readonly content: Content
  readonly segments: number | null
}

const EXAMPLE_LINK = 'https://example.org/unsubscribe'

/** Shows what a template would say, to a known person or an imagined one. Nothing is held while it is rendered. */
export async function previewTemplate(
  from: { readonly db: Database; readonly workspaceId: string; readonly renderer: Renderer },
  key: string,
  question: PreviewQuestion,
): Promise<Preview> {
  const { db, workspaceId, renderer } = from
  const { template, known, wanted, timeZone } = await db.transact(
    workspaceId,
    async (tx) => {
      const found = await getTemplate(tx, key, question.version)
      const person = question.profileId === undefined ? null : await readPerson(tx, question.profileId)
      const workspace = await readWorkspace(tx, workspaceId)
      return {
        template: found,
        known: person,
        wanted:
          question.locale ?? readLocale(question.person?.['locale']) ?? person?.locale ?? workspace?.locale ?? null,
        timeZone: workspace?.timeZone ?? null,
      }
    },
    { readOnly: true },
  )
  if (question.profileId !== undefined && known === null)
    throw new AppError('unprocessable', 'profile_unknown', 'Nobody with this id is known here.', {
      faults: [{ pointer: '/body/profileId', code: 'profile_unknown', detail: 'Not known here, or not yet.' }],
    })
  failOnMissing(template, question)
  const channel = question.channel ?? template.channel
  const { kind, locale, texts } = textsOn(template, channel, wanted)
  const scope = {
    person: { ...personScope(known), ...question.person },
    data: question.data,
    unsubscribeUrl: EXAMPLE_LINK,
    ...(question.url === undefined ? {} : { url: question.url }),
  }
  // Somebody waits for it.
  const result = await renderer.render({
    workspaceId,
    urgency: 'first',
    sources: kind.render(texts),
    scope,
    speaks: speechTo(scope.person, { locale, timeZone }),
  })
  if (!result.ok && !isLasting(result.fault)) throw rendererUnavailable(result.fault)
  if (!result.ok) throw cannotRender(result.fault.code, result.fault.variable, result.fault.detail)
  if (result.content === null) throw new Error('What has a scope has content.')
  const { content } = result
  const fault = kind.faultOf(content)
  if (fault !== null)
    throw cannotRender(fault.reason, fault.variable, 'What the template says with this cannot be sent.')
  return { key, version: template.version, channel, locale, content, segments: kind.segmentsOf(content) }
}

function textsOn(
  template: Template,
  channel: string,
  wanted: string | null,
): { readonly kind: ChannelKind; readonly locale: string; readonly texts: ChannelTexts } {
  const kind = channelKind(channel)
  const locale = localeFor(template, channel, wanted)
  const texts = textsFor(template, channel, locale)
  if (kind === null || !speaksOn(template, channel)) throw notOnChannel(channel)
  if (texts === null) throw new Error('A template has no texts in its fallback language.')
  return { kind, locale, texts }
}

const notOnChannel = (channel: string): AppError =>
  new AppError('unprocessable', 'template_lacks_channel', 'The template has no texts for this channel.', {
    faults: [{ pointer: '/body/channel', code: 'template_lacks_channel', detail: `It says nothing on ${channel}.` }],
  })

function failOnMissing(template: Template, { data }: PreviewQuestion): void {
  const [missing] = missingVariables(template.variables, data)
  if (missing !== undefined)
    throw cannotRender(
      'variable_missing',
      writePath(['data', ...variablePath(missing)]),
      'The template needs this variable.',
    )
}

function cannotRender(code: string, variable: string | undefined, detail: string): AppError {
  // Some variables stand in the question; others the template makes itself, or they are a part of what it says.
  const isAsked = variable !== undefined && /^(?:data|person|url)\b/.test(variable)
  const pointer = isAsked ? pointerTo('/body', ...(parsePath(variable) ?? variable.split('.'))) : '/body'
  return new AppError('unprocessable', code, 'The template cannot be shown with this.', {
    faults: [{ pointer, code, detail }],
  })
}
