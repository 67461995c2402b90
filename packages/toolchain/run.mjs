// npm start | test | check | demo | infra | faults | bench | leak | generate | sbom | clean: prepares the clone if needed, then does the task.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, checkNode, install, root } from './setup.mjs'

const programs = {
  start: { project: 'packages/local-stack', main: 'packages/local-stack/dist/main.js' },
  demo: { project: 'packages/local-stack', main: 'packages/local-stack/dist/demo/main.js' },
  test: { project: 'packages/toolchain', main: 'packages/toolchain/dist/tasks/test.js', hasClosingLine: true },
  check: { project: 'packages/toolchain', main: 'packages/toolchain/dist/tasks/check.js', hasClosingLine: true },
  infra: { project: 'packages/toolchain', main: 'packages/toolchain/dist/tasks/infra.js' },
  faults: { project: 'packages/faults', main: 'packages/faults/dist/main.js' },
  bench: { project: 'packages/bench', main: 'packages/bench/dist/main.js' },
  leak: { project: 'packages/bench', main: 'packages/bench/dist/leak/main.js' },
  generate: { project: 'packages/toolchain', main: 'packages/toolchain/dist/tasks/generate.js' },
  sbom: { project: 'packages/toolchain', main: 'packages/toolchain/dist/tasks/sbom.js' },
}

const [task = '', ...args] = process.argv.slice(2)
const program = programs[task]
if (task === 'clean' && args.includes('--help')) process.stdout.write('Usage: npm run clean, which takes no words\n')
else if (task === 'clean') clean()
else if (program === undefined)
  fail(
    `Usage: npm start | test | check | demo | infra | faults | bench | leak | generate | sbom | clean, not "${task}"`,
  )
else await runProgram(program)

/** The program runs in this very process, so that a signal reaches it once and nothing is left when it is killed. */
async function runProgram({ project, main, hasClosingLine = false }) {
  try {
    checkNode()
    await install()
    await build(project)
  } catch (error) {
    fail(error.message)
    if (hasClosingLine) process.stdout.write('0 passed, 1 failed\n')
    return
  }
  const file = join(root, main)
  process.setSourceMapsEnabled(true)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
}

/** The compiler never deletes the output of a deleted source; this does. */
function clean() {
  for (const group of ['packages', 'services']) {
    for (const name of existsSync(join(root, group)) ? readdirSync(join(root, group)) : []) {
      rmSync(join(root, group, name, 'dist'), { recursive: true, force: true })
      rmSync(join(root, group, name, 'tsconfig.tsbuildinfo'), { force: true })
    }
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
