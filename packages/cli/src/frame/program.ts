import { Command } from 'commander'
import { addCompletion } from '../commands/completion.js'
import { addDiff } from '../commands/diff.js'
import { addDeadLetters } from '../commands/dlq.js'
import { addDoctor } from '../commands/doctor.js'
import { addKeys } from '../commands/keys.js'
import { addLag } from '../commands/lag.js'
import { addListen } from '../commands/listen.js'
import { addMcp } from '../commands/mcp.js'
import { addProfiles } from '../commands/profiles.js'
import { addPull } from '../commands/pull.js'
import { addPush } from '../commands/push.js'
import { addReplay } from '../commands/replay.js'
import { addReread } from '../commands/reread.js'
import { addTail } from '../commands/tail.js'
import { addVerify } from '../commands/verify.js'
import { addWorkspaces } from '../commands/workspaces.js'
import { type AddCommand, type Adding, configure } from './command.js'
import type { ExitCode } from './ends.js'
import type { Terminal } from './terminal.js'
import { versionOfPackage } from './version.js'

/** Every command, in the order of the help. To add one: a file in `commands`, and its line here. */
const commands: readonly AddCommand[] = [
  addDoctor,
  addWorkspaces,
  addKeys,
  addDeadLetters,
  addLag,
  addReread,
  addVerify,
  // Events as they happen.
  addTail,
  addListen,
  addReplay,
  // Definitions as code.
  addPull,
  addDiff,
  addPush,
  addMcp,
  addProfiles,
  addCompletion,
]

/** The program with all its commands. `end` is told the exit code of one that found something wrong. */
export function makeProgram(around: Terminal, end: (exitCode: ExitCode) => void): Command {
  const program = new Command('polyphon')
  configure(program, around)
  program
    .description('What is wrong, keys, dead letters, lag, events, definitions as code, and an MCP server.')
    .version(versionOfPackage(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show how a command is used')
    .addHelpText('after', AFTER)
  const adding: Adding = { around, end, program }
  for (const add of commands) add(program, adding)
  return program
}

const AFTER = `
Where the services are and who you are, the first that is there:
  1. POLYPHON_ORIGIN=https://cx.example (one origin) or POLYPHON_URL=profile=https://…,feedback=https://…,
     with POLYPHON_KEY and POLYPHON_ADMIN_TOKEN, or POLYPHON_KEY_FILE and POLYPHON_ADMIN_TOKEN_FILE
  2. --profile NAME or POLYPHON_PROFILE, kept by \`polyphon profiles save NAME\`
  3. .polyphon/local.json, which \`npm start\` writes, here or in a folder above

Exit codes: 0 done, 1 something wrong was found, 2 wrong use, 3 something cannot be reached,
130 stopped before it was through.`
