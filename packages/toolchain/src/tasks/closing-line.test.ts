import { describe, expect, it } from 'vitest'
import { ClosingLine } from './closing-line.js'

function run(chunks: readonly string[], exitCode: number | null): { readonly shown: string; readonly last: string } {
  let shown = ''
  const closing = new ClosingLine((text) => {
    shown += text
  })
  for (const chunk of chunks) closing.take(chunk)
  const last = closing.finish(exitCode)
  return { shown, last }
}

describe('the closing line of a test run', () => {
  it('is held back, while everything else is shown', () => {
    expect(run(['a\nb\n3 passed, 0 fa', 'iled\nlater\nopen end'], 0)).toEqual({
      shown: 'a\nb\nlater\nopen end\n',
      last: '3 passed, 0 failed',
    })
  })

  it('keeps the number of skipped tests', () => {
    expect(run(['3 passed, 1 failed, 2 skipped\n'], 1).last).toBe('3 passed, 1 failed, 2 skipped')
  })

  it('counts a run that failed without a failed test as one failure', () => {
    expect(run(['12 passed, 0 failed, 2 skipped\n'], 1).last).toBe('12 passed, 1 failed, 2 skipped')
  })

  it('counts a run that ended without a word or by a signal as one failure', () => {
    expect(run(['something broke\n'], 0).last).toBe('0 passed, 1 failed')
    expect(run([], null).last).toBe('0 passed, 1 failed')
  })
})
