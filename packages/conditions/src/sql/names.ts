/** Where the facts of one person are found in SQL. Every text here is trusted SQL of the caller; values only ever travel as parameters. */
export interface SqlNames {
  /** The moment of evaluation, a timestamptz such as `$1::timestamptz`. */
  readonly now: string
  /** jsonb expressions. */
  readonly traits: string
  /** Values of computed traits by key. */
  readonly computed?: string
  readonly identifiers?: string
  /** Boolean expression for membership; gets the placeholder of the segment's key (text). */
  readonly isMember?: (key: string) => string
  readonly hasConsent?: (purpose: string) => string
  readonly hasPermission?: (channel: string, topic: string) => string
  /** The person's accounts; each alias is used once. */
  readonly accounts?: (alias: string) => SqlAccounts
  /** What the person did; each alias is used once. */
  readonly occurrences?: (alias: string) => SqlOccurrences
}

export interface SqlAccounts {
  /** Such as `account a1`. */
  readonly from: string
  /** Which of them are the person's. */
  readonly where: string
  /** jsonb expressions; the roles are a list. */
  readonly traits: string
  readonly roles?: string
  /** A text; only where an occurrence may say in which account it was. */
  readonly key?: string
}

export interface SqlOccurrences {
  /** Such as `interaction o1`. */
  readonly from: string
  /** Which of them are the person's. */
  readonly where: string
  /** Text, text (`track`, `page` …), timestamptz (whole milliseconds), jsonb and text. */
  readonly name: string
  readonly kind: string
  readonly at: string
  readonly properties: string
  readonly messageId?: string
  /** The key of the account that it was about, a text; null where it was about none. */
  readonly group?: string
  /** A number that grows with arrival and decides between occurrences of the same millisecond. */
  readonly position?: string
}

export interface SqlOptions extends SqlNames {
  /** Number of the first placeholder; 1 unless given. */
  readonly firstParameter?: number
}

/** A condition looks at something that a question over many people does not have. */
export class NotInSql extends Error {
  readonly pointer: string

  constructor(pointer: string, reason: string) {
    super(reason)
    this.name = 'NotInSql'
    this.pointer = pointer
  }
}
