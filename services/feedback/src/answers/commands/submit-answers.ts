import { AppError, invalidInput, setTimer, type Tx } from '@polyphon/service-kit'
import {
  findByIdentifier,
  findSubject,
  followAlias,
  readPerson,
  readPhoneNormaliser,
} from '@polyphon/service-kit/copies'
import { normaliseIdentifier, normaliseType, type PersonSubject } from '@polyphon/values'
import { chooseText } from '../../kinds/domain/local-text.js'
import type { Survey } from '../../surveys/domain/survey.js'
import { readSurvey } from '../../surveys/store/surveys.js'
import type { Answer } from '../domain/answer.js'
import {
  type Answerer,
  type Claim,
  type ClaimDecision,
  decidePageClaim,
  decidePersonClaim,
} from '../domain/answerer.js'
import { decideAnswers, type GivenAnswers } from '../domain/answers.js'
import { LINK_AFTER_MS, LINK_ANSWER } from '../domain/linking.js'
import type { Properties } from '../domain/properties.js'
import { timeOfAnswer } from '../domain/time-of-answer.js'
import { appendFeedbackGiven } from '../steps/append-feedback-given.js'
import { insertAnswer } from '../store/answers.js'
import { readWorkspaceLocale } from '../store/workspace-locale.js'

/** Who brings the answers: the customer's backend, a page by itself, or a page with a person's token. */
export type Submitter =
  | { readonly kind: 'backend' }
  | { readonly kind: 'page' }
  | { readonly kind: 'person'; readonly subject: PersonSubject }

export interface Submission {
  readonly survey: string
  readonly claim: Claim
  readonly answers: GivenAnswers
  readonly properties: Properties
  readonly complete: boolean
  readonly locale: string | null
  readonly occurredAt: Date | undefined
}

export interface Submitted {
  readonly answer: Answer
  readonly ending: string | null
}

/** Takes answers that nobody was invited to give. */
export async function submitAnswers(tx: Tx, submission: Submission, submitter: Submitter): Promise<Submitted> {
  const survey = await readSurvey(tx, submission.survey)
  if (survey === null)
    throw new AppError('unprocessable', 'survey_unknown', 'There is no survey with this key.', {
      faults: [{ pointer: '/body/survey', code: 'survey_unknown', detail: 'There is no survey with this key.' }],
    })
  const occurredAt = readTime(tx, submission.occurredAt, submitter)
  const answerer = await findAnswerer(tx, submission.claim, submitter)
  const decision = decideAnswers(survey.questions, tx.now, {
    before: {},
    given: submission.answers,
    complete: submission.complete,
  })
  if (decision.outcome === 'refused') throw invalidInput(decision.faults)
  const person = answerer.profileId === null ? null : await readPerson(tx, answerer.profileId)
  const locale = person?.locale ?? submission.locale
  const answer: Answer = {
    id: tx.newId(),
    survey: survey.key,
    version: survey.version,
    profileId: answerer.profileId,
    identifier: answerer.identifier,
    invitationId: null,
    runId: null,
    scores: decision.scores,
    texts: decision.texts,
    choices: decision.choices,
    properties: submission.properties,
    complete: submission.complete,
    locale,
    occurredAt,
    receivedAt: tx.now,
  }
  const isToBeLinked = answer.profileId === null && answer.identifier !== null
  const [ending] = await Promise.all([
    readEnding(tx, survey, locale),
    insertAnswer(tx, answer),
    isToBeLinked ? linkLater(tx, answer.id) : undefined,
  ])
  appendFeedbackGiven(tx, answer, null)
  return { answer, ending }
}

function readTime(tx: Tx, stated: Date | undefined, submitter: Submitter): Date {
  if (stated === undefined) return tx.now
  const time = submitter.kind === 'backend' ? stated : timeOfAnswer(stated, tx.now)
  if (time instanceof Date) return time
  const { code, detail } = time
  throw new AppError('invalid', code, detail, { faults: [{ pointer: '/body/occurredAt', code, detail }] })
}

async function readEnding(tx: Tx, { ending }: Survey, locale: string | null): Promise<string | null> {
  if (ending === null || typeof ending === 'string') return ending
  return chooseText(ending, [locale, await readWorkspaceLocale(tx)]).text
}

// Somebody may become known in a transaction that runs at this very moment and sees as little of this one.
async function linkLater(tx: Tx, answerId: string): Promise<void> {
  const dueAt = tx.soon(LINK_AFTER_MS)
  await setTimer(tx, { kind: LINK_ANSWER, key: answerId, dueAt, data: {} })
}

async function findAnswerer(tx: Tx, given: Claim, submitter: Submitter): Promise<Answerer> {
  const claim = await readClaim(tx, given)
  if (claim.profileId !== undefined && claim.identifier !== undefined)
    throw invalidInput([
      { pointer: '/body/identifier', code: 'ambiguous', detail: 'Give profileId or identifier, not both.' },
    ])
  if (submitter.kind === 'page') {
    const allowed = decidePageClaim(claim)
    if (allowed.outcome === 'refused') throw notAllowed(allowed)
  }
  const claimed = await resolve(tx, claim)
  if (submitter.kind !== 'person') return claimed
  const { subject } = submitter
  const tokenHolder: Answerer = {
    profileId: await findSubject(tx, subject),
    identifier: 'profileId' in subject ? null : { type: 'user_id', value: subject.userId },
  }
  const allowed = decidePersonClaim(claim, claimed, tokenHolder)
  if (allowed.outcome === 'refused') throw notAllowed(allowed)
  return tokenHolder
}

const notAllowed = ({ code, fault }: Extract<ClaimDecision, { outcome: 'refused' }>): AppError =>
  new AppError('forbidden', code, fault.detail, { faults: [fault] })

/** Writes the identifier in its one form, phone numbers as the workspace writes them. */
async function readClaim(tx: Tx, claim: Claim): Promise<Claim> {
  const { identifier } = claim
  if (identifier === undefined) return claim
  const type = normaliseType(identifier.type)
  const normalisePhone = type === 'phone' ? await readPhoneNormaliser(tx) : () => null
  const normal = type === null ? null : normaliseIdentifier(identifier, normalisePhone)
  if (normal !== null) return { ...claim, identifier: normal }
  const pointer = type === null ? '/body/identifier/type' : '/body/identifier/value'
  const detail = 'Nobody can be known by this.'
  throw new AppError('unprocessable', 'identifier_invalid', detail, {
    faults: [{ pointer, code: 'identifier_invalid', detail }],
  })
}

/** Finds who is meant; an identifier that several people carry says nobody. */
async function resolve(tx: Tx, { profileId, identifier }: Claim): Promise<Answerer> {
  if (profileId !== undefined) return { profileId: await followAlias(tx, profileId), identifier: null }
  if (identifier === undefined) return { profileId: null, identifier: null }
  const [found, ...others] = await findByIdentifier(tx, identifier)
  return { profileId: others.length > 0 ? null : (found ?? null), identifier }
}
