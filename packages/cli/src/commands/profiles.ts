import type { Command } from 'commander'
import { type Adding, addCommand, addGroup } from '../frame/command.js'
import { readAddresses } from '../frame/config.js'
import { wrongUse } from '../frame/ends.js'
import { profileFile, readProfiles, writeProfiles } from '../frame/profile-file.js'
import { readSecret } from '../frame/read-input.js'
import { table } from '../frame/table.js'

interface Saving {
  readonly url: string
  readonly ops?: string
  readonly operator?: true
}

/** `polyphon profiles save·list·remove`: installations and their credentials, kept for later. */
export function addProfiles(program: Command, adding: Adding): void {
  const group = addGroup(program, adding, { usage: 'profiles', summary: 'installations and credentials that are kept' })
  addSave(group, adding)
  addListAndRemove(group, adding)
}

function addSave(group: Command, adding: Adding): void {
  addCommand<Saving>(
    group,
    adding,
    {
      usage: 'save <name>',
      summary: 'keep addresses and a credential, which is read from the input',
      description:
        'Keeps where an installation answers and a credential of it, in a file that only you may read. The credential is read from the standard input, at a terminal without showing it. Saved again with --operator, a profile holds both a key and the operator’s token.',
      examples: [
        'polyphon profiles save live --url https://cx.example < key.txt',
        'polyphon profiles save live --url https://cx.example --operator < admin-token.txt',
      ],
      options: (command) =>
        command
          .requiredOption('--url <addresses>', 'one origin, or a comma list profile=https://…,feedback=https://…')
          .option('--ops <addresses>', 'where metrics are, if OPS_PORT is set: a comma list as above')
          .option('--operator', "what is read is the operator's token, not a key"),
    },
    async ({ around, answer }, { url, ops, operator }, [name = '']) => {
      if (!/^[\w.-]{1,64}$/.test(name)) throw wrongUse('The name has letters, digits, `.`, `_` and `-`, at most 64.')
      const services = readAddresses('--url', url)
      const profiles = readProfiles(around)
      const secret = await readSecret(around, operator === true ? "The operator's token" : 'The key')
      const known = Object.hasOwn(profiles, name) ? profiles[name] : undefined
      // A credential stays with the addresses that it was kept for.
      const kept = JSON.stringify(known?.services) === JSON.stringify(services) ? known : undefined
      writeProfiles(around, {
        ...profiles,
        [name]: {
          ...kept,
          services,
          ...(ops === undefined ? {} : { ops: readAddresses('--ops', ops) }),
          ...(operator === true ? { adminToken: secret } : { key: secret }),
        },
      })
      answer({ name, file: profileFile(around) }, `Kept as ${name} in ${profileFile(around)}.`)
    },
  )
}

function addListAndRemove(group: Command, adding: Adding): void {
  addCommand(
    group,
    adding,
    {
      usage: 'list',
      summary: 'the profiles that are kept, without their secrets',
      examples: ['polyphon profiles list'],
    },
    async ({ around, answer }) => {
      const profiles = Object.entries(readProfiles(around)).map(([name, { services, key, adminToken }]) => ({
        name,
        services,
        hasKey: key !== undefined,
        hasAdminToken: adminToken !== undefined,
      }))
      const rows = profiles.map(({ name, services, hasKey, hasAdminToken }) => [
        name,
        [...(hasKey ? ['key'] : []), ...(hasAdminToken ? ['operator'] : [])].join(' '),
        Object.values(services).join(' '),
      ])
      answer({ items: profiles }, table(['name', 'has', 'where'], rows))
    },
  )
  addCommand(
    group,
    adding,
    { usage: 'remove <name>', summary: 'forget a profile', examples: ['polyphon profiles remove live'] },
    async ({ around, answer }, _options, [name = '']) => {
      const { [name]: removed, ...others } = readProfiles(around)
      if (removed === undefined) throw wrongUse(`There is no profile ${name}.`)
      writeProfiles(around, others)
      answer({ name }, `${name} is forgotten.`)
    },
  )
}
