/** Whose credential it was: of staff also where a key spoke for them, of a person beside the key of a page. */
export const WHO = ['key', 'staff', 'person', 'operator'] as const
export type Who = (typeof WHO)[number]

/** `change`: something was changed, or ordered. `read`: something was read about people. */
export const KINDS = ['change', 'read'] as const

/** What the audit log says of one request: ids and codes, and nothing of what was sent or answered. */
export interface AuditRow {
  /** In whose chain it stands; the nil one for what the operator does. */
  readonly workspaceId: string
  readonly kind: (typeof KINDS)[number]
  readonly who: Who
  readonly keyId: string | null
  readonly staffId: string | null
  readonly operation: string
  /** The collection of the path. */
  readonly aboutKind: string
  readonly aboutId: string | null
  readonly profileId: string | null
  readonly requestId: string
  readonly traceId: string | null
}

/** What is to be written of a request in the transaction that changes something, with its commit. */
export interface Audited {
  /** Null where nothing is, or no more. */
  row(): AuditRow | null
  /** Called once the transaction is committed that has written it. */
  written(): void
  /** Told that an answer of before is given again: nothing has been done. */
  repeated(): void
}

/** The statement that writes a row; it waits then until it is chained. */
export const insertRow = (row: AuditRow): { readonly text: string; readonly values: readonly unknown[] } => ({
  text: `insert into audit_waiting (workspace_id, kind, who, key_id, staff_id, operation, about_kind, about_id, profile_id,
                             request_id, trace_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
  values: [
    row.workspaceId,
    row.kind,
    row.who,
    row.keyId,
    row.staffId,
    row.operation,
    row.aboutKind,
    row.aboutId,
    row.profileId,
    row.requestId,
    row.traceId,
  ],
})
