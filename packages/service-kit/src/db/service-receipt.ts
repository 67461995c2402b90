/** What a service says once it has done its part of something that all services do. */
export interface ServiceReceipt {
  readonly at: string
  /** How many rows, by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Until when records of what it was about may still stand in the topics of the service. */
  readonly logUntil: string
}

/** By service: in profile those of all, elsewhere the own one. */
export type ServiceReceipts = Readonly<Record<string, ServiceReceipt>>

/** The counts of a receipt as an event brings them. */
export const countsOf = (counts: Readonly<Record<string, unknown>>): ServiceReceipt['counts'] =>
  Object.fromEntries(Object.entries(counts).map(([table, rows]) => [table, Number(rows)]))
