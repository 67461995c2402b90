import { erasureRequested, forgettingKeyChanged, identifierForgotten, topicNames } from '@polyphon/contracts'
import { type Handler, on, onBatch } from '@polyphon/service-kit'
import type { ProfileDeps } from '../../config.js'
import { eraseAgain } from '../commands/erase-again.js'
import { learnForgettingKey, learnForgotten } from '../commands/learn-forgotten.js'

/**
 * Consumes what this service has published itself of people who were erased. That changes nothing, unless its database was
 * restored: then it learns anew who they are, and erases them again.
 */
export const onOwnErasures = (deps: ProfileDeps): readonly Handler[] => [
  {
    ...on(erasureRequested, { naturalKey: '(workspace, request)' }, (tx, { data, time }) =>
      eraseAgain(tx, data, { requestedAt: time, deps }),
    ),
    onlyFrom: [topicNames.people],
  },
  on(forgettingKeyChanged, { naturalKey: 'workspace, the first one' }, (tx, { data }) => learnForgettingKey(tx, data)),
  onBatch(identifierForgotten, { naturalKey: '(workspace, hash), the later moment' }, (tx, events) =>
    learnForgotten(
      tx,
      events.map(({ data }) => data),
    ),
  ),
]
