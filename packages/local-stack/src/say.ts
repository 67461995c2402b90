import type { LocalFacts } from './home.js'

/** One line of progress for the person in front of the terminal. */
export function say(text: string): void {
  process.stdout.write(`· ${text}\n`)
}

export interface Welcome {
  readonly facts: LocalFacts
  readonly servers: readonly string[]
  readonly file: string
  readonly ms: number
}

/** Says what runs where, and what to try first. */
export function welcome({ facts, servers, file, ms }: Welcome): void {
  const { profile = '', analytics = '' } = facts.services
  const table = Object.entries(facts.services).map(([name, url]) => `  ${name.padEnd(10)} ${url}   ${url}/docs`)
  process.stdout.write(`
Polyphon is ready (${(ms / 1000).toFixed(1)} s). ${servers.join(', ')}.

${table.join('\n')}

  workspace        ${facts.workspace}
  publishable key  ${facts.publishableKey}
  secret key       ${facts.secretKey}
  outgoing mail    ${facts.mailFolder}
  all of this      ${file}

Try:
  curl -u ${facts.publishableKey}: -d '{"userId":"jane","traits":{"email":"jane@example.org","firstName":"Jane"}}' ${profile}/v1/identify
  curl -H 'Authorization: Bearer ${facts.secretKey}' '${profile}/v1/profiles?identifier=email:jane@example.org'
  curl -H 'Authorization: Bearer ${facts.secretKey}' '${analytics}/v1/metrics/interactions.count?by=kind'

Ctrl-C stops everything; the next start finds the data again.
`)
}
