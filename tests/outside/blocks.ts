import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** A piece of code that stands in a README between two fences. */
export interface Block {
  readonly file: string
  readonly line: number
  readonly language: string
  readonly text: string
}

/** The READMEs that a user of Polyphon reads: the first one, and those of packages and services. */
export function readmes(): readonly string[] {
  const below = ['packages', 'services'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}/README.md`),
  )
  return ['README.md', ...below]
}

/** All code of a README, in its order; none where there is no such file. */
export function blocksOf(file: string): readonly Block[] {
  const lines = readIfThere(join(root, file)).split('\n')
  const blocks: Block[] = []
  let open: { readonly line: number; readonly language: string; readonly text: string[] } | null = null
  for (const [index, text] of lines.entries()) {
    if (open === null && text.startsWith('```')) open = { line: index + 2, language: text.slice(3).trim(), text: [] }
    else if (open !== null && text === '```') {
      blocks.push({ ...open, file, text: `${open.text.join('\n')}\n` })
      open = null
    } else open?.text.push(text)
  }
  return blocks
}

/** The code of one language in a README as one program: its blocks go on where the one before has ended. */
export const programOf = (file: string, language: string): string =>
  blocksOf(file)
    .filter((block) => block.language === language)
    .map(({ text }) => text)
    .join('\n')

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
