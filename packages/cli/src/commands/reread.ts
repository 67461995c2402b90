import { dataOf } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import { table } from '../frame/table.js'

interface Options {
  readonly topic: string
  readonly from: string
  readonly allowRepeats?: true
  readonly dryRun?: true
  readonly yes?: true
}

/** `polyphon reread`: has a service read a topic again. */
export function addReread(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'reread <service>',
      summary: 'have a service read a topic again, as the operator',
      description:
        'Has all consumer groups of a service that read a topic go back to a moment, or to its beginning, within five seconds. What was applied is not applied again; what was lost in the service comes back. Facts older than a week may not be recognised any more and need --allow-repeats. Needs POLYPHON_ADMIN_TOKEN.',
      examples: [
        'polyphon reread feedback --topic polyphon.profile.people --from beginning --dry-run',
        'polyphon reread analytics --topic polyphon.messaging --from 2026-11-28T10:00:00Z --yes',
      ],
      options: (command) =>
        command
          .requiredOption('--topic <topic>', 'what to read again, such as polyphon.profile.people')
          .requiredOption('--from <time>', 'from when on, such as 2026-11-28T10:00:00Z, or `beginning`')
          .option('--allow-repeats', 'also facts that may not be recognised any more, and then happen again')
          .option('--dry-run', 'only say what would be')
          .option('--yes', 'you mean it: without this, or --dry-run, nothing is done'),
    },
    async (session, { topic, from, allowRepeats = false, dryRun = false, yes }, [service = '']) => {
      if (yes !== true && !dryRun)
        throw wrongUse(
          `This has ${service} read ${topic} again. Say --yes if you mean it, or look first with --dry-run.`,
        )
      const answers = []
      for (const [, client] of session.each('operator', [service])) {
        const header = { 'Idempotency-Key': session.around.newId() }
        const body = { topic, from, allowRepeats, dryRun }
        answers.push(await dataOf(client.POST('/v1/offsets/replay', { params: { header }, body })))
      }
      for (const answer of answers) session.answer({ service, ...answer }, textOf(service, answer))
    },
  )
}

interface Answer {
  readonly topic: string
  readonly dryRun: boolean
  readonly partitions: readonly {
    readonly consumerGroup: string
    readonly partition: number
    readonly was: string
    readonly begins: string
  }[]
}

function textOf(service: string, { topic, dryRun, partitions }: Answer): string {
  const moved = partitions.filter(({ was, begins }) => was !== begins)
  if (moved.length === 0)
    return `${service} has read nothing of ${topic} since then, so there is nothing to read again.`
  const rows = partitions.map(({ consumerGroup, partition, was, begins }) => [consumerGroup, partition, was, begins])
  const head = dryRun ? `${service} would read ${topic} again:` : `${service} reads ${topic} again:`
  return `${head}\n\n${table(['group', 'partition', 'was at', 'begins at'], rows)}`
}
