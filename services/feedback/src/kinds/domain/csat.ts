import { scoreKind } from './score.js'

/** How satisfied somebody is. */
export const csat = scoreKind({
  type: 'csat',
  summary: 'How satisfied somebody is, 1 to 5 unless said',
  usual: { min: 1, max: 5 },
})
