import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wrongUse } from './ends.js'
import type { Addresses } from './services.js'
import type { Terminal } from './terminal.js'

/** Where the services are, and as whom they are called. */
export interface Profile {
  readonly services: Addresses
  /** Where `/metrics` is, where that is another port. */
  readonly ops?: Addresses
  readonly key?: string
  readonly adminToken?: string
}

/** Where profiles are kept: `POLYPHON_PROFILES`, or a file below the user's configuration. */
export function profileFile({ env, homeFolder }: Terminal): string {
  const named = env['POLYPHON_PROFILES']
  if (named !== undefined && named !== '') return named
  const base = env['XDG_CONFIG_HOME']
  return join(base === undefined || base === '' ? join(homeFolder, '.config') : base, 'polyphon', 'profiles.json')
}

/** All profiles by name. Throws for a file that others may read: it holds secrets. */
export function readProfiles(around: Terminal): Readonly<Record<string, Profile>> {
  const file = profileFile(around)
  if (!existsSync(file)) return {}
  if ((statSync(file).mode & 0o077) !== 0)
    throw wrongUse(`${file} holds secrets and others may read it: chmod 600 ${file}`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw wrongUse(`${file} is no JSON; mend it, or remove it and save the profiles anew.`)
  }
}

export function readProfile(around: Terminal, name: string): Profile & { readonly from: string } {
  const profiles = readProfiles(around)
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (profile !== undefined) return { ...profile, from: `the profile ${name}` }
  const names = Object.keys(profiles).join(', ')
  throw wrongUse(`There is no profile ${name}${names === '' ? '' : `; there are ${names}`}.`)
}

/** Written aside and renamed, readable by its owner only. */
export function writeProfiles(around: Terminal, profiles: Readonly<Record<string, Profile>>): void {
  const file = profileFile(around)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
