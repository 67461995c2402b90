import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

describe('the main export', () => {
  it("has only the some 50 names that a service's author needs", () => {
    const text = readFileSync(new URL('index.ts', import.meta.url), 'utf8')
    const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','))
    const names = [...lists.filter((name) => name.trim() !== ''), ...text.matchAll(/^export \* as \w+/gm)]
    expect(names.length).toBeGreaterThan(30)
    expect(names.length).toBeLessThanOrEqual(55)
    expect(text).not.toMatch(/^export \* from/m)
  })
})
