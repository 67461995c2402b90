import { expect, it } from 'vitest'
import { boundLabel } from './bounded-label.js'

it('keeps codes, and takes all that are too many and whatever is text for one', () => {
  const bound = boundLabel(2)
  expect(['variable_missing', 'smtp_550', 'third', 'smtp_550'].map(bound)).toEqual([
    'variable_missing',
    'smtp_550',
    'other',
    'smtp_550',
  ])
  expect(['', 'jane@example.org does not exist', 'a'.repeat(65), 'a\nb'].map(boundLabel(9))).toEqual(
    Array.from({ length: 4 }, () => 'other'),
  )
})
