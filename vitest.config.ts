import { defineConfig } from 'vitest/config'

// Tests run from source. Adding `module` or `import` here breaks pg ("Class extends value [object Module]").
const conditions = ['@polyphon/source', 'node']
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } }

// A limit tells what never comes from what is late: three times and more of what the slowest takes while the other workers,
// Kafka and PostgreSQL want the two processors too. Only what takes longer than a minute names a limit of its own.
const LIMITS = { testTimeout: 150_000, hookTimeout: 240_000, expect: { poll: { timeout: 90_000 } } }

export default defineConfig({
  test: {
    reporters: ['default', './tests/summary-reporter.ts'],
    // A file leaves nothing behind, so the next one of a worker uses what was imported: otherwise that is a third of the time.
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{packages,services}/*/src/**/*.test.ts'],
          ...LIMITS,
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
          setupFiles: ['tests/statements.ts', 'tests/warnings.ts'],
          ...LIMITS,
          // Such a test mostly waits, for a server, a timer or another process: with a worker for each processor these stood
          // idle for much of the time.
          maxWorkers: 4,
          isolate: false,
          // Behind the unit tests, which are the quicker ones to say what is wrong.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
