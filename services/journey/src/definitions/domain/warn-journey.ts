import { leavesOf } from '@polyphon/conditions'
import { channelsFromTheStart, invitationTemplate } from '@polyphon/contracts'
import { type Fault, nearest, parsePathBelow, pointerTo, readChannel } from '@polyphon/values'
import { isMeant } from '../../kinds/domain/progress.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { LocatedCondition, Sending } from '../../kinds/domain/step-kind.js'
import { conditionsOf } from './conditions-of.js'
import type { Journey } from './definition.js'
import { circlesWithoutStay } from './lint-graph.js'

/** What other services publish and a journey refers to. */
export type DefinitionKind = 'template' | 'survey' | 'segment'

/** The read copy of a template of the messaging service. */
export interface TemplateCopy {
  readonly channel: string
  /** All that it has texts for; absent in copies of older events, which do not say. */
  readonly channels?: readonly string[]
  /** What its data must hold. */
  readonly variables: readonly string[]
}

/** What a journey relies on and other services own. */
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

/** The read copies that a journey's needs are looked up in. */
export interface KnownDefinitions {
  has(kind: DefinitionKind, key: string): boolean
  template(key: string): TemplateCopy | null
  /** Whether anybody at all allows this channel and topic. */
  isAllowed(channel: string, topic: string, states: readonly string[]): boolean
}

const sendingsOf = (journey: Journey): readonly (readonly [pointer: string, sending: Sending])[] =>
  Object.entries(journey.steps).flatMap(([key, step]) => {
    const sending = kindOf(step).sends(step, journey.class)
    return sending === null ? [] : [[pointerTo('/body/steps', key), sending] as const]
  })

