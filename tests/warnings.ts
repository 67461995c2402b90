// Listeners that pile up are a leak, of which Node.js warns once for each process and nobody reads it: here it fails the run.
const SEEN = Symbol.for('polyphon.warnings')

// One for all files of a worker: each on its own would be such a heap itself.
if (Reflect.get(globalThis, SEEN) !== true) {
  Reflect.set(globalThis, SEEN, true)
  process.on('warning', (warning) => {
    if (warning.name === 'MaxListenersExceededWarning') throw warning
  })
}
