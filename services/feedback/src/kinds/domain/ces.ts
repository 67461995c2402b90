import { scoreKind } from './score.js'

/** How much effort something took, on the scale of the Customer Effort Score. */
export const ces = scoreKind({
  type: 'ces',
  summary: 'How easy something was, 1 to 7 unless said',
  usual: { min: 1, max: 7 },
})
