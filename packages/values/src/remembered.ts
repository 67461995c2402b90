// Whoever sends ever new names must not fill the memory.
const MOST_REMEMBERED = 2_000

/** Remembers answers of `ask`, which are the same for the same text: asking Intl costs far more than all else here. */
export function remembered<Value>(ask: (question: string) => Value): (question: string) => Value {
  const answers = new Map<string, Value>()
  return (question) => {
    const known = answers.get(question)
    if (known !== undefined) return known
    const value = ask(question)
    if (answers.size >= MOST_REMEMBERED) answers.clear()
    answers.set(question, value)
    return value
  }
}
