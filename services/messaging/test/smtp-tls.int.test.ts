import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOutages } from '@polyphon/service-kit/runtime'
import { makeTestCertificates } from '@polyphon/toolchain'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, describe, expect, it } from 'vitest'
import { openSmtpProvider } from '../src/channels/providers/smtp-provider.js'
import { readSmtpServer } from '../src/channels/providers/smtp-server.js'
import { mailWith } from './composed.js'

const folder = mkdtempSync(join(tmpdir(), 'polyphon-smtp-'))
const { ca, server: pair } = makeTestCertificates(folder)
const servers: SMTPServer[] = []
afterAll(async () => {
  for (const server of servers) await new Promise<void>((done) => server.close(done))
  rmSync(folder, { recursive: true, force: true })
})

/** A server, and for each mail whether it came by TLS. */
async function open(options: SMTPServerOptions): Promise<{ readonly port: number; readonly mails: boolean[] }> {
  const mails: boolean[] = []
  const server = new SMTPServer({
    authOptional: true,
    key: pair.key.text,
    cert: pair.certificate.text,
    onData: (stream, session, done) => {
      stream.resume()
      stream.on('end', () => {
        mails.push(session.secure)
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  servers.push(server)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const address = server.server.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, mails }
}

interface Settings {
  readonly SMTP_URL: string
  readonly SMTP_TLS?: 'offered' | 'required' | 'off'
  readonly SMTP_TLS_CA?: string
}
const serverOf = (settings: Settings) =>
  readSmtpServer({ SMTP_TIMEOUT_MS: 5_000, SMTP_TLS: 'offered', SMTP_TLS_CA: undefined, ...settings })

/** What becomes of two mails one after the other, and what the operator is told meanwhile. */
async function send(
  settings: Settings,
): Promise<{ readonly reasons: readonly string[]; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const server = serverOf(settings)
  if (server === null) throw new Error('There is an URL.')
  const provider = openSmtpProvider({
    server,
    connections: 1,
    now: () => new Date(0),
    outages: openOutages({
      logger: { warn: (_fields, text) => void lines.push(text) },
    }),
  })
  const reasons: string[] = []
  for (let count = 0; count < 2; count += 1) {
    const result = await provider.send(mailWith({}), new Date(1))
    reasons.push('reason' in result ? `${result.outcome} ${result.reason}` : result.outcome)
  }
  await provider.close()
  return { reasons, lines }
}

const AGAIN = 2
const twice = (reason: string): readonly string[] => Array.from({ length: AGAIN }, () => reason)

describe('a mail server with a certificate of its own', () => {
  it('is named as what it is, once, and gets nothing', async () => {
    const { port, mails } = await open({})
    const { reasons, lines } = await send({ SMTP_URL: `smtp://127.0.0.1:${port}` })
    expect(reasons).toEqual(twice('not_taken smtp_certificate'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^trouble with provider smtp \(smtp_certificate\): .*certificate/)
    expect(mails).toEqual([])
  })

  it('gets mail by TLS where the certificate is trusted, and without where that is meant', async () => {
    const { port, mails } = await open({})
    const url = `smtp://127.0.0.1:${port}`
    expect((await send({ SMTP_URL: url, SMTP_TLS_CA: ca.file })).reasons).toEqual(twice('accepted'))
    expect((await send({ SMTP_URL: url, SMTP_TLS_CA: ca.file, SMTP_TLS: 'required' })).reasons).toEqual(
      twice('accepted'),
    )
    expect((await send({ SMTP_URL: url, SMTP_TLS: 'off' })).reasons).toEqual(twice('accepted'))
    expect(mails).toEqual([true, true, true, true, false, false])
    const implicit = await open({ secure: true })
    expect((await send({ SMTP_URL: `smtps://127.0.0.1:${implicit.port}`, SMTP_TLS_CA: ca.file })).reasons).toEqual(
      twice('accepted'),
    )
  })
})

describe('a mail server', () => {
  it('without TLS gets nothing where it is required, and that is named', async () => {
    const { port, mails } = await open({ disabledCommands: ['STARTTLS'] })
    const url = `smtp://127.0.0.1:${port}`
    expect((await send({ SMTP_URL: url, SMTP_TLS: 'required' })).reasons).toEqual(twice('not_taken smtp_tls'))
    expect((await send({ SMTP_URL: url })).reasons).toEqual(twice('accepted'))
    expect(mails).toEqual([false, false])
  })

  it('that speaks no TLS where it comes first, and one that refuses the login, are named', async () => {
    const plain = await open({ disabledCommands: ['STARTTLS'] })
    const { reasons } = await send({ SMTP_URL: `smtps://127.0.0.1:${plain.port}` })
    expect(reasons).toEqual(twice('not_taken smtp_tls'))
    const strict = await open({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
    })
    const refused = await send({ SMTP_URL: `smtp://somebody:wrong@127.0.0.1:${strict.port}` })
    expect(refused.reasons).toEqual(twice('not_taken smtp_login'))
    expect(refused.lines).toHaveLength(1)
    expect(refused.lines[0]).not.toContain('wrong')
  })

  it('is not even looked for with settings that cannot be meant', () => {
    const url = 'smtps://mail.example.test'
    expect(() => serverOf({ SMTP_URL: url, SMTP_TLS: 'off' })).toThrow('SMTP_TLS must not be off')
    expect(() => serverOf({ SMTP_URL: url, SMTP_TLS_CA: join(folder, 'nowhere.pem') })).toThrow('cannot be read')
    const file = join(folder, 'empty.pem')
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(() => serverOf({ SMTP_URL: url, SMTP_TLS_CA: file })).toThrow('in the form of PEM')
  })
})
