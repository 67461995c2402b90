import type { Logger } from 'pino'
import type { Audited } from '../db/audited.js'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import type { LogRecord } from '../log/log.js'
import { AppError } from '../values/errors.js'
import { applyEvents } from './apply.js'
import { classifyError } from './classify-error.js'
import { DEAD_LETTER_COLUMNS, type DeadLetter, type DeadLetterRow, deadLetterOf } from './dead-letter-store.js'
import type { Handler } from './handler.js'
import { createReceiver, type Receiver, type Refusal } from './receive.js'

/** Whose dead letters: those of one workspace, or with null all of them, also those that belong to none. */
export type DeadLetterScope = string | null

export interface DeadLetters {
  get(tx: Tx, scope: DeadLetterScope, id: string): Promise<DeadLetter>
  /** Gives the record up for good. The reason is logged. */
  discard(tx: Tx, scope: DeadLetterScope, order: { readonly id: string; readonly reason: string }): Promise<void>
  /** Hands the original record to its handlers again; it is gone afterwards, or still there with another try counted. */
  redrive(scope: DeadLetterScope, id: string, audit?: Audited | null): Promise<void>
}

export interface DeadLettersOptions {
  readonly db: Database
  readonly logger: Logger
  readonly consumers: readonly { readonly group: string; readonly handlers: readonly Handler[] }[]
}

export function openDeadLetters(options: DeadLettersOptions): DeadLetters {
  const receivers = new Map(options.consumers.map(({ group, handlers }) => [group, createReceiver(handlers)]))
  return {
    get: async (tx, scope, id) => readDeadLetter(tx, scope, { id, lock: false }),
    discard: async (tx, scope, { id, reason }) => {
      const letter = await readDeadLetter(tx, scope, { id, lock: true })
      await removeDeadLetter(tx, id)
      tx.afterCommit(() => {
        const { consumerGroup: group, eventId, eventType, workspaceId } = letter
        options.logger.warn(
          { event: 'dead_letter.discarded', id, group, eventId, eventType, workspaceId, reason },
          'dead letter discarded',
        )
      })
    },
    redrive: (scope, id, audit = null) => redrive(options, receivers, { scope, id, audit }),
  }
}

async function readDeadLetter(
  tx: Tx,
  scope: DeadLetterScope,
  { id, lock }: { readonly id: string; readonly lock: boolean },
): Promise<DeadLetter> {
  const { rows } = await tx.query<DeadLetterRow>(
    `select ${DEAD_LETTER_COLUMNS} from dead_letter
      where id = $1 and ($2::uuid is null or workspace_id = $2) ${lock ? 'for update' : ''}`,
    [id, scope],
  )
  const [row] = rows
  if (row === undefined) throw new AppError('missing', 'dead_letter_missing', 'There is no such dead letter.')
  return deadLetterOf(row)
}

async function removeDeadLetter(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from dead_letter where id = $1', [id])
}

interface Order {
  readonly scope: DeadLetterScope
  readonly id: string
  readonly audit: Audited | null
}

async function redrive(
  { db, logger }: DeadLettersOptions,
  receivers: ReadonlyMap<string, Receiver>,
  { scope, id, audit }: Order,
): Promise<void> {
  let refusal: Refusal
  try {
    const apply = async (tx: Tx): Promise<void> => {
      const letter = await readDeadLetter(tx, scope, { id, lock: true })
      await applyLetter(tx, letter, receivers.get(letter.consumerGroup))
      await removeDeadLetter(tx, id)
    }
    await db.transact(null, apply, { audit })
    logger.info({ event: 'dead_letter.redriven', id }, 'dead letter applied')
    return
  } catch (error) {
    if (error instanceof AppError && error.code === 'dead_letter_missing') throw error
    if (error instanceof NotReadable) refusal = error.refusal
    else {
      const failure = classifyError(error, undefined)
      if (failure.kind === 'unavailable') throw error
      refusal = failure.refusal
      logger.warn({ event: 'dead_letter.redrive_failed', id, err: error }, 'dead letter failed again')
    }
  }
  await db.transact(null, (tx) => countAttempt(tx, id, refusal))
  throw new AppError('conflict', 'redrive_failed', `The record could not be applied: ${refusal.code}.`)
}

class NotReadable extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

async function applyLetter(tx: Tx, letter: DeadLetter, receiver: Receiver | undefined): Promise<void> {
  const record: Pick<LogRecord, 'topic' | 'key' | 'headers' | 'value'> = {
    topic: letter.topic,
    key: letter.key ?? '',
    headers: letter.headers,
    value: letter.payload,
  }
  const reading = receiver?.read(record)
  if (reading?.outcome === 'poison') throw new NotReadable(reading.refusal)
  // Nobody here listens to it any more: to take it for applied would hide that it never was.
  if (reading?.outcome !== 'taken') {
    const reason = `${letter.consumerGroup} does not take this kind of event`
    throw new NotReadable({ errorClass: 'refused', code: 'no_handler', reason, event: undefined })
  }
  await applyEvents(tx, letter.consumerGroup, [reading.taken])
}

async function countAttempt(tx: Tx, id: string, refusal: Refusal): Promise<void> {
  await tx.query(
    `update dead_letter set attempts = attempts + 1, last_tried_at = $2, error_class = $3, error_code = $4, reason = $5
      where id = $1`,
    [id, tx.serverNow, refusal.errorClass, refusal.code, refusal.reason.replaceAll('\0', '\uFFFD')],
  )
}
