import { type Tx } from '@polyphon/service-kit'
import { makeLinkToken } from '@polyphon/service-kit/access'
import { writePath } from '@polyphon/values'
import type { Recipient } from '../../channels/domain/address.js'
import type { ChannelTexts, ContentFault } from '../../channels/domain/channel-kind.js'
import { builtInTemplate } from '../../templates/domain/built-in-template.js'
import { type Speech, speechTo } from '../../templates/domain/speech.js'
import {
  localeFor,
  missingVariables,
  speaksOn,
  type Template,
  textsFor,
  variablePath,
} from '../../templates/domain/template.js'
import { readTemplate } from '../../templates/store/templates.js'
import { decideGate, type GateInput, type GateRule } from '../domain/gate.js'
import type { Message } from '../domain/message.js'
import { type GateFacts, readGateFacts } from '../store/gate-facts.js'
import { takeQueued } from '../store/messages.js'

/** What a message is rendered from, as it stood when it was read. */
export interface Draft {
  readonly message: Message
  readonly recipient: Recipient | null
  /** The person's revision; null where nobody is known. */
  readonly revision: number | null
  /** The channel that it would take. */
  readonly channel: string
  readonly locale: string
  /** How dates and money are written. */
  readonly speaks: Speech
  /** Null if nothing need be rendered: as things stand, the gate would stop the message. */
  readonly texts: ChannelTexts | null
  readonly unsubscribeToken: string
}

export interface DraftContext {
  readonly rules: readonly GateRule[]
  /** Channels that something can be sent by. */
  readonly providers: ReadonlySet<string>
  /** The language of the workspace, for people without a known language. */
  readonly fallbackLocale: string | null
  /** The zone of the workspace, for people without a known zone. */
  readonly fallbackTimeZone: string | null
  /** Published versions never change, so they are kept. */
  readonly templates: Map<string, Template>
  /** For how long no other process prepares the message and, after its claim, sends it. */
  readonly leaseMs: number
}

export interface Prepared {
  readonly drafts: readonly Draft[]
  /** There may be more to send. */
  readonly isFull: boolean
}

/**
 * Leases queued messages and reads what they are rendered from. Nothing is decided by it: they stay
 * queued, can be stopped, and are looked at again by the gate when they are claimed, which is after rendering. Should
 * this process die, the lease ends, and another one prepares them.
 */
export async function prepareMessages(tx: Tx, context: DraftContext & { readonly limit: number }): Promise<Prepared> {
  const { limit, leaseMs, providers, templates, rules } = context
  const messages = await takeQueued(tx, { limit, until: new Date(tx.serverNow.getTime() + leaseMs) })
  if (messages.length === 0) return { drafts: [], isFull: false }
  const facts = await readGateFacts(tx, messages, { hold: false, providers })
  const drafts: Draft[] = []
  for (const [index, message] of messages.entries()) {
    const found = facts[index]
    if (found === undefined) continue
    const template = await findTemplate(tx, message, templates)
    const input = gateInputOf(message, found, template)
    const { outcome, channel } = decideGate(input, tx.now, rules)
    const unsubscribeToken = makeLinkToken(tx.workspaceId).token
    const content = { channel, template: outcome === 'allowed' ? template : null }
    drafts.push({ ...draftOf(message, found, content, context), unsubscribeToken })
  }
  return { drafts, isFull: messages.length === limit }
}

/** What a message would be rendered from now; from nothing without a template. */
export function draftOf(
  message: Message,
  { recipient, revision }: GateFacts,
  { channel, template }: { readonly channel: string; readonly template: Template | null },
  { fallbackLocale, fallbackTimeZone }: Pick<DraftContext, 'fallbackLocale' | 'fallbackTimeZone'>,
): Omit<Draft, 'unsubscribeToken'> {
  const wanted = message.wantedLocale ?? recipient?.locale ?? fallbackLocale
  const locale = template === null ? '' : localeFor(template, channel, wanted)
  const texts = template === null ? null : textsFor(template, channel, locale)
  const speaks = speechTo(recipient ?? {}, { locale, timeZone: fallbackTimeZone })
  return { message, recipient, revision, channel, locale, speaks, texts }
}

export async function findTemplate(tx: Tx, message: Message, kept: Map<string, Template>): Promise<Template | null> {
  const { templateKey, templateVersion } = message
  if (templateVersion === null) return null
  if (templateVersion === 0) return builtInTemplate(templateKey)
  const name = `${tx.workspaceId} ${templateKey} ${templateVersion}`
  const before = kept.get(name)
  if (before !== undefined) return before
  const template = await readTemplate(tx, templateKey, templateVersion)
  if (kept.size >= 1_000) kept.clear()
  if (template !== null) kept.set(name, template)
  return template
}

/** What the gate looks at, before the message is rendered. */
export function gateInputOf(message: Message, facts: GateFacts, template: Template | null): GateInput {
  return {
    class: message.class,
    expiresAt: message.expiresAt,
    channels: facts.channels.map((channelFacts) => ({
      ...channelFacts,
      hasTexts: template === null || speaksOn(template, channelFacts.channel),
    })),
    contentFault: contentFaultOf(message, template),
  }
}

/** The fault of the content that shows before it is rendered; null if there is none. */
function contentFaultOf(message: Message, template: Template | null): ContentFault | null {
  if (template === null) return { reason: 'template_missing' }
  const [missing] = missingVariables(template.variables, message.data)
  return missing === undefined
    ? null
    : { reason: 'variable_missing', variable: writePath(['data', ...variablePath(missing)]) }
}
