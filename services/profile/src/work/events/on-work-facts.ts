import { services, topicNames, work } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { keepWork } from '../commands/keep-work.js'

/** Work of the other services, for everybody's list. */
export function onWorkFacts(): Handler {
  const { profile: _ofProfile, ...others } = work
  const definitions = Object.values(others).flatMap((facts) => Object.values(facts))
  const handler = onMany(definitions, { naturalKey: '(workspace, work), the higher version' }, keepWork)
  return { ...handler, onlyFrom: services.map(topicNames.work) }
}
