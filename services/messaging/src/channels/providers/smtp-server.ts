import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import type { MessagingSettings } from '../../config.js'

/** A mail server, and how it is spoken to. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte. */
  readonly secure: boolean
  /** What becomes of STARTTLS where TLS does not come first. */
  readonly startTls: 'offered' | 'required' | 'off'
  /** Certificates (PEM) that are trusted; null for the usual ones. */
  readonly ca: readonly string[] | null
  readonly user: string | null
  readonly password: string | null
  readonly timeoutMs: number
}

type SmtpSettings = Pick<MessagingSettings, 'SMTP_URL' | 'SMTP_TIMEOUT_MS' | 'SMTP_TLS' | 'SMTP_TLS_CA'>

/** Reads the settings of the mail server; null without one. Throws, by the name of the setting, what cannot be meant. */
export function readSmtpServer(settings: SmtpSettings): SmtpServer | null {
  if (settings.SMTP_URL === undefined) return null
  const { protocol, hostname, port, username, password } = new URL(settings.SMTP_URL)
  const secure = protocol === 'smtps:'
  if (secure && settings.SMTP_TLS === 'off') throw new Error('SMTP_TLS must not be off with smtps:// in SMTP_URL.')
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    startTls: settings.SMTP_TLS,
    ca: settings.SMTP_TLS_CA === undefined ? null : [...rootCertificates, ...readCertificates(settings.SMTP_TLS_CA)],
    user: username === '' ? null : decodeURIComponent(username),
    password: password === '' ? null : decodeURIComponent(password),
    timeoutMs: settings.SMTP_TIMEOUT_MS,
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function readCertificates(path: string): readonly string[] {
  const found = readText(path).match(CERTIFICATE) ?? []
  if (found.length === 0 || !found.every(isCertificate))
    throw new Error('SMTP_TLS_CA must name a file with certificates in the form of PEM.')
  return found
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error('SMTP_TLS_CA names a file that cannot be read.', { cause: error })
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
