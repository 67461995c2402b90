// Every kind of channel; whoever writes one adds its line here.
export { email } from './email.js'
export { sms } from './sms.js'
