/** A run has something to do at a certain time; the key is its id. */
export const RUN_TIMER = 'run'

/** A run waits until its person is known; the key is its id. */
export const PARKED_TIMER = 'parked'

/** Outcomes of orders came before their run had given them; the key is the run's id. */
export const EARLY_TIMER = 'early'
