import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export type Algorithm = 'RS256' | 'ES256' | 'EdDSA'

export interface Pair {
  readonly alg: Algorithm
  readonly kid: string
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
  readonly publicKey: JWK
}

export async function makePair(alg: Algorithm, kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid } }
}

/** An identity provider of a firm: it publishes public keys, and its people bring tokens that it has signed. */
export interface Login {
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
  /** How often its keys were asked for. */
  fetches(): number
  /** Publishes these keys from now on. */
  publish(pairs: readonly Pair[]): void
  /** A token for whoever has this address, good for an hour unless said. */
  sign(
    pair: Pair,
    claims: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>
  close(): void
}

export async function openLogin(issuer: string): Promise<Login> {
  let published: readonly Pair[] = []
  let count = 0
  const server = createServer((_request, response) => {
    count += 1
    response.end(JSON.stringify({ keys: published.map(({ publicKey }) => publicKey) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The identity provider has no port.')
  const audience = 'polyphon'
  return {
    issuer,
    audience,
    jwksUri: `http://127.0.0.1:${address.port}/jwks`,
    fetches: () => count,
    publish: (pairs) => {
      published = pairs
    },
    sign: ({ alg, kid, privateKey }, claims, header = {}) => {
      const iat = Math.floor(Date.now() / 1_000)
      return new SignJWT({ iss: issuer, aud: audience, iat, exp: iat + 3_600, ...claims })
        .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
        .sign(privateKey)
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
