import { expect, it } from 'vitest'
import { lagsOf } from './backlog.js'

const end = (topic: string, topicId: string, partition: number, records: bigint) => ({
  topic,
  topicId,
  partition,
  end: records,
})
const standing = (group: string, topicId: string, partition: number, next: bigint) => ({
  group,
  topic: 'a',
  topicId,
  partition,
  next,
})

it('counts what each group has before it, over all partitions of a topic', () => {
  const readers = [
    { group: 'one', topics: ['a', 'b'] },
    { group: 'two', topics: ['a'] },
  ]
  const ends = [end('a', 'x', 0, 10n), end('a', 'x', 1, 2n ** 53n), end('b', 'y', 0, 3n)]
  const standings = [
    standing('one', 'x', 0, 4n),
    standing('one', 'x', 1, 2n ** 53n - 1n),
    // Of a topic that was there before it was made anew, and one that is ahead of what was just looked at.
    standing('two', 'former', 0, 9n),
    standing('two', 'x', 1, 2n ** 53n + 5n),
  ]
  expect(lagsOf(readers, ends, standings)).toEqual([
    { group: 'one', topic: 'a', records: 7 },
    { group: 'one', topic: 'b', records: 3 },
    { group: 'two', topic: 'a', records: 10 },
  ])
})
