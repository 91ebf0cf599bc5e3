import ts from 'typescript';
import { comment, type TypePrinter } from './type-printer.ts';

const head = `/** For one call of a procedure. */
export interface TrpcOptions {
  signal?: AbortSignal;
}

/** A procedure as tRPC's types ask for it; what only the server uses is left out. */
export interface TrpcProcedure<Kind extends 'query' | 'mutation', Input, Output> {
  (options: unknown): Promise<Output>;
  meta: object;
  _def: {
    $types: { input: Input; output: Output; errorShape: TrpcErrorShape };
    procedure: true;
    type: Kind;
    meta: unknown;
    experimental_caller: boolean;
    inputs: never[];
  };
}
`;

/**
 * A router without its server, as the constraint `AnyRouter` of tRPC wants it.
 *
 * @param config what else the configuration of a router has.
 */
const routerOf = (record: string, config: readonly string[]): string => `
/**
 * The type of the router, for a tRPC client of your own: \`createTRPCClient<AppRouter>(...)\` and
 * \`inferRouterOutputs<AppRouter>\`, with the version of @trpc/client that the service has.
 */
export interface AppRouter {
  createCaller: never;
  _def: {
    _config: {
      $types: { ctx: object; meta: object; errorShape: TrpcErrorShape; transformer: false };
${config.map((name) => `${name}: never;`).join('\n')}
    };
    router: true;
    procedures: TrpcRecord;
    record: TrpcRecord;
    lazy: never;
  };
}

/** The procedures of the router. */
export interface TrpcRecord {
${record}
}
`;

interface Procedure {
  readonly name: string;
  readonly docs: string;
  readonly kind: 'query' | 'mutation';
  readonly input: string;
  readonly output: string;
}

/** The router twice: as tRPC's client has it, readable, and as tRPC's own types want it. */
export function declareRouter(
  checker: ts.TypeChecker,
  printer: TypePrinter,
  router: ts.Type,
): string {
  const at = (type: ts.Type, ...path: string[]): ts.Type =>
    path.reduce((inner, name) => {
      const property = checker.getPropertyOfType(inner, name);
      if (!property) throw new Error(`${checker.typeToString(inner)} has no ${name}`);
      return checker.getTypeOfSymbol(property);
    }, type);
  const procedures = checker
    .getPropertiesOfType(at(router, '_def', 'record'))
    .map((symbol): Procedure => {
      const definition = at(checker.getTypeOfSymbol(symbol), '_def');
      return {
        name: symbol.name,
        docs: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        kind: checker.typeToString(at(definition, 'type')) === '"query"' ? 'query' : 'mutation',
        input: printer.print(at(definition, '$types', 'input')),
        output: printer.print(at(definition, '$types', 'output')),
      };
    });
  const config = checker
    .getPropertiesOfType(at(router, '_def', '_config'))
    .filter(({ name, flags }) => name !== '$types' && !(flags & ts.SymbolFlags.Optional))
    .map(({ name }) => name);
  const record = procedures.map(member).join('\n');
  return [head, routerOf(record, config), clientOf(procedures)].join('\n');
}

function member({ name, kind, input, output }: Procedure): string {
  return `${name}: TrpcProcedure<'${kind}', ${input}, ${output}>;`;
}

function clientOf(procedures: readonly Procedure[]): string {
  const calls = procedures.map(({ name, docs, kind, input, output }) => {
    const optional = /\b(void|undefined)$/.test(input) ? '?' : '';
    const type = input === 'void' ? 'undefined' : input.replace(/ \| undefined$/, '');
    const call = kind === 'query' ? 'query' : 'mutate';
    return `${comment(docs)}${name}: { ${call}(input${optional}: ${type}, options?: TrpcOptions): Promise<${output}> };`;
  });
  return `/** The typed tRPC client: each procedure by its name. */\nexport interface TrpcClient {\n${calls.join('\n')}\n}\n`;
}
