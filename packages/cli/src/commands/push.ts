import type { Command } from 'commander'
import { type Compared, compare, patchOf } from '../definitions/compare.js'
import { show } from '../definitions/files.js'
import { type Kind, readThere, type There } from '../definitions/kinds.js'
import type { Lock } from '../definitions/lock.js'
import type { Step } from '../definitions/plan.js'
import { carryOut, isRefused, type Outcome } from '../definitions/push.js'
import { type Adding, addCommand } from '../frame/command.js'
import { EXIT, readThrown } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import { table } from '../frame/table.js'

interface Options {
  readonly services?: string
  readonly dryRun?: true
  readonly prune?: true
  readonly force?: true
}

/** `polyphon push FOLDER`. */
export function addPush(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'push <folder>',
      summary: 'publish what a folder says',
      description:
        'Publishes what differs, in the order in which definitions name each other, after all files were checked by their schemas. What was changed there by somebody else since it was pulled is refused, unless --force is given. What a service refuses is said with file and line; the others go on, except those that name it. A second push does nothing.',
      examples: [
        'polyphon push definitions --dry-run',
        'polyphon push definitions',
        'polyphon push definitions --profile live --prune',
      ],
      options: (command) =>
        command
          .option('--services <list>', 'comma list of services; all without it')
          .option('--dry-run', 'only say what would be done')
          .option('--prune', 'archive what stood in this folder and does so no more')
          .option('--force', 'overwrite what was changed there'),
    },
    async (session, { services, dryRun, prune, force }, [name = '']) => {
      const compared = await compare(session, { name, services, prune: prune === true })
      if (compared === null) return
      const conflicts = compared.steps.filter(({ deed }) => deed === 'conflict')
      if (conflicts.length > 0 && force !== true) return sayConflicts(session, conflicts)
      if (dryRun === true) return sayPlan(session, compared.steps)
      await pushAll(session, compared)
    },
  )
}

function sayConflicts(session: Session, conflicts: readonly Step[]): void {
  session.end(EXIT.foundWrong)
  session.answer(
    { conflicts: conflicts.map((step) => ({ definition: step.name, patch: patchOf(step) })) },
    [
      ...conflicts.map((step) => `${step.name}\n${patchOf(step)}`),
      'These were changed there, or made, by somebody else: nothing was pushed. Pull them, or overwrite them with --force.',
    ].join('\n'),
  )
}

function sayPlan(session: Session, steps: readonly Step[]): void {
  const rows = steps.filter(({ deed }) => deed !== 'same').map(({ name, deed }) => [name, deed])
  session.answer(
    { items: steps.map(({ name, deed }) => ({ definition: name, deed })) },
    rows.length === 0 ? 'Nothing is to be done.' : table(['definition', 'would be'], rows),
  )
}

async function pushAll(session: Session, { kinds, lock, steps }: Compared): Promise<void> {
  const { outcomes, silent } = await carryOut(steps, { session, kinds })
  const after = await readAfter(kinds.filter(({ service }) => !silent.has(service)))
  for (const outcome of outcomes) noteOutcome(outcome, { lock, steps, after })
  lock.save()
  if (outcomes.some(isRefused)) session.end(silent.size > 0 ? EXIT.unreachable : EXIT.foundWrong)
  const findings = outcomes.flatMap((outcome) => outcome.findings.map(show))
  const warnings = outcomes.flatMap((outcome) => outcome.warnings.map((warning) => `${show(warning)} (warning)`))
  const rows = outcomes
    .filter(({ outcome }) => outcome !== 'unchanged')
    .map((done) => [done.name, done.outcome, done.version])
  session.answer(
    { items: outcomes },
    [
      rows.length === 0
        ? `Nothing was to be done: ${outcomes.length} definitions are there.`
        : table(['definition', 'outcome', 'version'], rows),
      ...warnings,
      ...findings,
    ].join('\n'),
  )
}

/** What is there once it was pushed; nothing is known of it where somebody does not answer any more. */
async function readAfter(kinds: readonly Kind[]): Promise<ReadonlyMap<string, There>> {
  try {
    return await readThere(kinds)
  } catch (error) {
    if (readThrown(error)?.exitCode !== EXIT.unreachable) throw error
    return new Map()
  }
}

interface Noting {
  readonly lock: Lock
  readonly steps: readonly Step[]
  readonly after: ReadonlyMap<string, There>
}

/** Keeps what came of a definition: a push that broke off goes on from there, and takes nothing of its own for a stranger's. */
function noteOutcome({ name, outcome, version }: Outcome, { lock, steps, after }: Noting): void {
  const file = steps.find((step) => step.name === name)?.file
  const there = after.get(name)
  if (outcome === 'archived') return lock.forget(name)
  if (file === undefined || version === undefined) return
  // What has another version by now was changed by somebody else.
  if (there?.version === version) lock.note(name, { file: file.body, there: there.body })
  else if (there === undefined && outcome !== 'unchanged') lock.noteSent(name, file.body, version)
}
