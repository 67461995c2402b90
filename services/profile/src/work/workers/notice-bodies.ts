import type { Notice } from '@polyphon/service-kit/work'

/** What each kind of incoming webhook takes. */
export const noticeBodies = {
  /** The whole of it, for programs. */
  webhook: ({ noticeId, fact, work, text }: Notice): object => ({
    id: noticeId,
    type: `${work.service}.work_${fact}.v1`,
    work,
    ...text,
  }),
  /** Source: https://docs.slack.dev/messaging/formatting-message-text, escaping text. */
  slack: ({ text }: Notice): object => ({
    text: slackText(text.body),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  }),
  /** An adaptive card in a message. Source: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
  teams: ({ text }: Notice): object => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            plainLine(text.subject, { weight: 'Bolder' }),
            ...text.body.split('\n').flatMap((line) => (line === '' ? [] : [plainLine(line)])),
          ],
        },
      },
    ],
  }),
} as const

/** Nobody is called, and nothing is a link that only looks like one: mentions and links begin with `<` there. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Shown as it was written: runs of text know no Markdown, unlike blocks. */
const plainLine = (text: string, style: object = {}): object => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...style }],
})
