import { describe, expect, it } from 'vitest'
import { countImports, judgeShare } from './feature-share.js'

describe('the share of imports that stay in their feature', () => {
  it('counts what a file imports from its own feature among all it imports from its service', () => {
    const text = [
      "import { z } from 'zod'",
      "import { decideMerge } from '../domain/merge.js'",
      'import {\n  type Profile,\n  toView,\n} from "../../people/domain/profile.js"'.replaceAll('"', "'"),
      "import '../../config.js'",
      "export { merge } from './merge.js'",
      "const from = './no-import.js'",
    ].join('\n')
    expect(countImports('services/profile/src/tracking/commands/collect.ts', text)).toEqual({ within: 2, all: 4 })
    expect(countImports('services/profile/src/service.ts', "import { people } from './people/feature.js'")).toEqual({
      within: 0,
      all: 1,
    })
  })

  it('may fall by five points and no further', () => {
    const shares = { profile: { within: 6, all: 10 }, journey: { within: 7, all: 10 } }
    expect(judgeShare(shares, 70)).toEqual({
      ok: true,
      text: '65 % of the imports within services stay in their feature (committed: 70 %): profile 60 %, journey 70 %',
    })
    expect(judgeShare(shares, 70.1).ok).toBe(false)
  })
})
