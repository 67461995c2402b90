const form = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/

/** Holds back the closing line of a test run while everything else passes through, so that it can be printed last. */
export class ClosingLine {
  #line: string | undefined
  #rest = ''
  readonly #write: (text: string) => void

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  take(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#pass(line)
  }

  /** The line that closes the run. A run that failed without a failed test, or without a word, counts as one failure. */
  finish(exitCode: number | null): string {
    if (this.#rest !== '') this.#pass(this.#rest)
    this.#rest = ''
    const [, passed = '0', failed = '0', skipped] = form.exec(this.#line ?? '') ?? []
    const isSilentFailure = failed === '0' && (exitCode !== 0 || this.#line === undefined)
    const skippedPart = skipped === undefined ? '' : `, ${skipped} skipped`
    return `${passed} passed, ${isSilentFailure ? '1' : failed} failed${skippedPart}`
  }

  #pass(line: string): void {
    if (form.test(line)) this.#line = line
    else this.#write(`${line}\n`)
  }
}
