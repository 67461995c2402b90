// Every kind of step; whoever writes one adds its line here.
export { ask } from './ask.js'
export { branch } from './branch.js'
export { exit } from './exit.js'
export { goTo } from './goto.js'
export { send } from './send.js'
export { wait } from './wait.js'
export { waitFor } from './wait-for.js'
