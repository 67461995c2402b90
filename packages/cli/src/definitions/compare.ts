import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { EXIT, wrongUse } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import { inOrder } from './canonical.js'
import { checkFiles } from './check-files.js'
import { type Finding, readFolder, show, yamlOf } from './files.js'
import { type Kind, readKinds, readThere } from './kinds.js'
import { type Lock, openLock } from './lock.js'
import { planPush, type Step } from './plan.js'

/** A folder beside a workspace. */
export interface Compared {
  readonly kinds: readonly Kind[]
  readonly lock: Lock
  readonly steps: readonly Step[]
}

/** Reads, checks and compares a folder; null where something is wrong with it, which is said with file and line. */
export async function compare(
  session: Session,
  { name, services, prune }: { readonly name: string; readonly services: string | undefined; readonly prune: boolean },
): Promise<Compared | null> {
  const folder = resolve(session.around.folder, name)
  if (!existsSync(folder)) throw wrongUse(`There is no folder ${name}.`)
  const kinds = await readKinds(session, services)
  const { files, findings } = readFolder(folder, kinds)
  const all: readonly Finding[] = [...findings, ...checkFiles(files)]
  if (all.length > 0) {
    session.end(EXIT.foundWrong)
    session.answer({ findings: all }, all.map(show).join('\n'))
    return null
  }
  const lock = openLock(folder)
  return { kinds, lock, steps: planPush(files, await readThere(kinds), { lock, prune }) }
}

/** What differs between what is there and the file, as a patch. */
export function patchOf({ file, there, name }: Step): string {
  const schema = file?.kind.schema ?? {}
  const text = (body: unknown): string => (body === undefined ? '' : yamlOf(inOrder(body, schema, schema)))
  return createTwoFilesPatch(`there/${name}`, file?.file ?? name, text(there?.body), text(file?.body), '', '')
    .split('\n')
    .slice(1)
    .join('\n')
}
