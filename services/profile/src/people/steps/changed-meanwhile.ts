/** Another transaction was faster; this one is run again from the start, as after a serialisation failure. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'
  /** The state by which the kit recognises what is worth another try. */
  readonly code = '40001'
}
