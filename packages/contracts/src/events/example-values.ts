/** One small story that all examples share: Änne orders, is asked, and answers. */
export const anna = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
export const at = '2026-11-22T10:00:00.000Z'

export const people = {
  anna: {
    identifiers: [
      { type: 'user_id', value: 'c-1042' },
      { type: 'email', value: 'aenne.weiss@example.org' },
    ],
  },
  absorbed: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02',
}

export const thread = {
  yesterday: '2026-11-21T09:30:00.000Z',
  tomorrow: '2026-11-23T10:00:00.000Z',
  runId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a10',
  orderId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a10:thank-you:1',
  messageId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a20',
  invitationId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a30',
  answerId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a40',
  workspaceId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a50',
  keyId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a60',
} as const
