import { join } from 'node:path'
import { capture, type Outcome, root, tool } from './commands.js'

const rules = (name: string): string => join(root, 'packages/toolchain/lint', name)

/** What two linters of OpenAPI documents find, by the rules of `packages/toolchain/lint`; a hint is a finding, too. */
export async function checkDocumentRules(documents: readonly string[]): Promise<Outcome> {
  const found = [await bySpectral(documents), await byRedocly(documents)]
  return {
    ok: found.every(({ ok }) => ok),
    text: found.flatMap(({ ok, text }) => (ok ? [] : [text])).join('\n'),
  }
}

export function bySpectral(documents: readonly string[]): Promise<Outcome> {
  const args = ['lint', ...documents, '--ruleset', rules('spectral.yaml'), '--fail-severity', 'hint', '--quiet']
  return capture(tool('spectral'), args)
}

export function byRedocly(documents: readonly string[]): Promise<Outcome> {
  // It would report its use, and look for a newer version of itself.
  const env = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  return capture(tool('redocly'), ['lint', ...documents, '--config', rules('redocly.yaml')], { env })
}
