import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf, reference } from './demo-numbers.js'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

describe('the demo on the 400 orders of the repository', () => {
  let home: LocalHome
  let demo: LocalProcess
  beforeAll(async () => {
    home = await makeHome()
    demo = home.run('demo/main.ts', ['--json'])
    await demo.ended
  })
  afterAll(() => home.remove())

  it('gives the numbers that were computed elsewhere', async () => {
    expect(await demo.ended, demo.output()).toBe(0)
    const result = numbersOf(demo)
    expect(result).toMatchObject(reference)
    expect(result.secondsTotal).toBeGreaterThan(0)
    expect(result.eventToMessageMs.p50).toBeLessThanOrEqual(result.eventToMessageMs.p99)
  })
  it('draws a chart that a person can read', () => {
    const chart = readFileSync(join(home.env['POLYPHON_HOME'] ?? '', 'demo/score-by-lateness.svg'), 'utf8')
    expect(chart).toMatch(/^<\?xml[^>]*>\s*<svg[^>]*>/)
    expect(chart).toContain('<title')
  })
})
