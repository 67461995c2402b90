import { expect, it } from 'vitest'
import { newProfile, type Profile } from '../../people/domain/profile.js'
import type { MergeEntry } from './ledger.js'
import { originsOf } from './origins.js'

const somebody = (profileId: string, traits: Profile['traits'], absorbedIds: readonly string[] = []): Profile => ({
  ...newProfile(profileId, new Date(0)),
  traits,
  absorbedIds,
})
const merge = (survivor: Profile | null, absorbed: Profile): MergeEntry => ({
  entryId: absorbed.profileId,
  survivorId: 'anna',
  absorbedId: absorbed.profileId,
  survivor,
  absorbed,
  at: new Date(0),
  position: 0,
  because: 'request',
})
const basesOf = (absorbedIds: readonly string[], ...merges: readonly MergeEntry[]) =>
  originsOf(somebody('anna', {}, absorbedIds), { merges, links: [], cuts: new Map() }).bases

const alone = somebody('anna', { city: 'Köln' })
const withJonas = somebody('anna', { city: 'Bonn' }, ['jonas'])
const [jonas, karla] = [somebody('jonas', {}), somebody('karla', {})]

it('somebody was what they were before their first merge', () => {
  const bases = basesOf(['jonas', 'karla'], merge(alone, jonas), merge(withJonas, karla))
  expect(bases.get('anna')).toBe(alone)
})

it('nothing is known of that where the first merge that is kept came when somebody was with them who is not any more', () => {
  const withKarla = somebody('anna', { city: 'Ulm' }, ['karla'])
  const lara = somebody('lara', {})
  expect(basesOf(['karla', 'lara'], merge(withJonas, karla), merge(withKarla, lara)).get('anna')).toBeUndefined()
  expect(basesOf(['karla', 'lara'], merge(null, karla), merge(withKarla, lara)).get('anna')).toBeUndefined()
})
