import { type Codes, fault, problem } from '@polyphon/values'

/** The codes that analytics answers beside those of every service. */
export const analyticsCodes: Codes = {
  metric_unknown: problem(404, 'There is no metric with this key.', 'List them with `listMetrics`.'),
  report_unknown: problem(404, 'There is no report with this key.', 'Every workspace has `overview`.'),
  scales_mixed: problem(
    422,
    'Scores of different scales would be mixed into one number.',
    'Group by `scale`, or choose one with `where=scale:1..5`; `detail` names those that met.',
  ),
  too_many_groups: problem(
    422,
    'The answer would have more groups than are listed.',
    'Ask for a shorter period, a longer `every` or fewer dimensions, or choose with `where`.',
  ),
  period_empty: fault('The period ends before it begins.', 'Give `to` after `from`.'),
  too_many_dimensions: fault('More dimensions are asked for than fit together.', 'Leave some out.'),
  dimension_repeated: fault('A dimension is named twice.', 'Name it once.'),
  dimension_unknown: fault(
    'The metric does not know this dimension.',
    'Use one that `detail` names; properties are written `property.name`.',
  ),
  filter_malformed: fault('A filter is not written as `dimension:value`.', 'Write it so: `where=channel:email`.'),
}
