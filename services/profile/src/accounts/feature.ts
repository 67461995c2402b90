import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { accountRoutes } from './http/accounts.js'
import { accountsPersonal } from './personal.js'

/** Companies, households and other groups of people. */
export const accounts: Feature<ProfileDeps> = { routes: [accountRoutes], personal: accountsPersonal }
