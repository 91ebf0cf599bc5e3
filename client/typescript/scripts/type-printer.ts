import ts from 'typescript';

/** Prints types in full: what a declaration needs once the modules that made them are gone. */
export class TypePrinter {
  readonly #checker: ts.TypeChecker;
  /** The text of a type that has a name. */
  readonly #names = new Map<string, string>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** From now on a type that prints as this one does is called by that name. */
  name(type: ts.Type, name: string): void {
    this.#names.set(this.#inFull(type), name);
  }

  /** A type by its name, or in full where it has none. */
  print(type: ts.Type): string {
    const text = this.#inFull(type);
    return this.#names.get(text) ?? text;
  }

  /** `export interface` or `export type`, with its documentation. */
  declare(type: ts.Type, { name, docs }: { name: string; docs: string }): string {
    const text = type.isUnion() ? this.#list(type.types) : this.#inFull(type);
    const declaration =
      text.startsWith('{') && !type.isUnion()
        ? `interface ${name} ${text}`
        : `type ${name} = ${text};`;
    return `${comment(docs)}export ${declaration}\n`;
  }

  #inFull(type: ts.Type): string {
    if (type.isUnion()) return this.#union(type);
    if (this.#checker.isArrayType(type)) return this.#array(type);
    if (!(type.flags & ts.TypeFlags.Object) && !type.isIntersection()) return this.#simple(type);
    const indexed = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (indexed) return `Record<string, ${this.print(indexed)}>`;
    return this.#object(type);
  }

  /** What may be missing stands last; the rest may have a name of its own. */
  #union({ types }: ts.UnionType): string {
    const present = this.#list(types.filter((type) => !isMissing(type)));
    const named = this.#names.get(present) ?? present;
    return [named, ...types.filter(isMissing).map((type) => this.print(type))].join(' | ');
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
      .sort(byPlace)
      .map((property) => this.#member(property));
    return `{\n${members.join('')}}`;
  }

  #member(property: ts.Symbol): string {
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const type = this.print(this.#checker.getTypeOfSymbol(property));
    const docs = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
    return `${comment(docs)}${property.name}${isOptional ? '?' : ''}: ${type};\n`;
  }
}

function isMissing({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
}

/** Types that hold the same members list them in different orders: the sources have one. */
function byPlace(one: ts.Symbol, other: ts.Symbol): number {
  const [file, place] = placeOf(one);
  const [otherFile, otherPlace] = placeOf(other);
  return file.localeCompare(otherFile, 'en') || place - otherPlace;
}

function placeOf({ declarations }: ts.Symbol): [file: string, place: number] {
  const node = declarations?.[0];
  return node ? [node.getSourceFile().fileName, node.pos] : ['', 0];
}

/** A docstring, or nothing. */
export function comment(docs: string): string {
  const lines = docs.split('\n').map((line) => line.trim());
  if (docs === '') return '';
  if (lines.length === 1) return `/** ${docs} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}
