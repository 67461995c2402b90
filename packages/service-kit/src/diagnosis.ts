export { type DiagnosisCheck, type Found, ok } from './diagnosis/finding.js'
