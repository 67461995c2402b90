import { channelsFromTheStart, invitationTemplate } from '@polyphon/contracts'
import { type Fault, readChannel } from '@polyphon/values'

/** An invitation as it is wanted, and what is known of what it needs. */
export interface WantedInvitation {
  readonly channels: readonly string[]
  readonly topic: string
  readonly template: string | null
  readonly isTemplateKnown: boolean
  /** The state of the person’s permission for the topic, by channel, as far as this service knows. */
  readonly permissions: ReadonlyMap<string, string>
}

/** Why the mail of an invitation will be dropped by messaging. No error: what other services own may be on its way. */
export function warnInvitation(wanted: WantedInvitation): readonly Fault[] {
  const { channels, template } = wanted
  const lacksTemplate = template !== null && template !== invitationTemplate && !wanted.isTemplateKnown
  return [
    ...channels.flatMap((name, index) =>
      readChannel(name) === null
        ? [fault(`/body/channels/${index}`, 'channel_unknown', `No channel "${name}" is known.`)]
        : [],
    ),
    ...(lacksTemplate
      ? [fault('/body/template', 'template_missing', `No template "${template}" is known: publish it in messaging.`)]
      : []),
    ...permissionWarnings(wanted),
  ]
}

function permissionWarnings({ channels, topic, permissions }: WantedInvitation): readonly Fault[] {
  const known = channels.flatMap((name) => readChannel(name) ?? [])
  if (!known.some((channel) => channelsFromTheStart.includes(channel))) {
    const detail = `${channelsFromTheStart.join(', ')} is there from the start, every other channel once it has been set up in messaging; until then this invitation is dropped.`
    return [fault('/body/channels', 'channel_unavailable', detail)]
  }
  const states = known.map((channel) => permissions.get(channel) ?? 'missing')
  if (states.includes('granted')) return []
  const refusal = states.find((state) => state === 'withdrawn' || state === 'denied') ?? 'missing'
  const detail = `An invitation goes only to who has granted it, and this person has not for the topic "${topic}" by ${known.join(', ')}: put a permission in messaging.`
  return [fault('/body/topic', `permission_${refusal}`, detail)]
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
