import { describe, expect, it } from 'vitest'
import { conditionCodes } from './codes.js'
import { CONDITIONS_GUIDE, EXAMPLES } from './guide.js'
import { parseCondition } from './parse.js'
import { OPS } from './schema.js'

describe('the guide to conditions', () => {
  it.each(EXAMPLES.map(([example]) => [example]))('has an example that is one: %s', (example) => {
    expect(parseCondition(JSON.parse(example))).toMatchObject({ ok: true })
    expect(CONDITIONS_GUIDE).toContain(example)
  })

  it('names every operator', () => {
    for (const op of OPS) expect(CONDITIONS_GUIDE).toContain(`\`${op}\``)
  })

  it('has a page for each of its codes', () => {
    const wrong = parseCondition({ path: 'größe.x', op: 'in', value: 1, more: true })
    for (const { code } of wrong.ok ? [] : wrong.issues) expect(Object.keys(conditionCodes)).toContain(code)
  })
})
