import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Closes a run with one plain line, so that any script can read how many tests ran. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    const atSecondTry: TestCase[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        count[test.result().state] += 1
        if (test.diagnostic()?.flaky === true) atSecondTry.push(test)
      }
      // A suite whose beforeAll fails skips its tests: that is a failure, not a skip.
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length
      count.failed += module.errors().length
    }
    if (atSecondTry.length > 0) process.stdout.write(`\nPassed at the second try only, look into them:\n`)
    for (const test of atSecondTry) process.stdout.write(describe(test))
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}

function describe(test: TestCase): string {
  const why = test.result().errors?.map(({ message }) => message.replace(/\s+/gu, ' ').slice(0, 400)) ?? []
  return `! ${test.module.relativeModuleId} > ${test.fullName}\n${why.map((each) => `    ${each}\n`).join('')}`
}
