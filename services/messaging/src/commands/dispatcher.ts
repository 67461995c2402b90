import { type Batcher, type Database, openBatcher, type Workspace } from '@polyphon/service-kit'
import { nameOf } from '../domain/address.js'
import { type Mail, type MailProvider, sourcesOf } from '../domain/mail.js'
import { type SendResult, TOO_LATE } from '../domain/outcome.js'
import { isLasting, personScope, type Renderer } from '../domain/rendering.js'
import type { Template } from '../domain/template.js'
import { type Claim, type Claimed, claimMessages } from './claim-messages.js'
import { type Finished, finishMessages } from './finish-messages.js'

export interface DispatcherOptions {
  readonly db: Database
  readonly renderer: Renderer
  /** Which provider mail of this workspace leaves by. */
  readonly providerFor: (workspace: Workspace) => MailProvider
  readonly workspace: (workspaceId: string) => Promise<Workspace | null>
  readonly now: () => Date
  readonly chance: () => number
  readonly onTrouble: (error: unknown, what: string) => void
  readonly from: string
  /** Unsubscribe links begin with it. */
  readonly publicUrl: string
  readonly concurrency: number
  readonly leaseMs: number
  readonly firstPauseMs: number
}

const CHANNELS: ReadonlySet<string> = new Set(['email'])
const PAUSE_MS = 500
const FINISH_TRIES = 6

type NotComposed = Extract<SendResult, { outcome: 'no_content' | 'not_taken' }>
/** Whatever went wrong on our side says nothing about the content, so that it is tried again. */
const NOT_COMPOSED: NotComposed = { outcome: 'not_taken', reason: 'renderer_unavailable' }

/** A claimed message on its way to a provider, which must take it up before its lease is over. */
interface Delivery {
  readonly workspaceId: string
  readonly claim: Claim
  readonly beginBy: Date
}

interface Attempted {
  readonly result: SendResult
  readonly provider: string
}

