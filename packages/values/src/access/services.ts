/** The services of Polyphon, each with its own address, database and topics. */
export const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
export type ServiceName = (typeof SERVICES)[number]
