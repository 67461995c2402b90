import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allPages, type Polyphon } from '@polyphon/client'
import PostalMime from 'postal-mime'
import type { LocalFacts } from '../home.js'
import { done, inParallel } from './calls.js'
import type { Order, Review } from './data.js'
import { SURVEY } from './definitions.js'

const WIDTH = 24

/** A mail that went out, and the order that it asks about. */
export interface SentMail {
  readonly messageId: string
  readonly orderId: string
}

/** Finds for every order the mail that asks about it: invitation and message know each other, the invitation its order. */
export async function findMails(polyphon: Polyphon): Promise<readonly SentMail[]> {
  const invitations = await allPages((cursor) =>
    done(
      'listInvitations',
      polyphon.feedback.GET('/v1/surveys/{key}/invitations', {
        params: { path: { key: SURVEY }, query: { limit: 500, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  )
  const orders = new Map(invitations.map(({ id, properties }) => [id, String(properties?.['order'] ?? '')]))
  const messages = await allPages((cursor) =>
    done(
      'listMessages',
      polyphon.messaging.GET('/v1/messages', {
        params: { query: { limit: 500, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  )
  return messages.flatMap(({ id, invitationId }) => {
    const orderId = invitationId ? orders.get(invitationId) : undefined
    return orderId === undefined ? [] : [{ messageId: id, orderId }]
  })
}

/** Everybody who said something takes the link out of their mail and answers; the rest is handed in without invitation. */
export async function answerEverything(
  polyphon: Polyphon,
  facts: LocalFacts,
  given: { readonly orders: readonly Order[]; readonly mails: readonly SentMail[]; readonly tick: () => void },
): Promise<void> {
  const mailOf = new Map(given.mails.map((mail) => [mail.orderId, mail]))
  const answers = given.orders.flatMap((order) => order.reviews.map((review, index) => ({ order, review, index })))
  await inParallel(answers, WIDTH, async ({ order, review, index }) => {
    const mail = index === 0 ? mailOf.get(order.id) : undefined
    if (mail === undefined) await handIn(polyphon, order, review)
    else await answerByLink(polyphon, await readToken(facts.mailFolder, mail), review)
    given.tick()
  })
}

const valuesOf = (review: Review): Record<string, string | number> => ({
  score: review.score,
  ...(review.text === null ? {} : { comment: review.text }),
})

async function readToken(mailFolder: string, mail: SentMail): Promise<string> {
  const { html, text } = await PostalMime.parse(await readFile(join(mailFolder, `${mail.messageId}.eml`)))
  const token = /\/v1\/invitations\/([\w-]+)/.exec(html ?? text ?? '')?.[1]
  if (token === undefined) throw new Error(`The mail ${mail.messageId} holds no link to a survey.`)
  return token
}

async function answerByLink(polyphon: Polyphon, token: string, review: Review): Promise<void> {
  await done(
    'answerInvitation',
    polyphon.feedback.POST('/v1/invitations/{token}', {
      params: { path: { token } },
      body: { answers: valuesOf(review), complete: true, occurredAt: review.answeredAt.toISOString() },
    }),
  )
}

async function handIn(polyphon: Polyphon, order: Order, review: Review): Promise<void> {
  await done(
    'submitAnswers',
    polyphon.feedback.POST('/v1/answers', {
      body: {
        survey: SURVEY,
        identifier: { type: 'user_id', value: order.personId },
        answers: valuesOf(review),
        properties: { order: order.id, ...(order.late === null ? {} : { late: order.late }) },
        complete: true,
        occurredAt: review.answeredAt.toISOString(),
      },
    }),
  )
}
