import type { MessageClass, PermissionState } from '@polyphon/contracts'

export type VerdictWord = 'allow' | 'defer' | 'substitute' | 'drop'

/** What one rule said, and why; kept with the message. */
export interface GateVerdict {
  readonly rule: 'expiry' | 'order' | 'permission' | 'suppression' | 'channel' | 'content'
  readonly verdict: VerdictWord
  readonly reason: string | null
  readonly until?: string
  /** The channel it was said about, where several were tried. */
  readonly channel?: string
}

/** What the rules look at for one channel that the message may take. */
export interface ChannelFacts {
  readonly channel: string
  readonly hasProvider: boolean
  /** Where the channel reaches the person; null if nowhere. */
  readonly address: string | null
  readonly permission: PermissionState | null
  readonly isSuppressed: boolean
}

export interface GateInput {
  readonly class: MessageClass
  readonly expiresAt: Date | null
  /** In the order in which they are to be tried. */
  readonly channels: readonly ChannelFacts[]
  /** What is wrong with the content, as a code; null if nothing. Not looked at for a mere question. */
  readonly contentFault: string | null
}

export type GateDecision =
  | {
      readonly outcome: 'allowed'
      readonly channel: string
      readonly address: string
      readonly verdicts: readonly GateVerdict[]
    }
  | {
      readonly outcome: 'dropped'
      readonly reason: string
      readonly channel: string
      readonly verdicts: readonly GateVerdict[]
    }

const allow = (rule: GateVerdict['rule']): GateVerdict => ({ rule, verdict: 'allow', reason: null })
const drop = (rule: GateVerdict['rule'], reason: string): GateVerdict => ({ rule, verdict: 'drop', reason })

/** Marketing and research need a permission; service only stops at a no; transactional mail asks nobody. */
export function decidePermissionRule(input: {
  readonly class: MessageClass
  readonly channel: string
  readonly state: PermissionState | null
}): GateVerdict {
  const { state } = input
  if (input.class === 'transactional') return allow('permission')
  if (state === 'denied' || state === 'withdrawn') return drop('permission', `permission_${state}`)
  if (input.class === 'service' || state === 'granted') return allow('permission')
  if (state === 'existing_customer' && input.class === 'marketing' && input.channel === 'email')
    return { ...allow('permission'), reason: 'existing_customer' }
  return drop('permission', 'permission_missing')
}

/** All rules for one channel, in their order, up to the first that says no. */
function decideChannel(input: GateInput, facts: ChannelFacts): readonly GateVerdict[] {
  const rules: readonly (() => GateVerdict)[] = [
    () => decidePermissionRule({ class: input.class, channel: facts.channel, state: facts.permission }),
    () => (facts.isSuppressed ? drop('suppression', 'suppressed') : allow('suppression')),
    () => {
      if (!facts.hasProvider) return drop('channel', 'channel_unavailable')
      return facts.address === null ? drop('channel', 'no_address') : allow('channel')
    },
  ]
  const verdicts: GateVerdict[] = []
  for (const rule of rules) {
    const verdict = rule()
    verdicts.push(verdict)
    if (verdict.verdict === 'drop') break
  }
  return verdicts
}

/**
 * The one place where it is decided whether a message may go out now, and by which channel: expiry, permission,
 * suppression, channel, content. The first channel that every rule allows is taken.
 */
export function decideGate(input: GateInput, now: Date): GateDecision {
  const first = input.channels[0]?.channel ?? 'email'
  if (input.expiresAt !== null && input.expiresAt <= now)
    return { outcome: 'dropped', reason: 'expired', channel: first, verdicts: [drop('expiry', 'expired')] }
  const refusals: GateVerdict[] = []
  for (const facts of input.channels) {
    const verdicts = decideChannel(input, facts)
    const refusal = verdicts.find((verdict) => verdict.verdict === 'drop')
    if (refusal !== undefined) refusals.push({ ...refusal, channel: facts.channel })
    else {
      const skipped = refusals.map((one): GateVerdict => ({ ...one, verdict: 'substitute' }))
      return decideContent(input.contentFault, facts, [allow('expiry'), ...skipped, ...verdicts])
    }
  }
  const decisive = refusals.find((one) => one.reason !== 'channel_unavailable') ?? refusals[0]
  return {
    outcome: 'dropped',
    reason: decisive?.reason ?? 'no_channel',
    channel: decisive?.channel ?? first,
    verdicts: [allow('expiry'), ...refusals],
  }
}

function decideContent(fault: string | null, facts: ChannelFacts, said: readonly GateVerdict[]): GateDecision {
  const { channel } = facts
  if (fault !== null) return { outcome: 'dropped', reason: fault, channel, verdicts: [...said, drop('content', fault)] }
  // The channel rule has said no to everything without an address.
  return { outcome: 'allowed', channel, address: facts.address ?? '', verdicts: [...said, allow('content')] }
}
