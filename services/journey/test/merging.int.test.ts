import { profileChanged, profileMerged, runEnded, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type House,
  heard,
  journeyOf,
  publish,
  runsOf,
  runWhere,
  startedBy,
  startHouse,
  tellInteraction,
  tellPerson,
} from './harness.js'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(async () => house.close())

describe('two people who are one', () => {
  it('go on with the older run; the other ends as merged', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await publish(house, 'merge', journeyOf(steps, startedBy('Merge', {}, { mode: 'after_exit', concurrent: 1 })))
    const [survivorId, absorbedId] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, absorbedId, { name: 'Merge' })
    await runWhere(house, 'merge', absorbedId)
    await tellInteraction(house, survivorId, { name: 'Merge' })
    await runWhere(house, 'merge', survivorId)
    const merge = { survivorId, absorbedIds: [absorbedId], rule: 'same_user_id', because: 'm-9' }
    await house.publish(profileMerged, house.workspace.id, merge)
    await house.publish(profileMerged, house.workspace.id, merge)
    await house.waitFor(runEnded, 1, ({ data }) => data.outcome === 'merged' && data.profileId === survivorId)
    await heard(house)
    const runs = await runsOf(house, 'merge', `?profileId=${survivorId}`)
    expect(runs.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['ended', 'merged'],
      ['running', null],
    ])
  })

  it('keep all runs that the journey allows side by side, and are found by either id', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await publish(house, 'merge-viele', journeyOf(steps, startedBy('Merge viele')))
    const [survivorId, absorbedId] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, absorbedId, { name: 'Merge viele' })
    await tellInteraction(house, survivorId, { name: 'Merge viele' })
    await heard(house)
    const record = { profileId: absorbedId, mergedInto: survivorId, revision: 2 }
    await house.publish(profileChanged, house.workspace.id, record, { topics: [topicNames.people] })
    await eventually(async () => {
      const runs = await runsOf(house, 'merge-viele', `?profileId=${absorbedId}`)
      expect(runs.map(({ profileId, status }) => [profileId, status])).toEqual([
        [survivorId, 'running'],
        [survivorId, 'running'],
      ])
    })
    await tellInteraction(house, absorbedId, { name: 'Merge viele' })
    await heard(house)
    expect(await runsOf(house, 'merge-viele', `?profileId=${survivorId}`)).toHaveLength(3)
  })
})
