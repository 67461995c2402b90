export const tag = 'privacy'

export const access = (right: 'read' | 'write') =>
  ({ who: 'key', scope: `profile:${right}`, staff: 'administration' }) as const
