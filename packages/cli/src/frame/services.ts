/** The five services, in the order in which events flow. */
export const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
export type ServiceName = (typeof SERVICES)[number]

/** Where each service answers, as far as it is known. */
export type Addresses = Readonly<Partial<Record<ServiceName, string>>>

export const isServiceName = (name: string): name is ServiceName => SERVICES.some((known) => known === name)
