import { describe, expect, it } from 'vitest'
import { planQuestion } from './report.js'

const metricsOn = (scale: string): readonly string[] =>
  planQuestion({}, { survey: 'delivery', question: 'satisfaction', scale }).questions.map(({ metric }) => metric)

describe('the plan for a question of a survey', () => {
  it.each(['1..5', '0..10', '-5..5'])('shows how the scores lie on %s', (scale) => {
    expect(metricsOn(scale)).toEqual(['score.mean', 'score.distribution'])
  })
  it.each(['0..11', '0..100'])('does not draw each of the many points of %s', (scale) => {
    expect(metricsOn(scale)).toEqual(['score.mean'])
  })
})
