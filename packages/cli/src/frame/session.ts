import { createPolyphon, type Polyphon } from '@polyphon/client'
import { type Config, readConfig } from './config.js'
import type { ExitCode } from './ends.js'
import { wrongUse } from './ends.js'
import { sendPatiently } from './patience.js'
import { SERVICES, type ServiceName } from './services.js'
import type { Terminal } from './terminal.js'

/** Who a call is made as. */
export type As = 'key' | 'operator'

/** One service as all of them are alike: dead letters, jobs, health. The types of any of them do. */
export type AnyService = Polyphon['feedback']

/** What a command works with. */
export interface Session {
  readonly around: Terminal
  readonly isJson: boolean
  config(): Config
  /** The clients of the services, as the key or the operator. Throws where there is no such credential. */
  clients(as: As): Polyphon
  /** The same service by service, those that are wanted, or all whose address is known. */
  each(as: As, wanted?: readonly string[]): readonly (readonly [ServiceName, AnyService])[]
  /** The operator where there is a token, otherwise the key. */
  strongest(): As
  /** A line for people; with `--json` it goes to stderr, where it disturbs no program. */
  say(text: string): void
  /** The outcome: JSON for programs, the text for people. */
  answer(json: unknown, text: string): void
  /** Ends with this code once the command is through. */
  end(exitCode: ExitCode): void
}

interface Opening {
  readonly around: Terminal
  end(exitCode: ExitCode): void
}

interface SessionOptions {
  readonly isJson: boolean
  readonly profile: string | undefined
  /** How long a service may say nothing; ten seconds without it. */
  readonly patienceMs?: number | undefined
}

export function openSession({ around, end }: Opening, { isJson, profile, patienceMs }: SessionOptions): Session {
  let config: Config | undefined
  const known = (): Config => {
    config ??= readConfig(around, profile)
    return config
  }
  const send = sendPatiently(patienceMs)
  const clients = (as: As): Polyphon => {
    const { services } = known()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the services whose addresses are known
    return createPolyphon({ services, key: credentialOf(known(), as), fetch: send }) as unknown as Polyphon
  }
  return {
    around,
    isJson,
    end,
    config: known,
    clients,
    each: (as, wanted) => {
      const all = clients(as)
      return chosen(known(), wanted).map((name) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what every service answers has the same types
        return [name, all[name] as AnyService] as const
      })
    },
    strongest: () => (known().adminToken === undefined ? 'key' : 'operator'),
    say: (text) => (isJson ? around.err(`${text}\n`) : around.out(`${text}\n`)),
    answer: (json, text) => around.out(isJson ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`),
  }
}

/** The services that a command is to ask. Throws where one is not known. */
export function chosen({ services }: Config, wanted: readonly string[] | undefined): readonly ServiceName[] {
  for (const name of wanted ?? [])
    if (!SERVICES.some((known) => known === name))
      throw wrongUse(`There is no service ${name}; there are ${SERVICES.join(', ')}.`)
  const there = SERVICES.filter((name) => services[name] !== undefined)
  const missing = (wanted ?? []).filter((name) => !there.some((known) => known === name))
  if (missing.length > 0) throw wrongUse(`It is not known where ${missing.join(' and ')} answers.`)
  return wanted === undefined ? there : there.filter((name) => wanted.includes(name))
}

/** A comma list of services, as options give it. */
export const listOfServices = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((name) => name.trim())

function credentialOf({ key, adminToken, from }: Config, as: As): string {
  const credential = as === 'key' ? key : adminToken
  if (credential !== undefined) return credential
  const name = as === 'key' ? 'POLYPHON_KEY' : 'POLYPHON_ADMIN_TOKEN'
  const what = as === 'key' ? 'a key of the workspace' : "the operator's token"
  throw wrongUse(`This needs ${what}, and ${from} has none: set ${name}, or ${name}_FILE to a file with it.`)
}
