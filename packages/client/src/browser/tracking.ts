import { type OutboxOptions, openOutbox } from './outbox.js'
import { newId, page } from './page.js'
import { openVisitor } from './visitor.js'

type Values = Readonly<Record<string, unknown>>

/** Says what happens on a page. Nothing throws and nothing has to be waited for. */
export interface Tracking {
  /** Who has signed in; without an id (or with an empty one), what is known of somebody who has not. */
  identify(userId: string | number | null | undefined, traits?: Values): void
  track(event: string, properties?: Values): void
  /** A page that is looked at, by its address; with a name if it has one. */
  page(name?: string, properties?: Values): void
  group(groupId: string, traits?: Values): void
  /** Somebody has signed out, or takes back that they may be recognised: forgets who it was. */
  reset(): void
  /** The id of this visitor, for calls of one's own. */
  anonymousId(): string
  /** Sends what waits, and ends when somebody has answered or nobody did. */
  flush(): Promise<void>
}

export function openTracking(options: OutboxOptions): Tracking {
  const visitor = openVisitor(options.store)
  const outbox = openOutbox(options)
  const add = (type: string, fields: Values): void => {
    const event = { type, messageId: newId(), timestamp: new Date().toISOString(), ...visitor.ids(), ...fields }
    outbox.add({ ...event, context: contextOf() })
  }
  return {
    identify(userId, traits = {}) {
      const id = idOf(userId)
      if (id !== null) visitor.signIn(id)
      add('identify', { traits })
    },
    track: (event, properties = {}) => add('track', { event, properties }),
    page: (name, properties = {}) =>
      add('page', { ...(name === undefined ? {} : { name }), properties: { ...pageOf(), ...properties } }),
    group: (groupId, traits = {}) => add('group', { groupId, traits }),
    reset: () => visitor.reset(),
    anonymousId: () => visitor.ids().anonymousId,
    flush: () => outbox.flush(),
  }
}

// What comes from a database is often a number, and has to be the same user on the next page.
function idOf(userId: unknown): string | null {
  if (typeof userId === 'number') return Number.isFinite(userId) ? String(userId) : null
  return typeof userId === 'string' && userId.trim() !== '' ? userId : null
}

function contextOf(): Values {
  const language = page().navigator?.language
  return {
    library: { name: '@polyphon/client/browser' },
    page: pageOf(),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(language === undefined ? {} : { locale: language }),
  }
}

// Without the fragment, in which applications put what is nobody's business.
function pageOf(): Values {
  const { location, document } = page()
  if (location === undefined || document === undefined) return {}
  return {
    url: location.href.split('#', 1)[0],
    path: location.pathname,
    search: location.search,
    title: document.title,
    referrer: document.referrer,
  }
}
