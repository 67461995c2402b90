import { describe, expect, it } from 'vitest'
import { warnSurvey } from './warn-survey.js'

describe('a survey', () => {
  it('is published with a warning while nobody may be invited', () => {
    expect(warnSurvey([], true)).toEqual([])
    expect(warnSurvey([], false)).toMatchObject([{ pointer: '/body', code: 'permission_missing' }])
  })
})
