import { runEnded, runStarted, stepEntered } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { takeReports } from '../commands/take-reports.js'

/** The way of people through journeys, for the timeline. */
export function onJourneyFacts(): Handler {
  return onMany(
    [runStarted, stepEntered, runEnded],
    { naturalKey: 'the profile and the id of the event' },
    (tx, events) => takeReports(tx, 'journey', events),
  )
}
