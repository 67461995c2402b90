import type { MessageClass, PermissionState } from '@polyphon/contracts'
import type { ContentFault } from '../../channels/domain/channel-kind.js'
import { channelKind } from '../../channels/domain/channels.js'

export type VerdictWord = 'allow' | 'defer' | 'substitute' | 'drop'

/** The verdict of one rule, and why; kept with the message. */
export interface GateVerdict {
  readonly rule: 'expiry' | 'order' | 'permission' | 'suppression' | 'restriction' | 'channel' | 'content' | 'quota'
  readonly verdict: VerdictWord
  readonly reason: string | null
  readonly until?: string
  /** The channel it is about, where several were tried. */
  readonly channel?: string
  /** What the content needs and lacks. */
  readonly variable?: string
}

/** What the rules look at for one channel that the message may take. */
export interface ChannelFacts {
  readonly channel: string
  readonly hasProvider: boolean
  /** The template says something on it; true for a mere question. */
  readonly hasTexts: boolean
  /** Where the channel reaches the person; null if nowhere. */
  readonly address: string | null
  readonly permission: PermissionState | null
  readonly isSuppressed: boolean
  /** What is known of whom it reaches may be kept and not used. */
  readonly isRestricted: boolean
}

export interface GateInput {
  readonly class: MessageClass
  readonly expiresAt: Date | null
  /** In the order in which they are to be tried. */
  readonly channels: readonly ChannelFacts[]
  /** Null if nothing is wrong with it. Not looked at for a mere question. */
  readonly contentFault: ContentFault | null
}

/**
 * Something that sending uses up, such as one message of a frequency cap. It is taken in the transaction that claims the message,
 * for the message's id: another try of the same message takes nothing more.
 */
export interface Reservation {
  /** What is counted, by person: `marketing P7D`. */
  readonly counter: string
  readonly most: number
  /** What was taken before that counts no more. */
  readonly since: Date
}

/** The answer of one rule for one channel. */
export type RuleAnswer =
  | { readonly verdict: 'allow'; readonly reason: string | null; readonly reserves?: readonly Reservation[] }
  /** Not now: the message is looked at again then, by every rule. So it is held for others, or until a quiet time ends. */
  | { readonly verdict: 'defer'; readonly reason: string; readonly until: Date }
  | { readonly verdict: 'drop'; readonly reason: string }

/**
 * One of the rules. It looks at facts and nothing else: whatever it needs to know is read beforehand, in the
 * transaction that claims, and whatever it would write is named in its answer.
 */
export interface GateRule {
  readonly rule: GateVerdict['rule']
  decide(input: GateInput, facts: ChannelFacts, now: Date): RuleAnswer
}

/** An answer that does not allow. */
export type RuleRefusal = Exclude<RuleAnswer, { readonly verdict: 'allow' }>

