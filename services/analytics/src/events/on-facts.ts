import { type Handler, onMany } from '@polyphon/service-kit'
import { recordFacts } from '../commands/record-facts.js'
import type { AnalyticsDeps } from '../config.js'
import { factDefinitions } from '../domain/fact.js'

/** Hears everything that the other services tell as a fact, as many at a time as the log delivers. */
export const onFacts = (deps: AnalyticsDeps): Handler =>
  onMany(factDefinitions, { naturalKey: '(workspace, event id)' }, (tx, events) =>
    recordFacts(tx, events, deps.tools.facts),
  )
