import { type Identifier } from '@polyphon/values'
import type { IdentifierLink } from './identifier.js'
import type { Profile } from './profile.js'

/**
 * Who vouches for what an event says about addresses: a key that only the firm has, the person themself by their token,
 * or nobody, since everybody can read a publishable key on the page that uses it.
 */
export type Voucher = 'key' | 'nobody' | { readonly profileId: string } | { readonly userId: string }

/** Types of identifiers that somebody can be written to at. */
export const ADDRESS_TYPES: ReadonlySet<string> = new Set(['email', 'phone'])

/** What an event may not say of somebody whom the firm knows, because nobody vouches for it. */
export interface Doubts {
  /** Who has a unique id and is meant; null when nobody had that id before. */
  readonly holder: Profile | null
  /** Addresses that are kept as unverified: they lead to nobody, and nobody is written to there. */
  readonly addresses: readonly Identifier[]
  /** Addresses that are not even kept: anybody can invent more than there is room for. */
  readonly beyond: readonly Identifier[]
}

/** Whether this is an identifier of theirs that counts. */
export const isVerifiedOf = (person: Profile, { type, value }: Pick<IdentifierLink, 'type' | 'value'>): boolean =>
  person.identifiers.some((link) => link.verified && link.type === type && link.value === value)

/** Whether they have an address of this type that counts. */
export const hasAddress = (person: Profile, type: string): boolean =>
  person.identifiers.some((link) => link.type === type && link.verified)

/**
 * Somebody who is joined to a person without anybody vouching for it brings no address of a type of which that person has
 * one: it stays with them as unverified.
 */
export function withDoubtedAddresses(absorbed: Profile, survivor: Profile): Profile {
  const known = [...ADDRESS_TYPES].filter((type) => hasAddress(survivor, type) || Object.hasOwn(survivor.traits, type))
  if (known.length === 0) return absorbed
  const isTaken = (name: string): boolean => known.includes(name)
  return {
    ...absorbed,
    identifiers: absorbed.identifiers.map((link) => {
      const isDoubted = isTaken(link.type) && link.verified && !isVerifiedOf(survivor, link)
      return isDoubted ? { ...link, verified: false } : link
    }),
    traits: without(absorbed.traits, isTaken),
    traitTimes: without(absorbed.traitTimes, isTaken),
  }
}

const without = <Value>(values: Readonly<Record<string, Value>>, isOut: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !isOut(name)))
