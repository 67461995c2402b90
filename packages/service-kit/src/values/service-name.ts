/** The services, by the name that is part of their events, scopes and consumer groups. */
export type ServiceName = 'profile' | 'journey' | 'messaging' | 'feedback' | 'analytics'
