import { type DataOf, profileChanged, profileMerged, runEnded, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  runsOf,
  runWhere,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(async () => service.close())

describe('two people who are one', () => {
  it('go on with the older run; the other ends as merged', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await putJourney(service, 'merge', journeyOf(steps, startedBy('Merge', {}, { mode: 'after_exit', concurrent: 1 })))
    const [survivorId, absorbedId] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, absorbedId, { name: 'Merge' })
    await runWhere(service, 'merge', absorbedId)
    await publishInteraction(service, survivorId, { name: 'Merge' })
    await runWhere(service, 'merge', survivorId)
    const merge = { survivorId, absorbedIds: [absorbedId], rule: 'same_user_id', because: 'm-9' }
    await service.publish(profileMerged, service.workspace.id, merge)
    await service.publish(profileMerged, service.workspace.id, merge)
    await service.waitFor(runEnded, 1, ({ data }) => data.outcome === 'merged' && data.profileId === survivorId)
    await untilHandled(service)
    const runs = await runsOf(service, 'merge', `?profileId=${survivorId}`)
    expect(runs.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['ended', 'merged'],
      ['running', null],
    ])
  })

  it('keep all runs that the journey allows side by side, and are found by either id', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await putJourney(service, 'merge-viele', journeyOf(steps, startedBy('Merge viele')))
    const [survivorId, absorbedId] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, absorbedId, { name: 'Merge viele' })
    await publishInteraction(service, survivorId, { name: 'Merge viele' })
    await untilHandled(service)
    const record = { profileId: absorbedId, mergedInto: survivorId, revision: 2 }
    await service.publish(profileChanged, service.workspace.id, record, { topics: [topicNames.people] })
    await eventually(async () => {
      const runs = await runsOf(service, 'merge-viele', `?profileId=${absorbedId}`)
      expect(runs.map(({ profileId, status }) => [profileId, status])).toEqual([
        [survivorId, 'running'],
        [survivorId, 'running'],
      ])
    })
    await publishInteraction(service, absorbedId, { name: 'Merge viele' })
    await untilHandled(service)
    expect(await runsOf(service, 'merge-viele', `?profileId=${survivorId}`)).toHaveLength(3)
  })

  it('stay two once they were split, though the merge comes once more', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await putJourney(service, 'split', journeyOf(steps, startedBy('Split')))
    const [survivorId, absorbedId] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, absorbedId, { name: 'Split' })
    await untilHandled(service)
    const publish = (data: DataOf<typeof profileChanged>) =>
      service.publish(profileChanged, service.workspace.id, data, { topics: [topicNames.people] })
    const record = { profileId: absorbedId, mergedInto: survivorId, revision: 2 }
    await publish(record)
    await publishPerson(service, { profileId: absorbedId, revision: 3 })
    await publish(record)
    const merged = { survivorId, absorbedIds: [absorbedId], rule: 'manual', because: 'm', revision: 2 }
    await service.publish(profileMerged, service.workspace.id, merged)
    await publishPerson(service)
    await untilHandled(service)
    expect((await runsOf(service, 'split', `?profileId=${absorbedId}`)).map(({ profileId }) => profileId)).toEqual([
      absorbedId,
    ])
    expect(await runsOf(service, 'split', `?profileId=${survivorId}`)).toEqual([])
  })
})
