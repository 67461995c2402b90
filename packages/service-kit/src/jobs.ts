export { type AnyImportKind, importKind } from './jobs/imports/import-kind.js'
export { type Job, type JobKind, jobKind, type Step } from './jobs/job.js'
export { setTurn } from './jobs/run-job.js'
export { insertJob } from './jobs/store.js'
