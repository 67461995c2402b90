import { scoreKind } from './score.js'

/** How likely it is that somebody recommends, which becomes the Net Promoter Score. */
export const nps = scoreKind({
  type: 'nps',
  summary: 'How likely somebody is to recommend, 0 to 10',
  usual: { min: 0, max: 10 },
  isFixed: true,
})
