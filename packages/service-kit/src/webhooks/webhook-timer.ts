/** A webhook has something to send. */
export const WEBHOOK_TIMER = 'webhook'
