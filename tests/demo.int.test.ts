import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

describe('the demo on the 400 orders of the repository', () => {
  let home: LocalHome
  let demo: LocalProcess
  beforeAll(async () => {
    home = await makeHome()
    demo = home.run('demo/main.ts', ['--json'])
    await demo.ended
  }, 180_000)
  afterAll(() => home.remove())

  it('gives the numbers that were computed elsewhere', async () => {
    expect(await demo.ended, demo.output()).toBe(0)
    const result = JSON.parse(demo.output().trim().split('\n').at(-1) ?? '')
    expect(result).toMatchObject({
      persons: 400,
      messagesSent: 393,
      answers: 402,
      scoreMean: 4.09204,
      top2Share: 0.763682,
      scoreMeanLate: 2.625,
      scoreMeanOnTime: 4.261708,
    })
    expect(result.secondsTotal).toBeGreaterThan(0)
    expect(result.eventToMessageMs.p50).toBeLessThanOrEqual(result.eventToMessageMs.p99)
  })
  it('draws a chart that a person can read', () => {
    const chart = readFileSync(join(home.env['POLYPHON_HOME'] ?? '', 'demo/score-by-lateness.svg'), 'utf8')
    expect(chart).toMatch(/^<\?xml[^>]*>\s*<svg[^>]*>/)
    expect(chart).toContain('<title')
  })
})
