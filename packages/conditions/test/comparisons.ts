import type { Comparison } from '../src/schema.js'

/** `traits.x` is this value (absent without one), the comparison asks, and this is the answer; now is 2026-03-29T01:00:00Z. */
export interface ComparisonCase {
  readonly x?: unknown
  readonly ask: Omit<Comparison, 'path'> & { readonly path?: string }
  readonly holds: boolean
}

const DATES = [
  '2026-02-30',
  '2025-02-29T00:00:00Z',
  '0000-01-01',
  '2026-13-01',
  '2026-03-29T24:00:00Z',
  '٢٠٢٦-03-29',
  'soon',
]

export const COMPARISONS: readonly ComparisonCase[] = [
  // Types are never mixed.
  { x: '1', ask: { op: 'eq', value: 1 }, holds: false },
  { x: '1', ask: { op: 'lt', value: 2 }, holds: false },
  { x: 1, ask: { op: 'gte', value: '0' }, holds: false },
  { x: true, ask: { op: 'eq', value: 'true' }, holds: false },
  { x: false, ask: { op: 'lt', value: true }, holds: true },
  { x: 0.1, ask: { op: 'eq', value: 0.1 }, holds: true },
  { x: 10, ask: { op: 'gt', value: 9 }, holds: true },
  { x: '10', ask: { op: 'gt', value: '9' }, holds: false },
  // What is missing, and what is known to be absent.
  { ask: { op: 'eq', value: null }, holds: false },
  { ask: { op: 'ne', value: 'a' }, holds: true },
  { ask: { op: 'exists' }, holds: false },
  { ask: { op: 'exists', value: false }, holds: true },
  { ask: { op: 'lt', value: 5 }, holds: false },
  { ask: { op: 'in', value: [null] }, holds: false },
  { x: null, ask: { op: 'eq', value: null }, holds: true },
  { x: null, ask: { op: 'exists' }, holds: false },
  { x: null, ask: { op: 'in', value: ['a', null] }, holds: true },
  { x: 'a', ask: { op: 'exists', value: true }, holds: true },
  // Text is ordered by code point, and compared as it is.
  { x: '\uFF5E', ask: { op: 'lt', value: '😀' }, holds: true },
  { x: '😀', ask: { op: 'gt', value: '\uFF5E' }, holds: true },
  { x: 'Zürich', ask: { op: 'lt', value: 'aachen' }, holds: true },
  { x: 'Straße', ask: { op: 'lt', value: 'Strasse' }, holds: false },
  { x: 'Größe', ask: { op: 'eq', value: 'größe' }, holds: false },
  { x: 'Straße 5 – Hinterhaus', ask: { op: 'contains', value: 'ße 5' }, holds: true },
  { x: 'Straße', ask: { op: 'contains', value: 'SS' }, holds: false },
  { x: '100%', ask: { op: 'contains', value: '0%' }, holds: true },
  { x: 'abc', ask: { op: 'contains', value: 'a_c' }, holds: false },
  // Lists.
  { x: ['a', 1], ask: { op: 'contains', value: 1 }, holds: true },
  { x: ['a', 1], ask: { op: 'contains', value: '1' }, holds: false },
  { x: [['a']], ask: { op: 'contains', value: 'a' }, holds: false },
  { x: [null], ask: { op: 'contains', value: null }, holds: true },
  { x: { a: 1 }, ask: { op: 'contains', value: 'a' }, holds: false },
  { x: ['a'], ask: { op: 'in', value: ['a'] }, holds: false },
  { x: [], ask: { op: 'in', value: ['a'] }, holds: false },
  { x: 2, ask: { op: 'in', value: [1, 2] }, holds: true },
  { x: '2', ask: { op: 'in', value: [1, 2] }, holds: false },
  // Paths lead through own keys and digits only.
  { x: ['a', { b: 7 }], ask: { path: 'traits.x[1].b', op: 'eq', value: 7 }, holds: true },
  { x: ['a'], ask: { path: 'traits.x[1]', op: 'exists' }, holds: false },
  { x: ['a'], ask: { path: 'traits.x.length', op: 'exists' }, holds: false },
  { x: ['a'], ask: { path: 'traits.x[99999999999]', op: 'exists' }, holds: false },
  { x: 'abc', ask: { path: 'traits.x[0]', op: 'exists' }, holds: false },
  { x: { 0: 'a' }, ask: { path: 'traits.x[0]', op: 'eq', value: 'a' }, holds: true },
  { x: {}, ask: { path: 'traits.x.toString', op: 'exists' }, holds: false },
  { x: {}, ask: { path: 'traits.x.constructor.name', op: 'exists' }, holds: false },
  {
    x: JSON.parse('{"__proto__": 1, "constructor": 2}'),
    ask: { path: 'traits.x.__proto__', op: 'exists' },
    holds: false,
  },
  { x: JSON.parse('{"constructor": 2}'), ask: { path: 'traits.x.constructor', op: 'ne', value: 2 }, holds: true },
  // Names in quotes, and what PostgreSQL alone would take for an index.
  { x: { 'First Name': 1 }, ask: { path: 'traits.x["First Name"]', op: 'eq', value: 1 }, holds: true },
  { x: { 'a.b': 1 }, ask: { path: `traits.x['a.b']`, op: 'eq', value: 1 }, holds: true },
  { x: { a: { b: 1 } }, ask: { path: 'traits.x["a.b"]', op: 'exists' }, holds: false },
  { x: { größe: 1 }, ask: { path: 'traits.x.größe', op: 'eq', value: 1 }, holds: true },
  { x: { '-1': 1 }, ask: { path: 'traits.x.-1', op: 'eq', value: 1 }, holds: true },
  { x: ['a', 'b'], ask: { path: 'traits.x.-1', op: 'exists' }, holds: false },
  { x: ['a', 'b'], ask: { path: 'traits.x["+1"]', op: 'exists' }, holds: false },
  { x: ['a', 'b'], ask: { path: 'traits.x[" 1"]', op: 'exists' }, holds: false },
  // One element is enough.
  { x: [{ sku: 'A1' }, { sku: 'B2' }], ask: { path: 'traits.x[*].sku', op: 'eq', value: 'B2' }, holds: true },
  { x: [{ sku: 'A1' }, { sku: 'B2' }], ask: { path: 'traits.x[*].sku', op: 'eq', value: 'C3' }, holds: false },
  { x: [{ sku: 'A1' }, { sku: 'B2' }], ask: { path: 'traits.x.sku', op: 'exists' }, holds: false },
  { x: [{ sku: 'A1' }, { sku: 'B2' }], ask: { path: 'traits.x[*].sku', op: 'ne', value: 'A1' }, holds: true },
  { x: [{ sku: 'A1' }, 7], ask: { path: 'traits.x[*].sku', op: 'exists', value: false }, holds: true },
  { x: [], ask: { path: 'traits.x[*].sku', op: 'ne', value: 'A1' }, holds: false },
  { x: { sku: 'A1' }, ask: { path: 'traits.x[*].sku', op: 'eq', value: 'A1' }, holds: false },
  { x: [1, 5], ask: { path: 'traits.x[*]', op: 'gt', value: 4 }, holds: true },
  { x: [[{ n: 1 }], [{ n: 2 }]], ask: { path: 'traits.x[*][*].n', op: 'in', value: [2, 3] }, holds: true },
  { x: [{ tags: ['a'] }, { tags: ['b'] }], ask: { path: 'traits.x[*].tags', op: 'contains', value: 'b' }, holds: true },
  // Moments.
  { x: '2026-03-29T02:59:59+02:00', ask: { op: 'before', value: 'now' }, holds: true },
  { x: '2026-03-29T01:00:00Z', ask: { op: 'before', value: 'now' }, holds: false },
  { x: '2026-03-29T01:00:00Z', ask: { op: 'after', value: 'now' }, holds: false },
  { x: '2026-03-29T01:00:00.0009Z', ask: { op: 'after', value: 'now' }, holds: false },
  { x: '2026-03-29T01:00:00.0019999Z', ask: { op: 'after', value: '2026-03-29T01:00:00.001Z' }, holds: false },
  { x: '2026-03-29', ask: { op: 'before', value: '2026-03-29T00:00:00.001Z' }, holds: true },
  // 24 hours and not a day by the clock: in Berlin the clocks change in between.
  { x: '2026-03-30T01:00:00Z', ask: { op: 'before', value: 'now+P1D' }, holds: false },
  { x: '2026-03-30T00:59:59Z', ask: { op: 'before', value: 'now+P1D' }, holds: true },
  { x: '2026-02-27T01:00:01Z', ask: { op: 'after', value: 'now-P30D' }, holds: true },
  { x: 0, ask: { op: 'before', value: 'now' }, holds: false },
  { x: '2024-02-29', ask: { op: 'before', value: 'now' }, holds: true },
  { x: '2000-02-29T00:00:00-14:00', ask: { op: 'before', value: 'now' }, holds: true },
  { x: '1900-02-29', ask: { op: 'before', value: 'now' }, holds: false },
  // As databases and languages write it; NOW is 01:00 in UTC.
  { x: '2026-03-29 00:59:59+00', ask: { op: 'before', value: 'now' }, holds: true },
  { x: '2026-03-29 02:59:59.999999+0200', ask: { op: 'before', value: 'now' }, holds: true },
  { x: '2026-03-29 01:00:00.001 UTC', ask: { op: 'after', value: 'now' }, holds: true },
  { x: '2026-03-29t01:00:00,0019z', ask: { op: 'after', value: '2026-03-29 01:00:00.001Z' }, holds: false },
  { x: '2026-03-29T01:01Z', ask: { op: 'after', value: 'now' }, holds: true },
  { x: '2026-03-29 00:59', ask: { op: 'before', value: 'now' }, holds: false },
  { x: '2026-03-29 00:59:59 CET', ask: { op: 'before', value: 'now' }, holds: false },
  ...DATES.map((x): ComparisonCase => ({ x, ask: { op: 'before', value: '9999-01-01' }, holds: false })),
]
