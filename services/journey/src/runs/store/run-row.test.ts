import { describe, expect, it } from 'vitest'
import { at, driveRun, publishedJourney, receipt, send } from '../../../test/drive-run.js'
import { toRun, toRunRow } from './run-row.js'

describe('the row of a run', () => {
  const { run } = driveRun(publishedJourney({ a: send() }), [[receipt('deferred'), 1]])

  it('keeps what the run has handled under the name that rows have had from the start', () => {
    expect(run.memory.handled).toEqual(['r:a:1|email|deferred'])
    expect(toRunRow(run).memory).toMatchObject({ heard: run.memory.handled })
    expect(toRunRow(run).memory).not.toHaveProperty('handled')
  })

  it('gives the same run back', () => {
    expect(toRun(toRunRow(run))).toEqual(run)
    expect(run.startedAt).toEqual(at(0))
  })
})
