import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Account,
  decideAbove,
  LARGEST_ACCOUNT_TRAITS,
  learnAccount,
  MOST_LEVELS,
  reviseAccount,
} from './account.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const at = (ms: number): Date => new Date(NOW.getTime() + ms)
const known: Account = {
  accountKey: 'Weiß & Söhne',
  version: 0,
  traits: {},
  traitTimes: {},
  parent: null,
  createdAt: NOW,
  updatedAt: NOW,
}

it('knows of each trait what the newest has stated, in whatever order they come', () => {
  const statement = fc.record({ ms: fc.integer({ min: 0, max: 1_000 }), name: fc.constantFrom('plan', 'größe') })
  const statements = fc.uniqueArray(statement, { selector: ({ ms }) => ms, maxLength: 12 })
  const fold = (all: readonly { readonly ms: number; readonly name: string }[]) =>
    all.reduce((account, { ms, name }) => learnAccount(account, { [name]: ms }, at(ms)) ?? account, known)
  fc.assert(
    fc.property(statements, (all) => {
      expect(fold(all.toReversed()).traits).toEqual(fold(all).traits)
    }),
  )
})

it('refuses traits that would make it too large as a whole', () => {
  expect(learnAccount(known, { note: 'ü'.repeat(LARGEST_ACCOUNT_TRAITS) }, NOW)).toBeNull()
  // Of what is removed its moment is kept.
  const removed = Object.fromEntries(Array.from({ length: LARGEST_ACCOUNT_TRAITS / 4 }, (_, nth) => [`x${nth}`, null]))
  expect(learnAccount(known, removed, NOW)).toBeNull()
})

it('has a new version only with what others see', () => {
  const made = reviseAccount(known, known, NOW)
  expect(made).toMatchObject({ isChanged: true, account: { version: 1 } })
  const same = learnAccount({ ...made.account, traits: { a: 1 } }, { a: 1 }, at(1)) ?? known
  const before = { ...made.account, traits: { a: 1 } }
  expect(reviseAccount(before, same, at(2))).toMatchObject({
    isChanged: false,
    isSaved: true,
    account: { version: 1, updatedAt: NOW },
  })
  expect(reviseAccount(before, before, at(2))).toMatchObject({ isChanged: false, isSaved: false })
  expect(reviseAccount(before, { ...before, parent: 'x' }, at(2))).toMatchObject({ account: { version: 2 } })
})

it('stands below no account that stands below it, and not too deep', () => {
  expect(decideAbove('a', { above: ['b', 'c'], levelsBelow: 0 })).toBeNull()
  expect(decideAbove('a', { above: ['b', 'a'], levelsBelow: 0 })).toBe('circle')
  expect(decideAbove('a', { above: ['a'], levelsBelow: 0 })).toBe('circle')
  const deep = Array.from({ length: MOST_LEVELS + 1 }, (_, level) => `level-${level}`)
  expect(decideAbove('a', { above: deep.slice(1), levelsBelow: 0 })).toBeNull()
  expect(decideAbove('a', { above: deep, levelsBelow: 0 })).toBe('too_deep')
  expect(decideAbove('a', { above: deep.slice(1), levelsBelow: 1 })).toBe('too_deep')
  expect(decideAbove('a', { above: deep.slice(2), levelsBelow: 1 })).toBeNull()
})
