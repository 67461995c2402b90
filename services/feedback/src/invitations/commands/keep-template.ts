import type { Tx } from '@polyphon/service-kit'
import { saveTemplate } from '../store/templates.js'

/** Keeps that there is a template, to say of an invitation that it names none. */
export const keepTemplate = (tx: Tx, template: { readonly key: string; readonly version: number }): Promise<void> =>
  saveTemplate(tx, template)