/** Claims what is queued and hands it to providers, several at a time, as soon as it is told that there is something. */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #finisher: Batcher<Finished, null>
  readonly #templates = new Map<string, Template>()
  /** Workspaces that may have something queued, in the order of asking. */
  readonly #waiting = new Set<string>()
  readonly #underWay = new Set<Promise<void>>()
  /** How many of them are whose. */
  readonly #held = new Map<string, number>()
  /** One claim at a time: two would take the same free places. */
  #isClaiming = false
  #isClosed = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#finisher = openBatcher({
      maxItems: 100,
      maxInFlight: 2,
      run: async (workspaceId, items) => {
        await options.db.transact(workspaceId, (tx) => finishMessages(tx, items, options))
        return items.map(() => null)
      },
    })
  }

  wake(workspaceId: string): void {
    this.#waiting.add(workspaceId)
    this.#pump()
  }

  /** Whether a place is free. */
  hasRoom(): boolean {
    return !this.#isClosed && this.#underWay.size < this.#options.concurrency
  }

  /** Takes nothing more and waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    while (this.#isClaiming || this.#underWay.size > 0) {
      await Promise.all(this.#underWay)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await this.#finisher.drain()
  }

  /**
   * How many messages of a workspace would be claimed now. One workspace leaves a quarter of the places to the others;
   * and it takes more once half of its own are free, so that not each place costs a transaction.
   */
  #roomFor(workspaceId: string): number {
    if (!this.hasRoom()) return 0
    const { concurrency } = this.#options
    const share = concurrency - Math.floor(concurrency / 4)
    const held = this.#held.get(workspaceId) ?? 0
    return held > share / 2 ? 0 : Math.min(share - held, concurrency - this.#underWay.size)
  }

  #pump(): void {
    if (this.#isClaiming) return
    const workspaceId = [...this.#waiting].find((waiting) => this.#roomFor(waiting) > 0)
    if (workspaceId === undefined) return
    this.#waiting.delete(workspaceId)
    this.#isClaiming = true
    void this.#claim(workspaceId).finally(() => {
      this.#isClaiming = false
      this.#pump()
    })
  }

  async #claim(workspaceId: string): Promise<void> {
    const { db, leaseMs } = this.#options
    try {
      const workspace = await this.#options.workspace(workspaceId)
      // The other half is for handing over.
      const beginBy = new Date(this.#options.now().getTime() + leaseMs / 2)
      const claimed: Claimed = await db.transact(workspaceId, (tx) =>
        claimMessages(tx, {
          limit: this.#roomFor(workspaceId),
          leaseMs,
          provider: workspace === null ? null : this.#options.providerFor(workspace).name,
          providers: CHANNELS,
          fallbackLocale: workspace?.locale ?? null,
          templates: this.#templates,
        }),
      )
      if (claimed.isFull) this.#waiting.add(workspaceId)
      for (const claim of claimed.claims)
        this.#track(workspaceId, this.#deliver(workspace, { workspaceId, claim, beginBy }))
    } catch (error) {
      this.#options.onTrouble(error, 'messages cannot be claimed')
      setTimeout(() => this.wake(workspaceId), PAUSE_MS).unref()
    }
  }

  #track(workspaceId: string, work: Promise<void>): void {
    const add = (count: number): void => {
      const held = (this.#held.get(workspaceId) ?? 0) + count
      if (held === 0) this.#held.delete(workspaceId)
      else this.#held.set(workspaceId, held)
    }
    add(1)
    const tracked = work.finally(() => {
      add(-1)
      this.#underWay.delete(tracked)
      this.#pump()
    })
    this.#underWay.add(tracked)
  }

  async #deliver(workspace: Workspace | null, delivery: Delivery): Promise<void> {
    const { result, provider } = await this.#attempt(workspace, delivery)
    const { workspaceId } = delivery
    const { messageId, epoch } = delivery.claim.message
    const finished = { messageId, epoch, provider, result, at: this.#options.now(), chance: this.#options.chance() }
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#finisher.add(workspaceId, [finished])
        return
      } catch (error) {
        this.#options.onTrouble(error, 'the result of sending cannot be saved')
        // The lease will end, and the message be taken for one that nobody knows the end of.
        if (attempt >= FINISH_TRIES) return
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
      }
    }
  }

  async #attempt(workspace: Workspace | null, { workspaceId, claim, beginBy }: Delivery): Promise<Attempted> {
    if (workspace === null) return { provider: 'none', result: { outcome: 'not_taken', reason: 'workspace_not_seen' } }
    const provider = this.#options.providerFor(workspace)
    const mail = await this.#compose(workspaceId, claim).catch((error: unknown) => {
      this.#options.onTrouble(error, 'a mail cannot be composed')
      return NOT_COMPOSED
    })
    if ('outcome' in mail) return { provider: provider.name, result: mail }
    if (this.#options.now() > beginBy) return { provider: provider.name, result: TOO_LATE }
    try {
      return { provider: provider.name, result: await provider.send(mail, beginBy) }
    } catch (error) {
      this.#options.onTrouble(error, 'a provider failed in an unknown way')
      return { provider: provider.name, result: { outcome: 'unclear', reason: 'provider_error' } }
    }
  }

  async #compose(workspaceId: string, claim: Claim): Promise<Mail | NotComposed> {
    const { message, recipient, address, locale } = claim
    const { publicUrl, renderer, from, now } = this.#options
    const unsubscribeUrl = `${publicUrl}/v1/unsubscribe/${claim.unsubscribeToken}`
    const scope = {
      person: personScope(recipient),
      data: message.data,
      unsubscribeUrl,
      ...(message.url === null ? {} : { url: message.url }),
    }
    const urgency = message.class === 'transactional' ? 'first' : 'usual'
    const result = await renderer.render({ workspaceId, urgency, sources: sourcesOf(claim.texts), scope })
    if (!result.ok) return { outcome: isLasting(result.fault) ? 'no_content' : 'not_taken', reason: result.fault.code }
    if (result.content === null) throw new Error('What has a scope has content.')
    const canUnsubscribe = message.class === 'marketing' || message.class === 'research'
    return {
      messageId: message.messageId,
      from,
      to: { address, name: recipient === null ? null : nameOf(recipient) },
      content: result.content,
      locale,
      unsubscribeUrl: canUnsubscribe ? unsubscribeUrl : null,
      sentAt: now(),
    }
  }
}
