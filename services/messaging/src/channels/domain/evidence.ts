/** What a provider may report of a message. */
export type EvidenceEvent = 'accepted' | 'sent' | 'delivered' | 'read' | 'clicked' | 'bounced' | 'complained' | 'failed'
