/** The kind of the timers that look once more for the person behind an answer. */
export const LINK_ANSWER = 'link_answer'

/** Longer than any transaction lasts. */
export const LINK_AFTER_MS = 60_000
