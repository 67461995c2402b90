import kafkajs, { type AclEntry } from 'kafkajs'
import { openClient, withAdmin } from './kafka-log.js'

/** Who may do what: a line of `rules.tsv`, in the words of `kafka-acls.sh`. */
export interface KafkaRule {
  readonly user: string
  readonly operation: string
  readonly kind: string
  readonly form: string
  readonly name: string
}

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs
const OPERATIONS = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
}
const KINDS = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP }
const FORMS = { literal: ResourcePatternTypes.LITERAL, prefixed: ResourcePatternTypes.PREFIXED }

/** Reads rules from tab-separated lines. Throws, by its number, what is no rule. */
export function readKafkaRules(text: string): readonly KafkaRule[] {
  const lines = text.trim().split('\n')
  return lines.map((line, index) => {
    const [user = '', operation = '', kind = '', form = '', name = '', more] = line.trim().split('\t')
    const isRule =
      Object.hasOwn(OPERATIONS, operation) &&
      Object.hasOwn(KINDS, kind) &&
      Object.hasOwn(FORMS, form) &&
      more === undefined
    if (!isRule || ![user, name].every((word) => /^[A-Za-z0-9._-]+$/.test(word)))
      throw new Error(`Line ${index + 1} of the rules is none.`)
    return { user, operation, kind, form, name }
  })
}

/**
 * Gives Kafka these rules, for users that are called `<prefix><service>`; those that are there stay. Needs a user who may
 * alter the cluster. Answers how many there are.
 */
export async function giveKafkaRules(
  rules: readonly KafkaRule[],
  prefix: string,
  options: Parameters<typeof openClient>[0],
): Promise<number> {
  const acl = rules.map((rule) => entryOf(rule, prefix))
  await withAdmin(openClient(options), (admin) => admin.createAcls({ acl }))
  return acl.length
}

function entryOf({ user, operation, kind, form, name }: KafkaRule, prefix: string): AclEntry {
  return {
    principal: `User:${prefix}${user}`,
    host: '*',
    permissionType: AclPermissionTypes.ALLOW,
    operation: choose(OPERATIONS, operation),
    resourceType: choose(KINDS, kind),
    resourcePatternType: choose(FORMS, form),
    resourceName: name,
  }
}

function choose<Value>(from: Readonly<Record<string, Value>>, word: string): Value {
  const found = from[word]
  if (found === undefined) throw new Error(`There is no ${word}.`)
  return found
}
