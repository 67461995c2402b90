import { type Codes, fault, letter, problem } from '@polyphon/values'
import { inWords, titleOf } from './words.js'

/** What every service answers about definitions, jobs, imports and dead letters. */
export const workCodes: Codes = {
  // Definitions.
  draft_unknown: problem(404, 'There is no draft.', 'Write one with `PUT …?publish=false`, or publish directly.'),
  draft_changed: problem(409, 'The draft has changed while it was being published.', 'Read it again and decide anew.'),
  version_unknown: problem(422, 'There never was this version.', 'Take one of those that `detail` names.'),
  // Jobs and imports.
  job_unknown: problem(
    404,
    'There is no such job in this workspace.',
    'Take the `jobId` from the answer that began it; `listJobs` lists them.',
  ),
  job_ended: problem(409, 'The job is over and cannot be canceled.', 'Nothing: read what came of it with `getJob`.'),
  kind_unknown: fault('No service imports rows of this kind.', 'Use one of the kinds that `detail` names.'),
  kind_elsewhere: problem(
    422,
    'Another service imports rows of this kind.',
    'Send the file to the service that `title` names.',
  ),
  imports_too_many: problem(
    429,
    'As many imports of this workspace are under way as may be at once.',
    'Send this one when another has ended (`listJobs`).',
  ),
  import_too_large: problem(
    413,
    'The file is larger than an import takes.',
    'Split it, or have the operator raise `IMPORT_LARGEST_BYTES`.',
  ),
  import_too_many_rows: problem(413, 'The file has more rows than an import takes.', 'Split it.'),
  import_file_missing: problem(
    410,
    'In `error` of a job: the file of the import is gone from where it was kept, so that it cannot go on.',
    'Send the file again: rows that were applied come to `unchanged`. The operator looks whether all processes see the same `BLOB_STORE`.',
  ),
  import_file_damaged: problem(
    410,
    'In `error` of a job: the file of the import is not as it was kept, cut off or written over, so that it cannot go on.',
    'Send the file again: rows that were applied come to `unchanged`. The operator looks for what writes to `BLOB_STORE`, and for a disk that fails.',
  ),
  csv_invalid: problem(
    400,
    'The file cannot be read as CSV.',
    'Check quotation marks and the delimiter at the line that `detail` names.',
  ),
  row_too_large: problem(
    400,
    'A row of the file is larger than a row may be.',
    'Shorten it; a missing quotation mark makes one row of many.',
  ),
  header_missing: fault(
    'The CSV does not begin with a line that names its columns.',
    'Put a line with the names of the fields first.',
  ),
  delimiter_wrong: fault('The delimiter is not one that is read.', 'Use one that `detail` names.'),
  too_many_columns: fault('The file has more columns than are read.', 'Leave out the columns that are not needed.'),
  too_many_cells: fault('A row has more cells than are read.', 'Look for a delimiter too many.'),
  cells_wrong: fault(
    'The row has more or fewer cells than there are columns.',
    'Look for a delimiter too many or a missing quotation mark in this row.',
  ),
  cell_invalid: fault('The cell does not have the form of its column.', 'Write it as `detail` says.'),
  column_invalid: fault(
    'The name of a column cannot be read.',
    'Name columns by fields that are joined by dots, such as `traits.email`.',
  ),
  column_unknown: fault('Rows of this kind have no such field.', 'Use one that `detail` names.'),
  column_duplicate: fault('Two columns have one name.', 'Leave one of them out.'),
  column_conflict: fault('A column is a part of another one.', 'Name either the whole or its parts.'),
  // Work.
  work_unknown: problem(
    404,
    'There is no such work in this workspace, or it is that of a unit which the caller does not reach.',
    'Take the `workId` from `listWork` of profile.',
  ),
  work_ended: problem(409, 'The work is done or canceled.', 'Nothing: `getWork` of profile says since when.'),
  work_elsewhere: problem(
    409,
    'Another service opened the work, and alone changes it.',
    'Call the service that `title` names.',
  ),
  owner_unit_unknown: problem(
    422,
    'There is no such unit that counts at this moment, as far as this service knows.',
    'Name one that `listUnits` of profile shows; who was put a moment ago is known to the other services within seconds.',
  ),
  staff_of_other_unit: problem(
    422,
    'The unit and the member of staff that were named do not belong together.',
    'Name either of them alone, or the unit that `detail` names.',
  ),
  // Dead letters and the log.
  dead_letter_missing: problem(
    404,
    'There is no such dead letter; perhaps it was redriven or discarded.',
    'List what there is with `listDeadLetters`.',
  ),
  redrive_failed: problem(
    409,
    'The record failed again for the reason that `title` names.',
    'Mend the cause, and redrive it then.',
  ),
  log_topic_unknown: problem(422, 'There is no topic of this name.', 'Take the one that `detail` names.'),
  log_topic_not_read: problem(
    422,
    'No consumer group of this service reads this topic.',
    'Take one of those that `detail` names, or ask the service that reads it.',
  ),
  replay_in_future: problem(422, 'The moment from which to read again is still to come.', 'Take one that is over.'),
  replay_not_read_yet: problem(
    422,
    'The service has not read as far as this moment, so there is nothing to read again.',
    'Wait (`polyphon lag` says for what), or take an earlier moment.',
  ),
  replay_repeats: problem(
    422,
    'Some of these facts are so old that they may not be recognised any more, and would happen again.',
    'Take the moment that `detail` names, or say `allowRepeats` where that does no harm.',
  ),
  event_too_large_to_tell: problem(
    413,
    'What was sent would make an event that is larger than the log takes.',
    'Send less in one request.',
  ),
  invalid_event: letter(
    'The event does not have the form of its contract.',
    'Mend whoever published it; then discard the letter and publish anew.',
  ),
  unknown_version: letter(
    'The event is of a version that this release does not know.',
    'Upgrade this service, and redrive the letter.',
  ),
  malformed: letter(
    'The record is no event: its headers or its JSON cannot be read.',
    'Find out who writes to the topic; discard the letter.',
  ),
  no_handler: letter(
    'No handler of this service takes the event any more.',
    'Discard the letter, unless an earlier release still needs it.',
  ),
  unexpected: letter(
    'A fault of ours: `reason` says which.',
    'Report it; redrive the letter once it is mended. Codes such as `sql_23505` are what the database answered.',
  ),
  data: letter('The database cannot store what the event holds.', 'Mend whoever published it; discard the letter.'),
}

/** Codes that a kind of definition has by its name. */
export const definitionCodes = (name: string): Codes => ({
  [`${name}_unknown`]: problem(
    [404, 422],
    `There is no ${inWords(name)} with this key, or not in this version.`,
    `Look for typing errors; \`list${titleOf(name)}s\` lists what there is. A draft counts once it is published.`,
  ),
  [`${name}_archived`]: problem(
    [409, 422],
    `The ${inWords(name)} is archived.`,
    `Restore it first (\`restore${titleOf(name)}\`), or use another one.`,
  ),
  [`${name}_in_use`]: problem(
    409,
    `The ${inWords(name)} is named by others, so it cannot be archived.`,
    `Change or archive those that \`errors\` names first (\`list${titleOf(name)}Uses\`).`,
  ),
})
