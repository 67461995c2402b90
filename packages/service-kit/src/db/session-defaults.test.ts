import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SESSION_DEFAULTS } from './session-defaults.js'

it('the script that makes databases for containers gives its roles the settings of a session', () => {
  const script = readFileSync(new URL('../../../../infra/containers/databases.sh', import.meta.url), 'utf8')
  const settings = Object.entries(SESSION_DEFAULTS).map(([name, value]) => `${name}=${value}`)
  expect(script).toContain(`for setting in ${settings.join(' ')}; do`)
})
