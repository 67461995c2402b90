import { scoreKind } from './score.js'

/** A score of anything. */
export const rating = scoreKind({
  type: 'rating',
  summary: 'A score on a scale, 1 to 5 unless said',
  usual: { min: 1, max: 5 },
})
