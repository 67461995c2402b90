import { copyFileSync, lchownSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestCertificates } from './certificates.js'

// Over the Unix socket nobody is asked for a password, so that roles can be made there.
const rules = `local all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
`

/**
 * Puts key, certificate and rules of a server whose TCP port takes TLS and nothing else into its data folder, because
 * PostgreSQL wants to own its key, and answers with the settings that name them.
 */
export function writeTlsFiles(
  data: string,
  certificates: TestCertificates,
  owner: { readonly uid: number; readonly gid: number } | undefined,
): Readonly<Record<string, string>> {
  const inData = (name: string) => join(data, name)
  const { key, certificate } = certificates.server
  rmSync(inData('tls.key'), { force: true })
  writeFileSync(inData('tls.key'), key.text, { mode: 0o600 })
  copyFileSync(certificate.file, inData('tls.pem'))
  copyFileSync(certificates.ca.file, inData('tls-ca.pem'))
  writeFileSync(inData('tls-hba.conf'), rules)
  for (const name of ['tls.key', 'tls.pem', 'tls-ca.pem', 'tls-hba.conf']) {
    if (owner !== undefined) lchownSync(inData(name), owner.uid, owner.gid)
  }
  return {
    ssl: 'on',
    ssl_key_file: inData('tls.key'),
    ssl_cert_file: inData('tls.pem'),
    ssl_ca_file: inData('tls-ca.pem'),
    hba_file: inData('tls-hba.conf'),
  }
}
