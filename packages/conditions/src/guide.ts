/** The kinds of conditions: an example of each in JSON, and when it holds. A test reads every example. */
export const EXAMPLES: readonly (readonly [example: string, holds: string])[] = [
  ['{ "path": "traits.age", "op": "gte", "value": 18 }', 'what the path leads to compares so'],
  [
    '{ "computed": "revenue", "op": "gte", "value": 500 }',
    'the computed trait with this key compares so; whoever has no value fulfils only `ne` and `exists: false`',
  ],
  ['{ "listed": "vip" }', 'the person was put on the list of this segment, by hand or by an import'],
  ['{ "segment": "vip", "member": false }', 'the person is a member, or here is not'],
  ['{ "did": "Order Completed", "atLeast": 3, "within": "P30D" }', 'it happened often enough, within the time'],
  ['{ "did": "Pricing", "kind": "page" }', 'a page, or a `screen`, of this name was seen'],
  [
    '{ "sequence": [{ "did": "Cart" }, { "did": "Order Completed", "absent": true }], "within": "P3D" }',
    'these happened one after the other, and what is `absent` did not',
  ],
  ['{ "message": "reminder", "state": "read" }', 'the message of that step of the run has come so far'],
  [
    '{ "message": { "template": "welcome" }, "state": "delivered", "within": "P30D" }',
    'the last message of that template (or `topic`) has come so far, and began to be sent less than that long ago',
  ],
  [
    '{ "answer": { "survey": "nps", "question": "score" }, "op": "lte", "value": 6, "within": "P90D" }',
    'the last answer to that question compares so, and was given less than that long ago; without `question` one of its scores, without `op` there is an answer; choices are lists of ids',
  ],
  [
    '{ "consent": { "purpose": "research" } }',
    'the person has consented to the purpose, and that holds; nothing said is no consent',
  ],
  ['{ "permission": { "channel": "email", "topic": "offers" } }', 'the person may be written to so'],
  [
    '{ "account": { "path": "traits.plan", "op": "eq", "value": "pro" }, "match": "all", "role": "customer" }',
    'the accounts compare so that the person is in (with this role): `any` of them, `all` of one or more, or `none`; in a `where` only the one that the event names by `context.groupId`, if it does',
  ],
  [
    '{ "all": [{ "segment": "vip" }, { "not": { "did": "Order Canceled" } }] }',
    'all of them hold; `any`: one of them; `not`: it does not',
  ],
]

const rows = EXAMPLES.map(([example, holds]) => `| \`${example}\` | ${holds} |`)

/** The language of conditions as a part of a service's document, in Markdown. */
export const CONDITIONS_GUIDE = `## Conditions

Segments, journeys and surveys ask in one language. What an operation may ask about, it says itself: a survey asks about \`answer\` only.

| condition | holds if |
| --- | --- |
${rows.join('\n')}

Paths start with \`traits\`, \`identifiers\`, \`event\`, \`run\` or \`answer\`; names with other signs than letters, digits, \`_\`, \`-\` and \`$\` are quoted: \`traits["First Name"]\`. \`[*]\` is any element of a list. Operators: \`eq\`, \`ne\`, \`lt\`, \`lte\`, \`gt\`, \`gte\`, \`in\`, \`contains\`, \`exists\`, \`before\`, \`after\`. Comparisons are typed: \`"10"\` is not \`10\`. Moments are \`now\`, \`now-P30D\` or a date and time such as \`2026-01-31T09:00:00Z\`; durations such as \`P30D\` and \`PT4H\` have no months and years.`
