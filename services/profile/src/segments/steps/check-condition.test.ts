import { AppError } from '@polyphon/service-kit'
import { phoneNormaliser } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { checkCondition } from './check-condition.js'

describe('the condition of a segment', () => {
  it('compares with a moment that has an offset', () => {
    const where = { path: 'event.properties.at', op: 'after', value: '2026-03-29' }
    const check = (value: string): unknown =>
      checkCondition({ did: 'A', where: { ...where, value } }, phoneNormaliser(null))
    expect(check('2026-03-29T00:00:00+01:00')).toMatchObject({ did: 'A' })
    expect(() => check('2026-03-29')).toThrow(AppError)
    try {
      check('2026-03-29')
    } catch (error) {
      expect(error).toMatchObject({ faults: [{ pointer: '/body/condition/where/value', code: 'value_does_not_fit' }] })
    }
  })
})
