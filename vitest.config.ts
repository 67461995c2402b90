import { defineConfig } from 'vitest/config'

// Tests run from source. Adding `module` or `import` here breaks pg ("Class extends value [object Module]").
const conditions = ['@polyphon/source', 'node']
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } }

export default defineConfig({
  test: {
    reporters: ['default', './tests/summary-reporter.ts'],
    // A file leaves nothing behind, so the next one of a worker uses what was imported: otherwise that is a third of the time.
    projects: [
      // Properties run hundreds of times: a machine that does other things too must not fail them.
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{packages,services}/*/src/**/*.test.ts'],
          testTimeout: 30_000,
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
          globalSetup: ['tests/servers.ts'],
          setupFiles: ['tests/statements.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          isolate: false,
          // Behind the unit tests, which are the quicker ones to say what is wrong.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
