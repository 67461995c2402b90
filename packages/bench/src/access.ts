import type { LocalFacts } from '@polyphon/local-stack'
import { type Call, type CallOptions, caller } from '@polyphon/testkit'

/** How a running stack is called, however it runs. */
export interface ApiAccess {
  readonly facts: LocalFacts
  /** For requests that are not made by `must`. */
  readonly headers: Readonly<Record<string, string>>
  url(service: string): string
  /** Calls an operation with the secret key and expects it to succeed. */
  must(service: string, operation: string, options?: CallOptions): Promise<Call>
}

export function openAccess(facts: LocalFacts): ApiAccess {
  const url = (service: string): string => facts.services[service] ?? ''
  return {
    facts,
    headers: { authorization: `Bearer ${facts.secretKey}` },
    url,
    must: async (service, operation, options) => {
      const call = await caller(url(service), facts.secretKey)(operation, options)
      if (call.status >= 300) throw new Error(`${operation} answered ${call.status}: ${call.text}`)
      return call
    },
  }
}
