import type { Command } from 'commander'
import { follow, type Wanted, withWanted } from '../events/follow.js'
import { type Adding, addCommand } from '../frame/command.js'
import { printable } from '../frame/table.js'

/** `polyphon tail`. */
export function addTail(program: Command, adding: Adding): void {
  addCommand<Wanted>(
    program,
    adding,
    {
      usage: 'tail',
      summary: 'what services publish, as it happens',
      description:
        'Prints what services publish as it happens, a line for each event: when, its type, whom it is about, its data. With --json each line is a CloudEvent. Those of one service come in their order. It goes on until Ctrl-C; a service that goes away is waited for.',
      examples: [
        'polyphon tail',
        'polyphon tail --services profile,feedback --from oldest',
        'polyphon tail --types feedback.feedback_given.v1 --json',
      ],
      options: withWanted,
    },
    async (session, wanted) => {
      const { around, isJson } = session
      await follow(session, wanted, {
        begun: (services) => around.err(`Following ${services.join(', ')}; Ctrl-C ends it.\n`),
        take: (_service, event) => {
          const { time, type, partitionkey, data } = event
          const line = isJson
            ? JSON.stringify(event)
            : printable([time, type, partitionkey, JSON.stringify(data)].join(' '))
          around.out(`${line}\n`)
        },
      })
    },
  )
}
