import { CONDITIONS_GUIDE } from '@polyphon/conditions'
import { defineService } from '@polyphon/service-kit'
import { openKeyring } from '@polyphon/service-kit/access'
import { resealErasures } from '@polyphon/service-kit/rights'
import { openNotices } from '@polyphon/service-kit/work'
import { access } from './access/feature.js'
import { publishAccess } from './access/steps/publish-access.js'
import { sealSigningKeys } from './access/steps/seal-signing-keys.js'
import { accounts } from './accounts/feature.js'
import { profileCodes } from './codes.js'
import { computed } from './computed/feature.js'
import { profileSettings } from './config.js'
import { consents } from './consents/feature.js'
import { directory } from './directory/feature.js'
import { sealStaffUrls } from './directory/steps/staff-urls.js'
import { erasures } from './erasures/feature.js'
import { sealForgettingKey } from './erasures/steps/forgetting-key.js'
import { takePart } from './exports/commands/take-part.js'
import { exports } from './exports/feature.js'
import { history } from './history/feature.js'
import { mydata } from './mydata/feature.js'
import { people } from './people/feature.js'
import { profiles } from './profiles/feature.js'
import { records } from './records/feature.js'
import { reports } from './reports/feature.js'
import { restores } from './restores/feature.js'
import { restrictions } from './restrictions/feature.js'
import { segments } from './segments/feature.js'
import { splits } from './splits/feature.js'
import { timeline } from './timeline/feature.js'
import { tracking } from './tracking/feature.js'
import { openClocks } from './tracking/workers/clocks.js'
import { openCollector } from './tracking/workers/collector.js'
import { openRejections } from './tracking/workers/rejections.js'
import { work } from './work/feature.js'
import { noticeWays } from './work/workers/notice-ways.js'

export const profileService = defineService({
  name: 'profile',
  port: 7001,
  title: 'Polyphon profile',
  description:
    'Who somebody is, what they did and which segments they are in; the door for everything that happens, and the workspaces with their keys.',
  tags: {
    collect: 'The tracking API: what people do, sent by browsers and servers, and what became of it.',
    profiles: 'People: their identifiers, traits and timeline.',
    accounts: 'Companies, households and other groups of people.',
    segments: 'Conditions over people, and who fulfils them.',
    'computed traits': 'Traits that are worked out from what people did.',
    context: 'What a page may know of the person who looks at it.',
    'person tokens': 'Tokens with which one person sees and does what is theirs.',
    privacy: 'What somebody may ask for: a copy, an end, a rest; and what is recorded of processing.',
    directory: 'The people of the firm: who they are, which unit they are of, and what their roles allow.',
    keys: 'The keys of a workspace: secret, publishable, and those that sign for people.',
    workspaces: 'Workspaces, which are apart from each other in everything.',
  },
  codes: profileCodes,
  usage: { counts: 'events', means: 'Events that were accepted, each `messageId` once, whoever sent or ordered them' },
  guide: CONDITIONS_GUIDE,
  settings: profileSettings,
  // An event that is accepted into the log cannot be accepted without it.
  needsLog: ({ INGEST_MODE: mode }) => mode === 'log',
  migrations: new URL('../migrations', import.meta.url),
  // These tables are the truth; the others keep a copy of them.
  keepsPeople: false,
  keepsWorkspaces: false,
  publishAccess: (deps) => (tx, put) => publishAccess(tx, put, deps.tools.keyring),
  onExportPart: () => (tx, part) => takePart(tx, 'profile', part),
  open: async (deps) => {
    const keyring = openKeyring(deps.settings.SECRETS_KEYS)
    const collector = openCollector({ ...deps, keyring })
    const rejections = openRejections(deps)
    const notices = openNotices(deps, noticeWays({ ...deps, keyring }))
    const close = async (): Promise<void> => {
      rejections.close()
      await Promise.all([collector.close(), notices.close()])
    }
    return { tools: { collector, rejections, clocks: openClocks(deps), keyring, notices }, close }
  },
  seal: () => async (tx, keyring) => {
    await sealSigningKeys(tx, keyring)
    await sealStaffUrls(tx, keyring)
    await sealForgettingKey(tx, keyring)
    await resealErasures(tx, keyring)
  },
  groups: {
    timeline: 'background',
    collected: 'prompt',
    orders: 'prompt',
    people: 'background',
    definitions: 'background',
    work: 'prompt',
  },
  features: [
    mydata,
    records,
    exports,
    work,
    splits,
    history,
    restores,
    restrictions,
    tracking,
    profiles,
    accounts,
    consents,
    computed,
    reports,
    timeline,
    segments,
    directory,
    access,
    erasures,
    people,
  ],
})
