/** What happens to work of which somebody is told. */
export const NOTICE_FACTS = ['opened', 'reassigned', 'escalated', 'overdue'] as const
export type NoticeFact = (typeof NOTICE_FACTS)[number]
