import type { Command } from 'commander'
import { type Adding, addCommand, configure } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import { SERVICES } from '../frame/services.js'

/** `polyphon completion bash·zsh·fish`, and what these scripts ask. */
export function addCompletion(program: Command, adding: Adding): void {
  addCommand(
    program,
    adding,
    {
      usage: 'completion <shell>',
      summary: 'a script that completes words in bash, zsh or fish',
      examples: [
        'polyphon completion bash >> ~/.bashrc',
        'polyphon completion zsh > "${fpath[1]}/_polyphon"',
        'polyphon completion fish > ~/.config/fish/completions/polyphon.fish',
      ],
    },
    async (session, _options, [shell = '']) => {
      const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined
      if (script === undefined) throw wrongUse(`The shell is one of ${Object.keys(SCRIPTS).join(', ')}.`)
      session.around.out(script)
    },
  )
  const complete = program.command('complete', { hidden: true }).argument('[words...]').allowUnknownOption()
  configure(complete, adding.around)
  complete.helpOption(false).action(() => {
    for (const word of completionsOf(adding.program, complete.args)) adding.around.out(`${word}\n`)
  })
}

const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_polyphon() {
  local IFS=$'\\n'
  COMPREPLY=($(polyphon complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _polyphon polyphon
`,
  zsh: `#compdef polyphon
_polyphon() {
  local -a found
  found=("\${(@f)$(polyphon complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
if [[ "\${funcstack[1]}" == _polyphon ]]; then _polyphon "$@"; else compdef _polyphon polyphon; fi
`,
  fish: `function __polyphon_complete
  set -l words (commandline -opc) (commandline -ct)
  polyphon complete -- $words[2..-1] 2>/dev/null
end
complete -c polyphon -a '(__polyphon_complete)'
`,
}

/** What the last one of these words may become; nothing where it may be anything, such as a file. */
function completionsOf(program: Command, words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? ''
  let command = program
  let before = ''
  for (const word of words.slice(0, -1)) {
    before = word
    command = command.commands.find((known) => known.name() === word) ?? command
  }
  if (before === '--services') return SERVICES.filter((name) => name.startsWith(last))
  const takesValue = command.options.some((option) => option.long === before && (option.required || option.optional))
  if (takesValue) return []
  const names = last.startsWith('-')
    ? command.options.flatMap(({ long, hidden }) => (long === undefined || long === null || hidden ? [] : [long]))
    : [...command.commands.map((known) => known.name()).filter((name) => name !== 'complete'), ...valuesOf(command)]
  return [...names, ...(last.startsWith('-') ? ['--help'] : [])].filter((name) => name.startsWith(last))
}

const valuesOf = (command: Command): readonly string[] => (command.name() === 'completion' ? Object.keys(SCRIPTS) : [])
