import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with one plain line, so that any script can read how many tests ran. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1
      // A suite whose beforeAll fails skips its tests: that is a failure, not a skip.
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length
      count.failed += module.errors().length
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}
