import { topics } from '@polyphon/contracts'
import type { ServiceName } from '../values/service-name.js'

const DAY_MS = 86_400_000

/**
 * Until when the topics of a service may keep what it publishes now: the longest counts, which is that of its dead letters.
 * States stay for ever and are not among them.
 */
export const logUntilOf = (service: ServiceName, now: Date): Date =>
  new Date(
    now.getTime() +
      Math.max(
        ...topics
          .filter((topic) => topic.service === service)
          .map(({ retention }) => Number(/^P(\d+)D$/.exec(retention ?? '')?.[1] ?? 0) * DAY_MS),
      ),
  )
