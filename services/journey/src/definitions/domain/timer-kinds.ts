/** Looks after people who are in a segment already; the key is the journey's and the segment's. */
export const EXISTING_TIMER = 'existing'

/** Ends the runs of a stopped journey; the key is the journey's. */
export const STOP_TIMER = 'stop'

/** Forgets what no condition may look back to. */
export const FORGET_TIMER = 'forget'
