import { services, topicNames, work } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { takeReports } from '../commands/take-reports.js'

/** What the firm has to do for people, and what became of it, for the timeline. */
export function onWorkFacts(): Handler {
  const handler = onMany(
    Object.values(work).flatMap((facts) => Object.values(facts)),
    { naturalKey: 'the profile and the id of the event' },
    (tx, events) => takeReports(tx, 'work', events),
  )
  return { ...handler, onlyFrom: services.map(topicNames.work) }
}
