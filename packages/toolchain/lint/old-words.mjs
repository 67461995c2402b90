import { readFileSync } from 'node:fs'

const { parts, names, exempt } = JSON.parse(readFileSync(new URL('old-words.json', import.meta.url), 'utf8'))
const oldParts = new Set(parts)
const oldNames = new Set(names)

/** The word of a declared name that the glossary has replaced; undefined for a good name and for one that is exempt. */
export function findOldWord(name) {
  if (Object.hasOwn(exempt, name)) return undefined
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_$#]+/)
    .map((word) => word.toLowerCase())
  const bare = words.filter((word) => word !== '').join('')
  return oldNames.has(bare) ? bare : words.find((word) => oldParts.has(word))
}

const NAMES = new Set(['Identifier', 'PrivateIdentifier'])

/** The names that a pattern declares: of `{ a, b: [c = 1] }` they are a and c. */
function* declared(pattern) {
  if (pattern === null || pattern === undefined) return
  if (NAMES.has(pattern.type)) yield pattern
  else if (pattern.type === 'ObjectPattern')
    for (const property of pattern.properties) yield* declared(property.value ?? property.argument)
  else if (pattern.type === 'ArrayPattern') for (const element of pattern.elements) yield* declared(element)
  else if (pattern.type === 'AssignmentPattern') yield* declared(pattern.left)
  else if (pattern.type === 'RestElement') yield* declared(pattern.argument)
  else if (pattern.type === 'TSParameterProperty') yield* declared(pattern.parameter)
}

const rule = {
  create(context) {
    const look = (pattern) => {
      for (const identifier of declared(pattern)) {
        const word = findOldWord(identifier.name)
        if (word === undefined) continue
        const message = `"${identifier.name}": the glossary has another word for "${word}" (docs/glossary.md).`
        context.report({ node: identifier, message })
      }
    }
    const lookAtFunction = (node) => {
      look(node.id)
      for (const parameter of node.params) look(parameter)
    }
    const lookAtKey = (node) => {
      if (!node.computed) look(node.key)
    }
    const lookAtMethod = (node) => {
      lookAtKey(node)
      for (const parameter of node.params ?? []) look(parameter)
    }
    // What another module calls so is only used here; what it is called here is declared.
    const lookIfRenamed = (from, to) => {
      if (from.name !== to.name) look(to)
    }
    const lookAtId = (node) => look(node.id)
    return {
      VariableDeclarator: lookAtId,
      FunctionDeclaration: lookAtFunction,
      FunctionExpression: lookAtFunction,
      ArrowFunctionExpression: lookAtFunction,
      TSDeclareFunction: lookAtFunction,
      TSEmptyBodyFunctionExpression: lookAtFunction,
      TSFunctionType: lookAtFunction,
      TSConstructorType: lookAtFunction,
      TSTypeParameter: (node) => look(node.name),
      ImportSpecifier: (node) => lookIfRenamed(node.imported, node.local),
      ImportDefaultSpecifier: (node) => look(node.local),
      ImportNamespaceSpecifier: (node) => look(node.local),
      ExportSpecifier: (node) => lookIfRenamed(node.local, node.exported),
      ClassDeclaration: lookAtId,
      ClassExpression: lookAtId,
      CatchClause: (node) => look(node.param),
      MethodDefinition: lookAtKey,
      PropertyDefinition: lookAtKey,
      AccessorProperty: lookAtKey,
      TSAbstractMethodDefinition: lookAtKey,
      TSAbstractPropertyDefinition: lookAtKey,
      TSAbstractAccessorProperty: lookAtKey,
      TSPropertySignature: lookAtKey,
      TSMethodSignature: lookAtMethod,
      TSInterfaceDeclaration: lookAtId,
      TSTypeAliasDeclaration: lookAtId,
      TSEnumDeclaration: lookAtId,
      TSEnumMember: lookAtId,
      TSModuleDeclaration: lookAtId,
    }
  },
}

/** For oxlint: refuses the words that the glossary has replaced, in every name that is declared here. */
export default { meta: { name: 'polyphon' }, rules: { 'old-words': rule } }
