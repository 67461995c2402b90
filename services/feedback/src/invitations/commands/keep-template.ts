import type { Tx } from '@polyphon/service-kit'
import { removeTemplate, saveTemplate } from '../store/templates.js'

interface KnownTemplate {
  readonly key: string
  readonly version: number
  readonly archivedAt?: string | undefined
}

/** Keeps that there is a template, to say of an invitation that it names none; an archived one is none. */
export const keepTemplate = (tx: Tx, { key, version, archivedAt }: KnownTemplate): Promise<void> =>
  archivedAt === undefined ? saveTemplate(tx, { key, version }) : removeTemplate(tx, key)