/** Everything that must be published, or allowed, before what this journey sends can go out. */
export function needsOf(journey: Journey): readonly Need[] {
  const steps = sendingsOf(journey).flatMap(([pointer, sending]): readonly Need[] => {
    const { template: named, survey } = sending
    const template = named === undefined || named === invitationTemplate ? [] : [named]
    return [
      ...template.map((key): Need => ({ need: 'definition', kind: 'template', key, pointer: `${pointer}/template` })),
      ...(survey === undefined
        ? []
        : [{ need: 'definition', kind: 'survey', key: survey, pointer: `${pointer}/survey` } as const]),
      ...permissionsOf(pointer, sending),
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

/** What a journey names of other services, each once; in conditions too. */
export function namesOf(journey: Journey): readonly { readonly kind: DefinitionKind; readonly key: string }[] {
  const named = [
    ...needsOf(journey).flatMap((need) => (need.need === 'definition' ? [{ kind: need.kind, key: need.key }] : [])),
    ...conditionsOf(journey).flatMap(({ condition }) =>
      leavesOf(condition).flatMap(({ node }) =>
        'segment' in node ? [{ kind: 'segment' as const, key: node.segment }] : [],
      ),
    ),
  ]
  return [...new Map(named.map((use) => [`${use.kind} ${use.key}`, use])).values()]
}

// Transactional and service messages need no permission; for the others one channel that is allowed is enough.
function permissionsOf(pointer: string, { channels, topic, class: of }: Sending): readonly Need[] {
  if (of !== 'marketing' && of !== 'research') return []
  return channels.map((name) => {
    const channel = readChannel(name) ?? name
    const states = of === 'marketing' && channel === 'email' ? ['granted', 'existing_customer'] : ['granted']
    return { need: 'permission', channel, topic, states, class: of, pointer: `${pointer}/topic` }
  })
}

/** What will keep a message from going out and still is no error: another service owns it, and it may be on its way. */
export function warningsOf(journey: Journey, known: KnownDefinitions): readonly Fault[] {
  const needs = needsOf(journey)
  return [
    ...needs.flatMap((need) => (need.need === 'definition' && !known.has(need.kind, need.key) ? [missing(need)] : [])),
    ...conditionsOf(journey).flatMap(conditionWarnings),
    ...selfStartWarnings(journey),
    ...circlesWithoutStay(journey).map(({ pointer, to }) =>
      fault(
        `/body${pointer}`,
        'circle_without_wait',
        `This leads back to "${to}", and no step on the way waits: a run goes round at once.`,
      ),
    ),
    ...sendingsOf(journey).flatMap(([pointer, sending]) => [
      ...channelWarnings(pointer, sending),
      ...templateWarnings(pointer, sending, known),
      ...permissionWarnings(pointer, needs, known),
    ]),
  ]
}

const NAMES: Readonly<Record<DefinitionKind, string>> = {
  template: 'messaging',
  survey: 'feedback',
  segment: 'profile',
}

function missing({ kind, key, pointer }: Extract<Need, { need: 'definition' }>): Fault {
  const what = kind === 'segment' ? 'until then nobody enters by it' : 'until then what this step sends is dropped'
  return fault(pointer, `${kind}_missing`, `No ${kind} "${key}" is known: publish it in ${NAMES[kind]}; ${what}.`)
}

// Chains end, but ten runs are not what anybody means.
function selfStartWarnings(journey: Journey): readonly Fault[] {
  return Object.entries(journey.steps).flatMap(([key, step]) => {
    const event = kindOf(step).causes(step)
    if (event === null) return []
    const tracked = { name: event, kind: 'track' }
    const isStarted = journey.entry.triggers.some((trigger) => trigger.type === 'event' && isMeant(trigger, tracked))
    if (!isStarted) return []
    const detail = `"${event}" starts this journey too: each run may begin the next, up to ten times.`
    return [fault(pointerTo('/body/steps', key), 'journey_starts_itself', detail)]
  })
}

function channelWarnings(pointer: string, { channels }: Sending): readonly Fault[] {
  const unknown = channels.flatMap((name, index) =>
    readChannel(name) === null
      ? [fault(`${pointer}/channels/${index}`, 'channel_unknown', `No channel "${name}" is known.`)]
      : [],
  )
  if (channels.some((name) => channelsFromTheStart.includes(readChannel(name) ?? ''))) return unknown
  const detail = `${channelsFromTheStart.join(', ')} is there from the start, every other channel once it has been set up in messaging; until then what this step sends is dropped.`
  return [...unknown, fault(`${pointer}/channels`, 'channel_unavailable', detail)]
}

// Nobody can ever have allowed what is no channel.
const conditionWarnings = ({ pointer, condition }: LocatedCondition): readonly Fault[] =>
  leavesOf(condition, `/body${pointer}`).flatMap(({ node, pointer: leaf }) =>
    'permission' in node && readChannel(node.permission.channel) === null
      ? [
          fault(
            `${leaf}/permission/channel`,
            'channel_unknown',
            `No channel "${node.permission.channel}" is known: this never holds.`,
          ),
        ]
      : [],
  )

function templateWarnings(pointer: string, sending: Sending, known: KnownDefinitions): readonly Fault[] {
  const template = sending.template === undefined ? null : known.template(sending.template)
  if (template === null) return []
  return [...textWarnings(pointer, sending, template), ...variableWarnings(pointer, sending, template)]
}

// What has no text for a channel goes by the next one; without any it is dropped.
function textWarnings(pointer: string, { channels, template: key }: Sending, { channels: texts }: TemplateCopy) {
  if (texts === undefined) return []
  return channels.flatMap((name, index) => {
    const channel = readChannel(name)
    if (channel === null || texts.includes(channel)) return []
    const detail = `The template "${key}" has no texts for ${channel}, only for ${texts.join(', ')}: nothing goes out by it.`
    return [fault(`${pointer}/channels/${index}`, 'template_lacks_channel', detail)]
  })
}

function variableWarnings(pointer: string, sending: Sending, template: TemplateCopy): readonly Fault[] {
  const given = Object.keys(sending.values)
  const needed = template.variables.map((name) => ({ name, root: String(parsePathBelow('data', name)?.[0] ?? name) }))
  const others = given.filter((name) => !needed.some(({ root }) => root === name))
  return needed.flatMap(({ name, root }) => {
    if (given.includes(root)) return []
    const near = nearest(root, others)
    const detail = `The template "${sending.template}" needs "${name}"; a message without it is dropped.`
    if (near === null) return [fault(`${pointer}/${sending.at}`, 'variable_missing', detail)]
    const at = pointerTo(`${pointer}/${sending.at}`, near)
    return [fault(at, 'variable_missing', `${detail} "${near}" is given: is "${root}" meant?`)]
  })
}

function permissionWarnings(pointer: string, needs: readonly Need[], known: KnownDefinitions): readonly Fault[] {
  const mine = needs.flatMap((need) =>
    need.need === 'permission' && need.pointer === `${pointer}/topic` ? [need] : [],
  )
  const [first] = mine
  if (first === undefined || mine.some(({ channel, topic, states }) => known.isAllowed(channel, topic, states)))
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
