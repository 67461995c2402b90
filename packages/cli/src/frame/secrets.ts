import { wrongUse } from './ends.js'

const SECRET = /(?:^|[=:\s])(?:sk|pk)_[\w-]{8,}|(?:^|[=\s])(?:admin|whsec)_[\w+/=-]{8,}/
const SECRET_OPTION =
  /^--(?:key|api-key|secret|secret-key|token|admin-token|admin|password|polyphon-key|polyphon-admin-token)(?:=|$)/
const CREDENTIALS_IN_URL = /https?:\/\/[^/\s@]+:[^/\s@]*@/

/**
 * Refuses words that are secrets: whoever is on the same machine reads them in the list of processes, and the shell keeps
 * them in its history. The secret is not repeated.
 */
export function refuseSecrets(words: readonly string[]): void {
  for (const word of words) {
    const option = SECRET_OPTION.exec(word)
    if (option !== null) throw wrongUse(`There is no ${word.replace(/=.*/s, '')}: ${WHY}`)
    if (SECRET.test(word) || CREDENTIALS_IN_URL.test(word)) throw wrongUse(`One of the words is a secret: ${WHY}`)
  }
}

const WHY =
  'everybody on this machine can read the words of a command. Put it into POLYPHON_KEY or POLYPHON_ADMIN_TOKEN (or a file that POLYPHON_KEY_FILE or POLYPHON_ADMIN_TOKEN_FILE names), or keep it by `polyphon profiles save NAME`, which reads it from its input.'
