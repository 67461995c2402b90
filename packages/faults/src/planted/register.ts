import { createRequire, register } from 'node:module'
import { plantedBug } from './bugs.js'
import { replaceIn } from './replace.js'

// `node --import` this file: from here on everything that is loaded passes through the bug named in POLYPHON_PLANTED.
// oxlint-disable-next-line node/no-process-env -- this is the program that runs before the program
const bug = plantedBug(process.env['POLYPHON_PLANTED'])

register('./load-hook.js', import.meta.url, { data: bug.name })

interface Compiling {
  _compile(source: string, ...others: readonly unknown[]): unknown
}

// CommonJS that is imported is read by the CommonJS loader, past the hook above.
const { extensions } = createRequire(import.meta.url)
const loadPlain = extensions['.js']
extensions['.js'] = (module, path) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every CommonJS module compiles itself so; the types do not name it
  const compiling = module as unknown as Compiling
  // oxlint-disable no-underscore-dangle -- the name is Node's
  const compile = compiling._compile.bind(module)
  compiling._compile = (source, ...others) => compile(replaceIn(bug, path, source), ...others)
  // oxlint-enable no-underscore-dangle
  loadPlain(module, path)
}
