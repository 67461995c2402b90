/** What a computed trait may work out of events. */
export const COMPUTES = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'first',
  'last',
  'most_frequent',
  'unique_list',
  'recency',
  'frequency',
  'monetary',
] as const
export type Compute = (typeof COMPUTES)[number]

/** Those that need a property, and those that take none; the others may have one. */
export const OF_PROPERTY: ReadonlySet<Compute> = new Set([
  'sum',
  'avg',
  'min',
  'max',
  'most_frequent',
  'unique_list',
  'monetary',
])
export const OF_EVENTS: ReadonlySet<Compute> = new Set(['count', 'recency', 'frequency'])
