/** A request that the data of somebody is only kept, or may be used again. */
export interface Restriction {
  readonly requestId: string
  readonly profileId: string
  readonly restricted: boolean
  readonly reason: string | null
  readonly requestedAt: Date
  /** By service: when it confirmed that it obeys. */
  readonly receipts: Readonly<Record<string, string>>
}
