import type { Command } from 'commander'
import { compare, patchOf } from '../definitions/compare.js'
import { type Adding, addCommand } from '../frame/command.js'
import { EXIT } from '../frame/ends.js'

/** `polyphon diff FOLDER`. */
export function addDiff(program: Command, adding: Adding): void {
  addCommand<{ readonly services?: string }>(
    program,
    adding,
    {
      usage: 'diff <folder>',
      summary: 'what differs between a folder and the workspace',
      description:
        'Shows what differs between a folder and the workspace, from what is there to what the file says. Exit code 1 where something differs.',
      examples: ['polyphon diff definitions', 'polyphon diff definitions --services journey --json'],
      options: (command) => command.option('--services <list>', 'comma list of services; all without it'),
    },
    async (session, { services }, [name = '']) => {
      const compared = await compare(session, { name, services, prune: false })
      if (compared === null) return
      const differing = compared.steps.filter(({ deed }) => deed !== 'same' && deed !== 'only there')
      const others = compared.steps.filter(({ deed }) => deed === 'only there')
      if (differing.length > 0) session.end(EXIT.foundWrong)
      session.answer(
        {
          items: compared.steps
            .filter(({ deed }) => deed !== 'same')
            .map((step) => ({ definition: step.name, deed: step.deed, patch: patchOf(step) })),
        },
        [
          ...differing.map((step) => `${step.name}: ${step.deed}\n${patchOf(step)}`),
          ...others.map((step) => `${step.name}: only there`),
          differing.length === 0 ? 'The folder says what is there.' : `${differing.length} definitions differ.`,
        ].join('\n'),
      )
    },
  )
}
