import { leavesOf } from '@polyphon/conditions'
import { channelsFromTheStart, invitationTemplate } from '@polyphon/contracts'
import { type Fault, pointerTo, readChannel } from '@polyphon/values'
import { conditionsOf, type PlacedCondition } from './conditions-of.js'
import type { Journey } from './definition.js'
import type { AskStep, SendStep, Step } from './step.js'

/** What other services publish and a journey names. */
export type DefinitionKind = 'template' | 'survey' | 'segment'

/** What is known of a template of the messaging service. */
export interface HeardTemplate {
  readonly channel: string
  /** What its data must hold. */
  readonly variables: readonly string[]
}

/** What a journey counts on and this service has only heard of. */
export type Need =
  | { readonly need: 'definition'; readonly kind: DefinitionKind; readonly key: string; readonly pointer: string }
  | {
      readonly need: 'permission'
      readonly channel: string
      readonly topic: string
      /** Any of these from anybody is enough. */
      readonly states: readonly string[]
      readonly class: string
      readonly pointer: string
    }

/** What was heard of, asked by what is needed. */
export interface Heard {
  has(kind: DefinitionKind, key: string): boolean
  template(key: string): HeardTemplate | null
  /** Whether anybody at all allows this channel and topic. */
  isAllowed(channel: string, topic: string, states: readonly string[]): boolean
}

type Speaking = SendStep | AskStep

const speakingSteps = (journey: Journey): readonly (readonly [pointer: string, step: Speaking])[] =>
  Object.entries(journey.steps).flatMap(([key, step]: [string, Step]) =>
    step.type === 'send' || step.type === 'ask' ? [[pointerTo('/body/steps', key), step] as const] : [],
  )

/** Everything that must be there, or allowed, before anything that this journey says can go out. */
export function needsOf(journey: Journey): readonly Need[] {
  const steps = speakingSteps(journey).flatMap(([pointer, step]): readonly Need[] => {
    const template = step.template === undefined || step.template === invitationTemplate ? [] : [step.template]
    return [
      ...template.map((key): Need => ({ need: 'definition', kind: 'template', key, pointer: `${pointer}/template` })),
      ...(step.type === 'ask'
        ? [{ need: 'definition', kind: 'survey', key: step.survey, pointer: `${pointer}/survey` } as const]
        : []),
      ...permissionsOf(pointer, step, step.type === 'ask' ? 'research' : journey.class),
    ]
  })
  const segments = journey.entry.triggers.flatMap((trigger, index): readonly Need[] =>
    trigger.type === 'segment'
      ? [
          {
            need: 'definition',
            kind: 'segment',
            key: trigger.segment,
            pointer: `/body/entry/triggers/${index}/segment`,
          },
        ]
      : [],
  )
  return [...segments, ...steps]
}

// Transactional and service messages ask nobody; of the others any channel that is allowed lets them out.
function permissionsOf(pointer: string, { channels, topic }: Speaking, of: string): readonly Need[] {
  if (of !== 'marketing' && of !== 'research') return []
  return channels.map((name) => {
    const channel = readChannel(name) ?? name
    const states = of === 'marketing' && channel === 'email' ? ['granted', 'existing_customer'] : ['granted']
    return { need: 'permission', channel, topic, states, class: of, pointer: `${pointer}/topic` }
  })
}

/** What is no error, because another service owns it and it may be on its way, and will keep a mail from going out. */
export function warningsOf(journey: Journey, heard: Heard): readonly Fault[] {
  const needs = needsOf(journey)
  return [
    ...needs.flatMap((need) => (need.need === 'definition' && !heard.has(need.kind, need.key) ? [missing(need)] : [])),
    ...conditionsOf(journey).flatMap(conditionWarnings),
    ...speakingSteps(journey).flatMap(([pointer, step]) => [
      ...channelWarnings(pointer, step),
      ...templateWarnings(pointer, step, heard),
      ...permissionWarnings(pointer, needs, heard),
    ]),
  ]
}

const NAMES: Readonly<Record<DefinitionKind, string>> = {
  template: 'messaging',
  survey: 'feedback',
  segment: 'profile',
}

function missing({ kind, key, pointer }: Extract<Need, { need: 'definition' }>): Fault {
  const what = kind === 'segment' ? 'until then nobody enters by it' : 'until then what this step says is dropped'
  return fault(
    pointer,
    `${kind}_missing`,
    `No ${kind} "${key}" has been heard of: publish it in ${NAMES[kind]}; ${what}.`,
  )
}

function channelWarnings(pointer: string, { channels }: Speaking): readonly Fault[] {
  const unknown = channels.flatMap((name, index) =>
    readChannel(name) === null
      ? [fault(`${pointer}/channels/${index}`, 'channel_unknown', `No channel "${name}" has been heard of.`)]
      : [],
  )
  if (channels.some((name) => channelsFromTheStart.includes(readChannel(name) ?? ''))) return unknown
  const detail = `None of these channels has been set up: only ${channelsFromTheStart.join(', ')} is there from the start.`
  return [...unknown, fault(`${pointer}/channels`, 'channel_unavailable', detail)]
}

// Nobody can ever have allowed what is no channel.
const conditionWarnings = ({ pointer, condition }: PlacedCondition): readonly Fault[] =>
  leavesOf(condition, `/body${pointer}`).flatMap(({ node, pointer: leaf }) =>
    'permission' in node && readChannel(node.permission.channel) === null
      ? [
          fault(
            `${leaf}/permission/channel`,
            'channel_unknown',
            `No channel "${node.permission.channel}" has been heard of: this never holds.`,
          ),
        ]
      : [],
  )

function templateWarnings(pointer: string, step: Speaking, heard: Heard): readonly Fault[] {
  const template = step.template === undefined ? null : heard.template(step.template)
  if (template === null) return []
  const given = new Set(Object.keys(step.type === 'send' ? step.data : step.properties))
  const at = `${pointer}/${step.type === 'send' ? 'data' : 'properties'}`
  const lacking = template.variables.filter((name) => !given.has(name.split(/[.[]/)[0] ?? name))
  return lacking.map((name) =>
    fault(at, 'variable_missing', `The template "${step.template}" needs "${name}"; a mail without it is dropped.`),
  )
}

function permissionWarnings(pointer: string, needs: readonly Need[], heard: Heard): readonly Fault[] {
  const mine = needs.flatMap((need) =>
    need.need === 'permission' && need.pointer === `${pointer}/topic` ? [need] : [],
  )
  const [first] = mine
  if (first === undefined || mine.some(({ channel, topic, states }) => heard.isAllowed(channel, topic, states)))
    return []
  const by = mine.map(({ channel }) => channel).join(', ')
  return [
    fault(
      first.pointer,
      'permission_missing',
      `A message of class ${first.class} goes only to who has granted it, and nobody has for the topic "${first.topic}" by ${by}: put permissions in messaging.`,
    ),
  ]
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
