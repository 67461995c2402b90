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
  /** Boolean expression for being on a list; gets the placeholder of the segment's key (text). */
  readonly isListed?: (key: string) => string
  readonly hasConsent?: (purpose: string) => string
  readonly hasPermission?: (channel: string, topic: string) => string
  /** The person's accounts; each alias is used once. */
  readonly accounts?: (alias: string) => SqlAccounts
  /** The messages of a template or a topic that went to the person; gets the placeholder of its key (text). */
  readonly messages?: (alias: string, of: { readonly kind: 'template' | 'topic'; readonly key: string }) => SqlMessages
  /** The person's answers to a survey; gets the placeholder of its key (text). */
  readonly answers?: (alias: string, survey: string) => SqlAnswers
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

export interface SqlMessages {
  /** Such as `message m1`. */
  readonly from: string
  readonly where: string
  /** Texts: of the message, and a list of what it came to; and a timestamptz (whole milliseconds). See `SentMessage`. */
  readonly id: string
  readonly states: string
  readonly at: string
}

export interface SqlAnswers {
  /** Such as `answer a1`. */
  readonly from: string
  readonly where: string
  /** A text, a timestamptz (whole milliseconds), a jsonb list of numbers and a jsonb object. See `GivenAnswer`. */
  readonly id: string
  readonly at: string
  readonly scores: string
  readonly values: string
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
