// node packages/toolchain/prepare.mjs: installs the dependencies of a clone and builds it, for what is run without npm.
import { build, checkNode, install } from './setup.mjs'

try {
  checkNode()
  await install()
  await build()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
