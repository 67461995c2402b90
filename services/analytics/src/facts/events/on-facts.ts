import { type Handler, onMany } from '@polyphon/service-kit'
import { withReached } from '@polyphon/service-kit/copies'
import type { AnalyticsDeps } from '../../config.js'
import { recordFacts } from '../commands/record-facts.js'
import { factDefinitions } from '../domain/fact.js'

/** Records everything that the other services publish as a fact, as many at a time as the log delivers. */
export const onFacts = (deps: AnalyticsDeps): Handler =>
  withReached(
    onMany(factDefinitions, { naturalKey: '(workspace, event id)' }, (tx, events) =>
      recordFacts(tx, events, deps.tools.facts),
    ),
  )
