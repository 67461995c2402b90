/** Work is due, or was handed up and is looked at again. */
export const WORK_TIMER = 'work'
