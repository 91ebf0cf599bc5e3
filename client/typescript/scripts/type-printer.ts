import ts from 'typescript';

/** Prints types in full, so that a declaration does not need the modules that define them. */
export class TypePrinter {
  readonly #checker: ts.TypeChecker;
  /** Names of types, by their text. */
  readonly #names = new Map<string, string>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** From now on, prints types with the same text as this one by that name. */
  name(type: ts.Type, name: string): void {
    this.#names.set(this.#inFull(type), name);
  }

  /** Prints a type by its name, or in full if it does not have one. */
  print(type: ts.Type): string {
    const text = this.#inFull(type);
    return this.#names.get(text) ?? text;
  }

  /** Prints `export interface` or `export type`, with the documentation. */
  declare(type: ts.Type, { name, docs }: { name: string; docs: string }): string {
    const text = type.isUnion() ? this.#list(type.types) : this.#inFull(type);
    const declaration =
      text.startsWith('{') && !type.isUnion()
        ? `interface ${name} ${text}`
        : `type ${name} = ${text};`;
    return `${printComment(docs)}export ${declaration}\n`;
  }

  #inFull(type: ts.Type): string {
    if (type.isUnion()) return this.#union(type);
    if (this.#checker.isArrayType(type)) return this.#array(type);
    if (!(type.flags & ts.TypeFlags.Object) && !type.isIntersection()) return this.#simple(type);
    const indexed = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (indexed) return `Record<string, ${this.print(indexed)}>`;
    return this.#object(type);
  }

  /** Prints null and undefined last; the other types together may have a name. */
  #union({ types }: ts.UnionType): string {
    const present = this.#list(types.filter((type) => !isNullish(type)));
    const named = this.#names.get(present) ?? present;
    return [named, ...types.filter(isNullish).map((type) => this.print(type))].join(' | ');
  }

  #list(types: ts.Type[]): string {
    return types
      .map((type) => this.print(type))
      .join(' | ')
      .replace('false | true', 'boolean');
  }

  #array(type: ts.Type): string {
    const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
    if (!item) return 'unknown[]';
    const text = this.print(item);
    return item.isUnion() && !/^\w+$/.test(text) ? `(${text})[]` : `${text}[]`;
  }

  #simple(type: ts.Type): string {
    if (type.isStringLiteral()) return `'${type.value}'`;
    return this.#checker.typeToString(type);
  }

  #object(type: ts.Type): string {
    const members = this.#checker
      .getPropertiesOfType(type)
      .sort(bySourcePosition)
      .map((property) => this.#member(property));
    return `{\n${members.join('')}}`;
  }

  #member(property: ts.Symbol): string {
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const type = this.print(this.#checker.getTypeOfSymbol(property));
    const docs = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
    return `${printComment(docs)}${property.name}${isOptional ? '?' : ''}: ${type};\n`;
  }
}

function isNullish({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
}

/** Types with the same members may list them in different orders; the order in the sources is stable. */
function bySourcePosition(one: ts.Symbol, other: ts.Symbol): number {
  const [file, position] = getPosition(one);
  const [otherFile, otherPosition] = getPosition(other);
  return file.localeCompare(otherFile, 'en') || position - otherPosition;
}

function getPosition({ declarations }: ts.Symbol): [file: string, position: number] {
  const node = declarations?.[0];
  return node ? [node.getSourceFile().fileName, node.pos] : ['', 0];
}

/** Prints a docstring; empty if there is no documentation. */
export function printComment(docs: string): string {
  const lines = docs.split('\n').map((line) => line.trim());
  if (docs === '') return '';
  if (lines.length === 1) return `/** ${docs} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}
