import { nearest } from '@polyphon/values'
import type { z } from 'zod'
import { type Env, isAtHome, isOfAnExample, passwordsOf, readGiven } from './load-settings.js'
import { settingMarks } from './setting-marks.js'

/** What there is to say of settings that are usable; names alone, no values. */
export interface SettingsLook {
  /** Secrets that stand in our examples. */
  readonly ofExamples: readonly string[]
  /** Secrets that are guessed soon: short, few different signs, or a word that many take. */
  readonly weak: readonly string[]
  /** Variables that no setting is called, beside the setting that was probably meant. */
  readonly misspelt: readonly (readonly [variable: string, setting: string])[]
  /** Whether secrets of examples would be taken, although others reach this process. */
  readonly takesExamples: boolean
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/** Looks once more at settings that were loaded, for whoever asks what is wrong with them. */
export function lookAtSettings({ shape }: z.ZodObject, env: Env): SettingsLook {
  const { given } = readGiven(Object.keys(shape), env)
  const secrets = Object.entries(shape).flatMap(([name, field]) => {
    const { secret } = settingMarks.get(field) ?? {}
    const value = given.get(name)
    return secret === undefined || value === undefined ? [] : [{ name, secret, value }]
  })
  const ofExamples = secrets.filter(({ value, secret }) => isOfAnExample(value, secret)).map(({ name }) => name)
  const weak = secrets
    .filter(({ name, value, secret }) => !ofExamples.includes(name) && isWeak(value, secret))
    .map(({ name }) => name)
  const host = given.get('HOST') ?? '127.0.0.1'
  return {
    ofExamples,
    weak,
    misspelt: misspelt(Object.keys(shape), env),
    takesExamples: isAtHome(given) && !LOOPBACK.has(host),
  }
}

const SHORTEST = 24
const SHORTEST_PASSWORD = 8
const FEWEST_SIGNS = 8
const WORDS: ReadonlySet<string> = new Set(['postgres', 'password', 'passw0rd', 'polyphon', 'changeme', 'secret123'])

function isWeak(value: string, secret: 'value' | 'password'): boolean {
  if (secret === 'value') return value.length < SHORTEST || new Set(value).size < FEWEST_SIGNS
  if (!URL.canParse(value)) return false
  const { username } = new URL(value)
  return passwordsOf(value).some(
    (password) =>
      password !== '' &&
      (password.length < SHORTEST_PASSWORD || password === username || WORDS.has(password.toLowerCase())),
  )
}

const SHORTEST_NAME = 8

/** Variables that are almost called like a setting: what others set for themselves is left alone. */
function misspelt(settings: readonly string[], env: Env): SettingsLook['misspelt'] {
  const known = new Set(settings.flatMap((name) => [name, `${name}_FILE`]))
  return Object.entries(env).flatMap(([variable, value]) => {
    if (known.has(variable) || value === undefined || value === '' || variable.length < SHORTEST_NAME) return []
    const meant = nearest(variable, settings)
    return meant === null ? [] : [[variable, meant] as const]
  })
}
