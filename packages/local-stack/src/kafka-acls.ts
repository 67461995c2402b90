import { topics } from '@polyphon/contracts'
import type { AnyService } from './definitions.js'

/** One line a rule: who, what they may do, to a topic or group of this name or of every name that begins so. */
export function aclRules(services: readonly AnyService[]): string {
  const rules = services.flatMap((service) => {
    const reads = [...new Set(service.readers().map(({ topic }) => topic))].toSorted()
    const writes = topics.filter((topic) => topic.service === service.name).map(({ name }) => name)
    return [
      ...writes.toSorted().map((name) => [service.name, 'Write', 'topic', 'literal', name]),
      ...reads.map((name) => [service.name, 'Read', 'topic', 'literal', name]),
      // Whoever sees only some topics takes the others for missing.
      [service.name, 'Describe', 'topic', 'prefixed', 'polyphon.'],
      // How long they are kept is looked at when an operator asks what is wrong.
      [service.name, 'DescribeConfigs', 'topic', 'prefixed', 'polyphon.'],
      [service.name, 'Read', 'group', 'prefixed', `${service.name}.`],
    ]
  })
  return `${rules.map((rule) => rule.join('\t')).join('\n')}\n`
}