export type GateDecision =
  | {
      readonly outcome: 'allowed'
      readonly channel: string
      readonly address: string
      readonly verdicts: readonly GateVerdict[]
      /** To be taken before the message is claimed, all or none. */
      readonly reserves: readonly Reservation[]
    }
  | {
      readonly outcome: 'deferred'
      readonly reason: string
      readonly until: Date
      readonly channel: string
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

const YES: RuleAnswer = { verdict: 'allow', reason: null }
const no = (reason: string): RuleAnswer => ({ verdict: 'drop', reason })

const isForCustomers = (channel: string): boolean => channelKind(channel)?.rules.existingCustomer ?? false

/** Marketing and research need a permission; service mail is stopped by a refusal only; transactional mail needs none. */
export function decidePermissionRule(input: {
  readonly class: MessageClass
  readonly channel: string
  readonly state: PermissionState | null
}): RuleAnswer {
  const { state } = input
  if (input.class === 'transactional') return YES
  if (state === 'denied' || state === 'withdrawn') return no(`permission_${state}`)
  if (input.class === 'service' || state === 'granted') return YES
  if (state === 'existing_customer' && input.class === 'marketing' && isForCustomers(input.channel))
    return { verdict: 'allow', reason: 'existing_customer' }
  return no('permission_missing')
}

/** The rules for each channel, in this order, up to the first that does not allow. */
export const GATE_RULES: readonly GateRule[] = [
  {
    rule: 'permission',
    decide: (input, { channel, permission }) =>
      decidePermissionRule({ class: input.class, channel, state: permission }),
  },
  {
    rule: 'suppression',
    decide: (_input, { isSuppressed }) => (isSuppressed ? no('suppressed') : YES),
  },
  {
    rule: 'restriction',
    decide: (_input, { isRestricted }) => (isRestricted ? no('restricted') : YES),
  },
  {
    rule: 'channel',
    decide: (_input, { hasProvider, hasTexts, address }) => {
      if (!hasProvider) return no('channel_unavailable')
      if (!hasTexts) return no('template_lacks_channel')
      return address === null ? no('no_address') : YES
    },
  },
]

interface ChannelDecision {
  readonly channel: string
  readonly verdicts: readonly GateVerdict[]
  readonly reserves: readonly Reservation[]
  /** The answer of the last rule, if it did not allow. */
  readonly refusal: RuleRefusal | null
}

function decideChannel(
  input: GateInput,
  facts: ChannelFacts,
  { now, rules }: { readonly now: Date; readonly rules: readonly GateRule[] },
): ChannelDecision {
  const { channel } = facts
  const verdicts: GateVerdict[] = []
  const reserves: Reservation[] = []
  for (const { rule, decide } of rules) {
    const answer = decide(input, facts, now)
    verdicts.push(verdictOf(rule, answer))
    if (answer.verdict !== 'allow') return { channel, verdicts, reserves: [], refusal: answer }
    reserves.push(...(answer.reserves ?? []))
  }
  return { channel, verdicts, reserves, refusal: null }
}

const verdictOf = (rule: GateVerdict['rule'], answer: RuleAnswer): GateVerdict => ({
  rule,
  verdict: answer.verdict,
  reason: answer.reason,
  ...(answer.verdict === 'defer' ? { until: answer.until.toISOString() } : {}),
})

/**
 * The one place where it is decided whether a message may go out now, and by which channel: expiry, the rules for each
 * channel, content. The first channel that every rule allows is taken; if there is none and one may be allowed later,
 * the message waits until then, at most until it expires.
 */
export function decideGate(input: GateInput, now: Date, rules: readonly GateRule[] = GATE_RULES): GateDecision {
  const first = input.channels[0]?.channel ?? 'email'
  if (input.expiresAt !== null && input.expiresAt <= now)
    return { outcome: 'dropped', reason: 'expired', channel: first, verdicts: [drop('expiry', 'expired')] }
  const refused: ChannelDecision[] = []
  for (const facts of input.channels) {
    const decision = decideChannel(input, facts, { now, rules })
    if (decision.refusal === null) {
      const skipped = refused.map(
        (channelDecision): GateVerdict => ({ ...refusalOf(channelDecision), verdict: 'substitute' }),
      )
      const verdicts = [allow('expiry'), ...skipped, ...decision.verdicts]
      return decideContent(input.contentFault, facts, { ...decision, verdicts })
    }
    refused.push(decision)
  }
  const verdicts = [allow('expiry'), ...refused.flatMap(refusalOf)]
  return decideRefused(refused, { first, verdicts, expiresAt: input.expiresAt })
}

// What may be allowed later weighs more than what is never allowed.
function decideRefused(
  refused: readonly ChannelDecision[],
  of: { readonly first: string; readonly verdicts: readonly GateVerdict[]; readonly expiresAt: Date | null },
): GateDecision {
  const { first, verdicts, expiresAt } = of
  const later = refused.flatMap(({ channel, refusal }) => (refusal?.verdict === 'defer' ? [{ channel, refusal }] : []))
  const [next] = later.toSorted((left, right) => left.refusal.until.getTime() - right.refusal.until.getTime())
  if (next !== undefined) return deferred(next.refusal, { channel: next.channel, verdicts, expiresAt })
  const decisive = refused.find(({ refusal }) => refusal?.reason !== 'channel_unavailable') ?? refused[0]
  const reason = decisive?.refusal?.reason ?? 'no_channel'
  return { outcome: 'dropped', reason, channel: decisive?.channel ?? first, verdicts }
}

/** What becomes of an allowed message for which something could not be reserved, for the reason that is given. */
export function refuseReservation(
  allowed: Extract<GateDecision, { outcome: 'allowed' }>,
  refusal: { readonly rule: GateVerdict['rule']; readonly answer: RuleRefusal },
  expiresAt: Date | null,
): GateDecision {
  const { channel } = allowed
  const { rule, answer } = refusal
  const others = allowed.verdicts.filter((verdict) => verdict.rule !== rule || verdict.verdict !== 'allow')
  const verdicts = [...others, verdictOf(rule, answer)]
  if (answer.verdict === 'defer') return deferred(answer, { channel, verdicts, expiresAt })
  return { outcome: 'dropped', reason: answer.reason, channel, verdicts }
}

function deferred(
  { reason, until }: Extract<RuleAnswer, { verdict: 'defer' }>,
  of: { readonly channel: string; readonly verdicts: readonly GateVerdict[]; readonly expiresAt: Date | null },
): GateDecision {
  const { channel, verdicts, expiresAt } = of
  const last = expiresAt !== null && expiresAt < until ? expiresAt : until
  return { outcome: 'deferred', reason, until: last, channel, verdicts }
}

/** The last verdict of a channel that was refused, with the channel it is about. */
function refusalOf({ channel, verdicts }: ChannelDecision): GateVerdict {
  const last = verdicts.at(-1)
  if (last === undefined) throw new Error('A channel is refused by a rule.')
  return { ...last, channel }
}

function decideContent(
  fault: ContentFault | null,
  { channel, address }: ChannelFacts,
  { verdicts, reserves }: ChannelDecision,
): GateDecision {
  if (fault !== null)
    return {
      outcome: 'dropped',
      reason: fault.reason,
      channel,
      verdicts: [...verdicts, { ...drop('content', fault.reason), ...fault }],
    }
  // The channel rule has refused everything without an address.
  return { outcome: 'allowed', channel, address: address ?? '', verdicts: [...verdicts, allow('content')], reserves }
}
