import { mkdirSync, rmSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { hashOf } from '../definitions/canonical.js'
import { type DefinedFile, readFolder, show, textOf, writeSchemas, writeText } from '../definitions/files.js'
import { type Kind, nameOf, readKinds, readThere, type There } from '../definitions/kinds.js'
import { type Lock, openLock } from '../definitions/lock.js'
import { type Adding, addCommand } from '../frame/command.js'
import { EXIT, wrongUse } from '../frame/ends.js'
import { table } from '../frame/table.js'

interface Options {
  readonly services?: string
  readonly format: string
  readonly force?: true
}

type Pulled = 'written' | 'unchanged' | 'removed' | 'kept: changed here' | 'kept: not in use there'

/** `polyphon pull FOLDER`. */
export function addPull(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'pull <folder>',
      summary: 'write what is published into a folder, for git',
      description:
        'Writes everything that is published under a key as FOLDER/<service>/<kind>/<key>.yaml, with JSON Schemas for editors. A file that says the same already is left as it is; one that was changed here is kept, unless --force is given, and the exit code is 1. What is archived or stopped there is not written, and its file is removed if nobody has changed it. Commit polyphon.lock.json with the files.',
      examples: ['polyphon pull definitions', 'polyphon pull definitions --services feedback,messaging --format json'],
      options: (command) =>
        command
          .option('--services <list>', 'comma list of services; all without it')
          .option('--format <format>', 'yaml or json, for files that are new', 'yaml')
          .option('--force', 'overwrite what was changed here'),
    },
    async (session, { services, format, force }, [name = '']) => {
      if (format !== 'yaml' && format !== 'json') throw wrongUse('--format is yaml or json.')
      const folder = resolve(session.around.folder, name)
      mkdirSync(folder, { recursive: true })
      const kinds = await readKinds(session, services)
      const { files, findings } = readFolder(folder, kinds)
      if (findings.length > 0 && force !== true) {
        session.end(EXIT.foundWrong)
        return session.answer({ findings }, findings.map(show).join('\n'))
      }
      const there = await readThere(kinds)
      const lock = openLock(folder)
      const pulling = { folder, kinds, files, lock, form: `.${format}`, isForced: force === true }
      const outcomes = [...there].map(([definition, found]) => pullOne(definition, found, pulling))
      writeSchemas(folder, kinds)
      lock.save()
      const kept = outcomes.filter(({ outcome }) => outcome === 'kept: changed here')
      if (kept.length > 0) session.end(EXIT.foundWrong)
      const shown = outcomes.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'kept: not in use there')
      session.answer(
        { items: outcomes },
        shown.length === 0
          ? `Nothing has changed: ${outcomes.length} definitions.`
          : table(
              ['definition', 'outcome'],
              shown.map(({ definition, outcome }) => [definition, outcome]),
            ),
      )
    },
  )
}

interface Pulling {
  readonly folder: string
  readonly kinds: readonly Kind[]
  readonly files: readonly DefinedFile[]
  readonly lock: Lock
  readonly form: string
  readonly isForced: boolean
}

function pullOne(
  definition: string,
  there: There,
  pulling: Pulling,
): { readonly definition: string; readonly outcome: Pulled } {
  const { files, lock, isForced } = pulling
  const here = files.find((file) => file.name === definition)
  const isUnchanged = here === undefined || isForced || lock.isUntouched(definition, here.body)
  const isInUse = there.archivedAt === null && there.inForce
  const outcome = isInUse
    ? writeOne(definition, there, { ...pulling, here, isUnchanged })
    : removeOne(definition, there, { ...pulling, here, isUnchanged })
  return { definition, outcome }
}

interface Pair extends Pulling {
  readonly here: DefinedFile | undefined
  /** Nobody has changed the file since it was pulled or pushed. */
  readonly isUnchanged: boolean
}

function removeOne(definition: string, there: There, { folder, lock, here, isUnchanged }: Pair): Pulled {
  if (here === undefined || !isUnchanged) return 'kept: not in use there'
  rmSync(join(folder, here.file))
  lock.note(definition, { file: here.body, there: there.body })
  return 'removed'
}

function writeOne(definition: string, there: There, { folder, kinds, lock, here, isUnchanged, form }: Pair): Pulled {
  const isSame =
    here !== undefined && (hashOf(here.body) === hashOf(there.body) || lock.isPair(definition, here.body, there.body))
  if (isSame) {
    lock.note(definition, { file: here.body, there: there.body })
    return 'unchanged'
  }
  // Nothing new is there for what was only changed here.
  if (!isUnchanged) return lock.isLast(definition, there.body) ? 'unchanged' : 'kept: changed here'
  const kind = kinds.find(({ service, kind: name }) => nameOf(service, name, there.key) === definition)
  if (kind === undefined) throw new Error(`${definition} has no kind.`)
  const file = here?.file ?? join(kind.service, kind.kind, `${there.key}${form}`)
  writeText(folder, file, textOf({ kind, body: there.body, form: extname(file) }))
  lock.note(definition, { file: there.body, there: there.body })
  return 'written'
}
