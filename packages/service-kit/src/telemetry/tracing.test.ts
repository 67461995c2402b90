import { describe, expect, it } from 'vitest'
import { readTrace, recordedTrace, traceInLog } from './tracing.js'

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

describe('a trace', () => {
  it('is read from what the W3C has defined, and nothing else', () => {
    expect(readTrace({ traceparent, tracestate: 'a=1,b=2' })).toEqual({ traceparent, tracestate: 'a=1,b=2' })
    expect(readTrace({ traceparent, tracestate: 'x'.repeat(513) })).toEqual({ traceparent })
    expect(readTrace({ traceparent, tracestate: 'ü=1' })).toEqual({ traceparent })
    const wrong = [
      undefined,
      '',
      [traceparent],
      traceparent.toUpperCase(),
      `${traceparent} `,
      traceparent.replace('00-', 'ff-'),
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
    ]
    for (const given of wrong) expect(readTrace({ traceparent: given, tracestate: 'a=1' })).toBeUndefined()
  })
  it('is recorded where its last bit says so', () => {
    expect(recordedTrace({ traceparent })).toEqual({ traceparent })
    expect(recordedTrace({ traceparent: traceparent.replace(/01$/, '03') })).toBeDefined()
    expect(recordedTrace({ traceparent: traceparent.replace(/01$/, '02') })).toBeUndefined()
    expect(recordedTrace({})).toBeUndefined()
  })
  it('has its name in lines of the log', () => {
    expect(traceInLog({ traceparent })).toEqual({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' })
    expect(traceInLog({})).toEqual({})
  })
})
