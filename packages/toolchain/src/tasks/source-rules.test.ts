import { describe, expect, it } from 'vitest'
import { checkSource, findLockFileProblems } from './source-rules.js'

// Put together, so that the check that is tested here does not find this file.
const mark = ['TO', 'DO'].join('')

describe('the rules for source files', () => {
  it('allow 300 lines of code and count neither blank lines nor comments', () => {
    const code = 'const größe = 1\n'.repeat(300)
    expect(checkSource('a.ts', `// why\n\n${code}`)).toEqual([])
    expect(checkSource('a.ts', `${code}last()\n`)).toEqual(['a.ts: 301 lines of code, 300 are allowed'])
  })

  it('want the number of an issue behind every mark of unfinished work', () => {
    expect(checkSource('a.ts', `// ${mark}(#12): later\n`)).toEqual([])
    expect(checkSource('a.ts', `x()\n// ${mark}: later\n`)).toEqual([
      `a.ts:2: unfinished work needs its issue, like ${mark}(#12): …`,
    ])
  })
})

describe('the rules for decisions', () => {
  it('allow to calculate with dates and refuse to read the clock', () => {
    const file = 'services/journey/src/domain/entry.ts'
    expect(checkSource(file, 'const due = new Date(now.getTime() + 5)\nconst at: Date = due\n')).toEqual([])
    expect(checkSource(file, 'const now = new Date()\n')).toEqual([`${file}:1: the time is an argument`])
    expect(checkSource('services/journey/src/main.ts', 'const now = new Date()\n')).toEqual([])
  })
})

describe('the rule for moments', () => {
  it('refuses to declare one in another way', () => {
    const file = 'services/journey/src/runs/http/runs.ts'
    const finding = `${file}:1: a moment is a Timestamp or a Moment of @polyphon/values`
    expect(checkSource(file, 'endedAt: Moment.nullable(),\nmoved: z.string(),\n')).toEqual([])
    for (const line of ['endedAt: z.iso.datetime(),', 'endedAt: z.string().nullable(),', 'until: z.string(),'])
      expect(checkSource(file, `${line}\n`), line).toEqual([finding])
  })
})

describe('the rules for the lock file', () => {
  it('refuse every address', () => {
    expect(findLockFileProblems('  zod@4.6.7:\n    resolution: {integrity: sha512-a}\n')).toEqual([])
    expect(findLockFileProblems('a:\n  resolution: {tarball: https://registry.example/a.tgz}\n')).toEqual([
      'pnpm-lock.yaml:2: resolution: {tarball: https://registry.example/a.tgz}',
    ])
  })
})
