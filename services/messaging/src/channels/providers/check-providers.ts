import { type DiagnosisCheck, type Found, ok } from '@polyphon/service-kit/diagnosis'
import type { Channels } from '../domain/channel-kind.js'

const ADVICE: Readonly<Record<string, string>> = {
  smtp_certificate: 'See SMTP_TLS_CA, and whether the host in SMTP_URL is the one of the certificate.',
  smtp_tls: 'See SMTP_TLS, and whether the port in SMTP_URL speaks TLS from its first byte (smtps://).',
  smtp_login: 'See user and password in SMTP_URL.',
  smtp_host_unknown: 'See the host in SMTP_URL, and the name server of this machine.',
  folder_not_writable:
    'Let MAIL_FOLDER name a folder that the process may write; with MAIL_PROVIDER=smtp mail is sent.',
  folder_almost_full: 'Make room where MAIL_FOLDER lies, or send by MAIL_PROVIDER=smtp.',
}
const ELSE = 'See whether the server in SMTP_URL runs and can be reached from here.'

/** Whether messages could be handed over now: it connects and logs in, and sends none. */
export function checkProviders(channels: Channels): DiagnosisCheck {
  return {
    check: 'providers',
    look: async () => [...(await channels.probe())].map(([name, reason]) => judge(name, reason)),
  }
}

function judge(name: string, reason: string | null): Found {
  if (reason === null) return ok(`Messages can be handed over by ${name}.`)
  return {
    // Files are what messages of test workspaces become; where all messages do, nobody waits for them either.
    state: name === 'file' ? 'warning' : 'wrong',
    what: `No message can be handed over by ${name} (${reason}); they wait.`,
    whatToDo: ADVICE[reason] ?? ELSE,
    runbook: 'docs/runbooks/messages-fail.md',
  }
}
