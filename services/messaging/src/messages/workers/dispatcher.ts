import { type Batcher, type Database, openBatcher } from '@polyphon/service-kit'
import { type Workspace } from '@polyphon/service-kit/access'
import type { Span, Tracing } from '@polyphon/service-kit/traces'
import type { Quotas } from '@polyphon/service-kit/usage'
import type { Channels, Content, Provider } from '../../channels/domain/channel-kind.js'
import { type SendResult, TOO_LATE } from '../../channels/domain/outcome.js'
import type { Rendering } from '../../templates/domain/rendering.js'
import type { Template } from '../../templates/domain/template.js'
import { GATE_RULES } from '../domain/gate.js'
import { chargeMessages } from '../steps/charge-messages.js'
import {
  type Claim,
  type ClaimContext,
  type ClaimResult,
  claimMessages,
  type RenderedMessage,
} from '../steps/claim-messages.js'
import { type FinishedAttempt, finishMessages } from '../steps/finish-messages.js'
import { type Draft, prepareMessages } from '../steps/prepare-messages.js'
import { type RenderContext, renderContent, toOutgoing } from '../steps/render-message.js'

export interface DispatcherOptions extends RenderContext {
  readonly db: Database
  readonly tracing: Tracing
  readonly quotas: Quotas
  readonly channels: Channels
  readonly workspace: (workspaceId: string) => Promise<Workspace | null>
  readonly now: () => Date
  readonly jitter: () => number
  readonly onFailure: (error: unknown, what: string) => void
  /** Called when a provider has taken a message. */
  readonly onHandedOver: (message: Claim['message'], at: Date) => void
  readonly concurrency: number
  readonly leaseMs: number
  readonly firstPauseMs: number
}

const PAUSE_MS = 500
const TRIES = 6
/** How often a message is rendered because the person has changed; then it goes out as it was rendered last. */
const ROUNDS = 3

interface Claimed {
  readonly answer: ClaimResult
  /** When the hand-over must have begun: the other half of the lease is for finishing it. */
  readonly beginBy: Date
}

const GONE: Claimed = { answer: { outcome: 'gone' }, beginBy: new Date(0) }

/** A claimed message on its way to a provider. */
interface Delivery {
  readonly workspaceId: string
  readonly claim: Claim
  readonly rendering: Rendering
  readonly beginBy: Date
}

interface Attempted {
  readonly result: SendResult
  readonly provider: string
}

