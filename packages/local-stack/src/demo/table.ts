import type { DemoResult } from './results.js'

/** The numbers of a run as a table for a person. */
export function tableOf(result: DemoResult): string {
  const rows: readonly (readonly [string, string])[] = [
    ['persons', String(result.persons)],
    ['events', String(result.events)],
    ['messages sent', String(result.messagesSent)],
    ['answers', String(result.answers)],
    ['mean score', result.scoreMean.toFixed(6)],
    ['share of 4 and 5', result.top2Share.toFixed(6)],
    ['mean score, late', result.scoreMeanLate.toFixed(6)],
    ['mean score, on time', result.scoreMeanOnTime.toFixed(6)],
    ['seconds in all', result.secondsTotal.toFixed(1)],
    ['event to message, p50', `${result.eventToMessageMs.p50} ms`],
    ['event to message, p99', `${result.eventToMessageMs.p99} ms`],
  ]
  return rows.map(([name, value]) => `  ${name.padEnd(24)}${value.padStart(14)}`).join('\n')
}
