import type { SettingsLook } from '../settings/look-at-settings.js'
import { type DiagnosisCheck, type Found, ok } from './finding.js'

/** What was seen of the settings when they were read, by names. */
export function settingsChecks(look: SettingsLook): readonly DiagnosisCheck[] {
  return [
    { check: 'settings', look: async () => judgeSettings(look) },
    { check: 'secrets', look: async () => judgeSecrets(look) },
  ]
}

const page = 'packages/service-kit/README.md#settings-that-every-service-has'

function judgeSettings({ misspelt, takesExamples }: SettingsLook): readonly Found[] {
  const found: Found[] = misspelt.map(([variable, setting]) => ({
    state: 'warning',
    what: `There is a variable ${variable}, which is no setting; ${setting} is one.`,
    whatToDo: `Call it ${setting}, or take it away.`,
    runbook: page,
  }))
  if (takesExamples)
    found.push({
      state: 'warning',
      what: 'Others can reach this process, and NODE_ENV does not say `production`: secrets of examples are taken.',
      whatToDo: 'Set NODE_ENV=production.',
      runbook: page,
    })
  return found.length > 0 ? found : [ok('The settings are usable, and no variable looks like a misspelt one.')]
}

function judgeSecrets({ ofExamples, weak }: SettingsLook): readonly Found[] {
  const found: Found[] = []
  if (ofExamples.length > 0)
    found.push({
      state: 'wrong',
      what: `Secrets of examples, which everybody knows: ${ofExamples.join(', ')}.`,
      whatToDo:
        'Make random ones, such as `openssl rand -base64 32`; with NODE_ENV=production a service refuses these.',
      runbook: 'SECURITY.md',
    })
  if (weak.length > 0)
    found.push({
      state: 'warning',
      what: `Secrets that are guessed soon (short, or a known word): ${weak.join(', ')}.`,
      whatToDo: 'Make random ones, such as `openssl rand -base64 32`.',
      runbook: 'SECURITY.md',
    })
  return found.length > 0 ? found : [ok('No secret is one of an example or short.')]
}