/**
 * Sends what is queued, several messages at a time, as soon as the signal wakes it: leases them for preparation,
 * renders them, claims them through the gate, and hands them to providers. Only the first step and the claim are
 * transactions, and neither waits for a renderer or a provider.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #claimer: Batcher<RenderedMessage, Claimed>
  readonly #finisher: Batcher<FinishedAttempt, null>
  readonly #templates = new Map<string, Template>()
  readonly #recoveries = new Map<string, number>()
  /** Workspaces that may have something queued, in the order of waking. */
  readonly #waiting = new Set<string>()
  readonly #underWay = new Set<Promise<void>>()
  /** How many of them belong to each workspace. */
  readonly #held = new Map<string, number>()
  /** Messages that are under way here: when a lease ends before they are rendered, they are not rendered twice. */
  readonly #ids = new Set<string>()
  /** One query for queued messages at a time: two would fill the same free slots. */
  #isTaking = false
  #isClosed = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#claimer = openBatcher({
      maxItems: 100,
      maxInFlight: 2,
      run: async (workspaceId, items) => {
        const beginBy = new Date(options.now().getTime() + options.leaseMs / 2)
        const context = await this.#claimContext(workspaceId)
        const answers = await options.db.transact(workspaceId, (tx) => claimMessages(tx, items, context))
        return answers.map((answer) => ({ answer, beginBy }))
      },
    })
    this.#finisher = openBatcher({
      maxItems: 100,
      maxInFlight: 2,
      run: async (workspaceId, items) => {
        const { firstPauseMs } = options
        const timeZone = (await options.workspace(workspaceId))?.timeZone ?? 'UTC'
        await options.db.transact(workspaceId, (tx) => finishMessages(tx, items, { firstPauseMs, timeZone }))
        return items.map(() => null)
      },
    })
  }

  wake(workspaceId: string): void {
    this.#waiting.add(workspaceId)
    this.#pump()
  }

  /** Whether a slot is free. */
  hasRoom(): boolean {
    return !this.#isClosed && this.#underWay.size < this.#options.concurrency
  }

  /** Takes nothing more and drains what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    while (this.#isTaking || this.#underWay.size > 0) {
      await Promise.all(this.#underWay)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await this.#claimer.drain()
    await this.#finisher.drain()
  }

  /**
   * How many messages of a workspace would be taken now. One workspace leaves a quarter of the slots to the others;
   * and it takes more once half of its share is free, so that not each slot costs a transaction.
   */
  #roomFor(workspaceId: string): number {
    if (!this.hasRoom()) return 0
    const { concurrency } = this.#options
    const share = concurrency - Math.floor(concurrency / 4)
    const held = this.#held.get(workspaceId) ?? 0
    return held > share / 2 ? 0 : Math.min(share - held, concurrency - this.#underWay.size)
  }

  #pump(): void {
    if (this.#isTaking) return
    const workspaceId = [...this.#waiting].find((waiting) => this.#roomFor(waiting) > 0)
    if (workspaceId === undefined) return
    this.#waiting.delete(workspaceId)
    this.#isTaking = true
    void this.#take(workspaceId).finally(() => {
      this.#isTaking = false
      this.#pump()
    })
  }

  async #claimContext(workspaceId: string): Promise<ClaimContext> {
    const { leaseMs, channels } = this.#options
    const workspace = await this.#options.workspace(workspaceId)
    return {
      leaseMs,
      isSuspended: workspace !== null && workspace.suspendedAt !== null,
      providerFor: (channel) => (workspace === null ? null : (channels.providerFor(channel, workspace)?.name ?? null)),
      providers: channels.available,
      fallbackLocale: workspace?.locale ?? null,
      fallbackTimeZone: workspace?.timeZone ?? null,
      templates: this.#templates,
      recoveries: this.#recoveries,
      rules: GATE_RULES,
      charge: (tx, wanted) => chargeMessages(tx, wanted, { quotas: this.#options.quotas, workspace }),
      // None of the rules reserves anything.
      reserve: () => Promise.resolve(new Map()),
    }
  }

  async #take(workspaceId: string): Promise<void> {
    try {
      const context = { ...(await this.#claimContext(workspaceId)), limit: this.#roomFor(workspaceId) }
      if (context.isSuspended) return
      const { drafts, isFull } = await this.#options.db.transact(workspaceId, (tx) => prepareMessages(tx, context))
      if (isFull) this.#waiting.add(workspaceId)
      for (const draft of drafts) if (!this.#ids.has(draft.message.messageId)) this.#track(workspaceId, draft)
    } catch (error) {
      this.#options.onFailure(error, 'messages cannot be prepared')
      setTimeout(() => this.wake(workspaceId), PAUSE_MS).unref()
    }
  }

  #track(workspaceId: string, draft: Draft): void {
    const { messageId } = draft.message
    const add = (count: number): void => {
      const held = (this.#held.get(workspaceId) ?? 0) + count
      if (held === 0) this.#held.delete(workspaceId)
      else this.#held.set(workspaceId, held)
    }
    add(1)
    this.#ids.add(messageId)
    const tracked = this.#send(workspaceId, draft)
      .catch((error: unknown) => this.#options.onFailure(error, 'a message cannot be sent'))
      .finally(() => {
        add(-1)
        this.#ids.delete(messageId)
        this.#underWay.delete(tracked)
        this.#pump()
      })
    this.#underWay.add(tracked)
  }

  async #send(workspaceId: string, first: Draft): Promise<void> {
    let draft = first
    // Should the person change without end, the message is prepared again once its lease ends.
    for (let round = 1; round <= 2 * ROUNDS; round += 1) {
      const rendering = await this.#render(workspaceId, draft)
      const ready = { draft, rendering, isLastRound: round >= ROUNDS }
      // Unclaimed, it is prepared again once its lease ends.
      const claimed = await this.#save('a message cannot be claimed', () => this.#claimer.add(workspaceId, [ready]))
      const { answer, beginBy } = claimed?.[0] ?? GONE
      if (answer.outcome === 'gone') return
      if (answer.outcome === 'claimed') return this.#deliver({ workspaceId, claim: answer.claim, rendering, beginBy })
      draft = answer.draft
    }
  }

  async #render(workspaceId: string, draft: Draft): Promise<Rendering> {
    try {
      return await renderContent(workspaceId, draft, this.#options)
    } catch (error) {
      // A failure on our side says nothing about the content, so it is retried.
      this.#options.onFailure(error, 'a message cannot be rendered')
      return { outcome: 'unavailable', reason: 'renderer_unavailable' }
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { workspaceId } = delivery
    const { messageId, epoch } = delivery.claim.message
    const span = this.#trace(delivery.claim)
    const { result, provider } = await this.#attempt(delivery)
    span?.set({ 'polyphon.provider': provider, 'polyphon.outcome': result.outcome })
    span?.end('reason' in result ? result.reason : undefined)
    const at = this.#options.db.nowOf(workspaceId)
    if (result.outcome === 'accepted') this.#options.onHandedOver(delivery.claim.message, at)
    const jitter = this.#options.jitter()
    const finished = { messageId, epoch, provider, result, at, jitter, trace: span?.context }
    // Unsaved, the lease ends, and recovery treats the result as unknown.
    await this.#save('the result of sending cannot be saved', () => this.#finisher.add(workspaceId, [finished]))
  }

  /** The hand-over as a part of what ordered the message. */
  #trace({ message: { messageId, channel, traceparent, attempts } }: Claim): Span | null {
    if (traceparent === null) return null
    return this.#options.tracing.start(`send ${channel}`, {
      kind: 'client',
      parent: { traceparent },
      attributes: { 'polyphon.channel': channel, 'polyphon.message_id': messageId, 'polyphon.attempt': attempts },
    })
  }

  /** Retries a few times; null if all of them failed. */
  async #save<Result>(what: string, run: () => Promise<Result>): Promise<Result | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run()
      } catch (error) {
        this.#options.onFailure(error, what)
        if (attempt >= TRIES) return null
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
      }
    }
  }

  async #attempt({ workspaceId, claim, rendering, beginBy }: Delivery): Promise<Attempted> {
    const workspace = await this.#options.workspace(workspaceId)
    if (workspace === null) return { provider: 'none', result: { outcome: 'not_taken', reason: 'workspace_not_seen' } }
    const provider = this.#options.channels.providerFor(claim.message.channel, workspace)
    // The gate has let through only what has one.
    if (provider === null) return { provider: 'none', result: { outcome: 'not_taken', reason: 'channel_unavailable' } }
    if (rendering.outcome !== 'rendered') {
      const reason = rendering.outcome === 'unavailable' ? rendering.reason : 'renderer_unavailable'
      return { provider: provider.name, result: { outcome: 'not_taken', reason } }
    }
    return {
      provider: provider.name,
      result: await this.#handOver(provider, { claim, content: rendering.content, beginBy }),
    }
  }

  async #handOver(
    provider: Provider,
    { claim, content, beginBy }: Pick<Delivery, 'claim' | 'beginBy'> & { readonly content: Content },
  ): Promise<SendResult> {
    if (this.#options.now() > beginBy) return TOO_LATE
    try {
      return await provider.send(toOutgoing(claim, content, this.#options), beginBy)
    } catch (error) {
      this.#options.onFailure(error, 'a provider failed in an unknown way')
      return { outcome: 'unclear', reason: 'provider_error' }
    }
  }
}
