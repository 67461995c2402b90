import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One PEM, as a file and as its text. */
export interface Pem {
  readonly file: string
  readonly text: string
}

export interface KeyPair {
  readonly key: Pem
  readonly certificate: Pem
}

/** An authority of its own and what it signed; good for two days. */
export interface TestCertificates {
  readonly ca: Pem
  /** Of a server at `localhost` and 127.0.0.1. */
  readonly server: KeyPair
  /** Of a client that shows who it is, `CN=client`. */
  readonly client: KeyPair
}

const settings = `[req]
distinguished_name = name
prompt = no
[name]
CN = replaced by -subj
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:false
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth
[client]
basicConstraints = critical, CA:false
extendedKeyUsage = clientAuth
`

/**
 * Makes certificates for servers of tests in a folder, by the openssl command (3 or newer). Keys are PKCS #8, which Java
 * reads too. Two calls make two authorities that do not trust each other.
 */
export function makeTestCertificates(folder: string): TestCertificates {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'openssl.cnf'), settings)
  const authority = sign(folder, { name: 'authority', subject: 'Polyphon test authority' })
  return {
    ca: authority.certificate,
    server: sign(folder, { name: 'server', subject: 'localhost', by: authority }),
    client: sign(folder, { name: 'client', subject: 'client', by: authority }),
  }
}

function sign(
  folder: string,
  wanted: { readonly name: string; readonly subject: string; readonly by?: KeyPair },
): KeyPair {
  const { name, subject, by } = wanted
  const keyFile = join(folder, `${name}.key`)
  const certificateFile = join(folder, `${name}.pem`)
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile]
  const about = ['-subj', `/CN=${subject}`, '-config', join(folder, 'openssl.cnf'), '-extensions', name, '-days', '2']
  const signer = by === undefined ? [] : ['-CA', by.certificate.file, '-CAkey', by.key.file]
  const words = ['req', '-x509', ...key, ...about, ...signer, '-out', certificateFile]
  const { status, error, stderr } = spawnSync('openssl', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl made no certificate: ${error?.message ?? stderr}`)
  return { key: readPem(keyFile), certificate: readPem(certificateFile) }
}

function readPem(file: string): Pem {
  return { file, text: readFileSync(file, 'utf8') }
}
