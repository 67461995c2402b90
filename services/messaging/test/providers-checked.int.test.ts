import { once } from 'node:events'
import { createServer } from 'node:net'
import { ADMIN_TOKEN } from '@polyphon/testkit'
import { SMTPServer } from 'smtp-server'
import { expect, it } from 'vitest'
import { startMessaging } from './harness.js'

/** What messaging says of those who carry its messages, with this address of a mail server. */
async function lookAt(smtpUrl: string): Promise<unknown> {
  const messaging = await startMessaging({ MAIL_PROVIDER: 'smtp', SMTP_URL: smtpUrl })
  try {
    const { status, body } = await messaging.call('GET /v1/diagnosis', { key: ADMIN_TOKEN })
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('pass-of-the-test')
    return body.findings
      .filter(({ check }: { check: string }) => check === 'providers')
      .map(({ state, what }: { state: string; what: string }) => `${state} ${what}`)
  } finally {
    await messaging.close()
  }
}

it('says whether the mail server is there, takes the login, and speaks at all', async () => {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'anna' && password === 'pass-of-the-test'
        ? done(null, { user: username })
        : done(Object.assign(new Error('Wrong password'), { responseCode: 535 })),
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = Object(server.server.address())
  const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port: silentPort } = Object(silent.address())
  expect(await lookAt(`smtp://anna:pass-of-the-test@127.0.0.1:${port}`)).toEqual([
    'ok Messages can be handed over by smtp.',
    'ok Messages can be handed over by file.',
  ])
  expect(await lookAt(`smtp://anna:pass-of-the-test-not@127.0.0.1:${port}`)).toContain(
    'wrong No message can be handed over by smtp (smtp_login); they wait.',
  )
  expect(await lookAt('smtp://127.0.0.1:9')).toContain(
    'wrong No message can be handed over by smtp (smtp_unreachable); they wait.',
  )
  expect(await lookAt(`smtp://127.0.0.1:${silentPort}`)).toContain(
    'wrong No message can be handed over by smtp (smtp_timeout); they wait.',
  )
  await new Promise<void>((done) => server.close(() => done()))
  silent.close()
}, 120_000)
