/** A name as operations and schemas have it: `computed_trait` is `ComputedTrait`. */
export const titleOf = (name: string): string =>
  name.replaceAll(/(?:^|[-_])([a-z])/g, (_all, letter: string) => letter.toUpperCase())

/** A name as texts have it: `computed_trait` is a computed trait. */
export const inWords = (name: string): string => name.replaceAll('_', ' ')
