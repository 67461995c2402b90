import type { ClientConfig } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'

/** Where a database is, and how far its server is trusted. */
export interface DatabaseAddress {
  /** `sslmode=`, `sslrootcert=`, `sslcert=` and `sslkey=` in it count as in libpq. */
  readonly url: string
  /** PEM of who signs the server's certificate. With it the connection is TLS and verified, whatever `sslmode=` says. */
  readonly tlsCa?: string | undefined
}

/** The only place where an address becomes a connection. Throws if the URL names a file that cannot be read. */
export function connectionTo({ url, tlsCa }: DatabaseAddress): ClientConfig {
  const config = parseIntoClientConfig(url)
  if (tlsCa === undefined) return config
  const ssl = typeof config.ssl === 'object' ? config.ssl : {}
  const { cert, key } = ssl
  return {
    ...config,
    ssl: {
      ca: tlsCa,
      rejectUnauthorized: true,
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
    },
  }
}
