/** A program of this repository that a page names, and what the page says about its words. */
export interface DocumentedCommand {
  /** What is run, without the words that are for the program itself. */
  readonly words: readonly string[]
  /** The options that a page gives it, such as `--full`. */
  readonly options: readonly string[]
}

// Run in a project outside, inside of an image, or a service itself, which asks for its settings, or written by whoever
// reads the page; other tests do that.
const ELSEWHERE = /^(?:npm (?:install|pack)|node (?:node_modules\/|(?:services\/\w+\/)?dist\/|receiver\.mjs))/
const OURS = /^(?:npm (?:start|test|run)|npx|pnpm|node [\w./-]+\.[cm]?[jt]s|infra\/\S+\.sh|\.ci\/)(?:\s|$)/

const POLYPHON_GROUPS: ReadonlySet<string> = new Set(['workspaces', 'keys', 'dlq', 'profiles'])

/** Every command of a page that runs something of this repository: in blocks of code and in `code` within a sentence. */
export function commandsOf(page: string): readonly DocumentedCommand[] {
  const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, text = '']) => text.split('\n'))
  const inline = [...page.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
  return [...blocks, ...inline]
    .flatMap((line) => line.replace(/\s#.*$/, '').split(/&&|\||;/))
    .map((part) => withoutSurroundings(part))
    .filter((part) => OURS.test(part) && !ELSEWHERE.test(part) && part !== 'npm run')
    .map(commandOf)
}

/** Takes away settings before a command, a prompt, and where its output goes. */
function withoutSurroundings(part: string): string {
  return part
    .trim()
    .replace(/^(?:eval "?\$\()/, '')
    .replace(/^(?:[A-Z_]+=\S+\s+)+/, '')
    .replace(/[>)].*$/, '')
    .replace(' run -s ', ' run ')
    .trim()
}

function commandOf(text: string): DocumentedCommand {
  const all = text.split(/\s+/)
  const isNpx = all[0] === 'npx'
  // `npx tsx --conditions=… file NAME`: what stands before the file is not for the file.
  const file = isNpx ? all.findIndex((word, index) => index > 0 && /\.[cm]?ts$/.test(word)) : -1
  // `npx polyphon keys list`: options are those of the command within the group.
  const npx = file > 0 ? file + 1 : all[1] === 'polyphon' && POLYPHON_GROUPS.has(all[2] ?? '') ? 4 : 3
  const program = all[0] === 'npm' ? (all[1] === 'run' ? 3 : 2) : isNpx ? npx : all[0] === 'node' ? 2 : 1
  const options = all.slice(program).filter((word) => /^--\w/.test(word))
  return { words: all.slice(0, program), options: options.map((option) => option.replace(/=.*$/, '')) }
}

/** The same commands once each, with all options that any page gives them. */
export function together(commands: readonly DocumentedCommand[]): readonly DocumentedCommand[] {
  const byWords = new Map<string, DocumentedCommand>()
  for (const { words, options } of commands) {
    const key = words.join(' ')
    const known = byWords.get(key)?.options ?? []
    byWords.set(key, { words, options: [...new Set([...known, ...options])] })
  }
  return [...byWords.values()]
}
