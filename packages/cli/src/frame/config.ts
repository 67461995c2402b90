import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { wrongUse } from './ends.js'
import { type Profile, readProfile } from './profile-file.js'
import { type Addresses, isServiceName, SERVICES } from './services.js'
import type { Terminal } from './terminal.js'

/** Where the services are, as whom they are called, and where that was found. */
export interface Config extends Profile {
  /** For messages. */
  readonly from: string
}

/**
 * Finds out where the services are. A key of the environment goes to whatever is found; one that was kept beside addresses
 * goes to these alone, so that no secret of one installation is ever sent to another.
 */
export function readConfig(around: Terminal, profile: string | undefined): Config {
  const { env } = around
  const given = credentialsOf(around)
  const services = servicesOf(env)
  if (services !== null && profile === undefined) return { services, ...given, from: 'the environment' }
  const name = profile ?? nonEmpty(env['POLYPHON_PROFILE'])
  const found = name === undefined ? readLocal(around) : readProfile(around, name)
  if (found === null)
    throw wrongUse(
      'It is not known where Polyphon answers: there is no .polyphon/local.json here (npm start writes it). Set POLYPHON_ORIGIN or POLYPHON_URL, or name a profile.',
    )
  return { ...found, ...given }
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

function credentialsOf(around: Terminal): Pick<Config, 'key' | 'adminToken'> {
  const key = setting(around, 'POLYPHON_KEY')
  const adminToken = setting(around, 'POLYPHON_ADMIN_TOKEN')
  return { ...(key === undefined ? {} : { key }), ...(adminToken === undefined ? {} : { adminToken }) }
}

/** A setting, or the content of the file that `<name>_FILE` names. */
export function setting({ env, folder }: Terminal, name: string): string | undefined {
  const file = nonEmpty(env[`${name}_FILE`])
  const value = nonEmpty(env[name])
  if (file === undefined) return value
  if (value !== undefined) throw wrongUse(`Both ${name} and ${name}_FILE are set; one of them is enough.`)
  try {
    return readFileSync(resolve(folder, file), 'utf8').trim()
  } catch {
    throw wrongUse(`${name}_FILE names ${file}, which cannot be read.`)
  }
}

function servicesOf(env: Terminal['env']): Addresses | null {
  const [origin, urls] = [nonEmpty(env['POLYPHON_ORIGIN']), nonEmpty(env['POLYPHON_URL'])]
  if (origin !== undefined && urls !== undefined)
    throw wrongUse('Both POLYPHON_ORIGIN and POLYPHON_URL are set; one of them is enough.')
  if (origin !== undefined) return ofOrigin('POLYPHON_ORIGIN', origin)
  return urls === undefined ? null : readAddresses('POLYPHON_URL', urls)
}

/** Addresses as a comma list `profile=https://…,feedback=https://…`; one address alone is an origin of all five. */
export function readAddresses(name: string, text: string): Addresses {
  if (!/^[a-z]+=/.test(text)) return ofOrigin(name, text)
  const entries = text.split(',').map((part) => {
    const at = part.indexOf('=')
    const [service, url] = [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    if (!isServiceName(service)) throw wrongUse(`${name} names "${service}", which is none of ${SERVICES.join(', ')}.`)
    return [service, requireUrl(name, url)] as const
  })
  return Object.fromEntries(entries)
}

function ofOrigin(name: string, text: string): Addresses {
  const origin = requireUrl(name, text)
  return Object.fromEntries(SERVICES.map((service) => [service, `${origin}/${service}`]))
}

function requireUrl(name: string, text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw wrongUse(`${name} has no address such as https://cx.example in it.`)
  const { username, password, search, hash } = new URL(text)
  if (username !== '' || password !== '') throw wrongUse(`${name} has a user or a password in its address.`)
  if (search !== '' || hash !== '') throw wrongUse(`${name} is an address without a query.`)
  return text.replace(/\/+$/, '')
}

/** What `npm start` has written, in this folder or one above. */
function readLocal({ env, folder }: Terminal): Config | null {
  const home = nonEmpty(env['POLYPHON_HOME'])
  const file = home === undefined ? findAbove(folder) : join(resolve(folder, home), 'local.json')
  if (file === null || !existsSync(file)) return null
  const facts = readFacts(file)
  const { services, secretKey, adminToken } = facts
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm start has written it; the client checks each URL
  return { services: services as Addresses, key: String(secretKey), adminToken: String(adminToken), from: file }
}

function readFacts(file: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw wrongUse(`${file} is not what npm start writes; remove it, and start anew.`)
  }
}

function findAbove(folder: string): string | null {
  const file = join(folder, '.polyphon', 'local.json')
  if (existsSync(file) && statSync(file).isFile()) return file
  const above = dirname(folder)
  return above === folder ? null : findAbove(above)
}
