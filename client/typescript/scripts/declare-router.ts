/**
 * Prints the type of the router with the compiler API. `AppRouter` is inferred from the router, so
 * its own declaration file would import tRPC's server, zod and `functions/`. The package must not have
 * dependencies, so its `.d.ts` holds plain types, with just enough structure to satisfy tRPC's
 * constraint `AnyRouter`.
 *
 * If a new major version of TypeScript or tRPC breaks this: run `npm run generate:client` and read
 * the diff of `src/contract.ts`, which should be empty. These scripts need `createProgram`,
 * `getPropertiesOfType`, `getTypeOfSymbol` and `typeToString`, and the paths `_def.record` and
 * `_def.$types` of tRPC's types: adapt those first. `npm run check:types` compares the result with the
 * router's own type (test/client/typescript/trpc.test.ts). If the compiler API is gone, edit
 * `src/contract.ts` by hand along with the router: that check finds every difference.
 */
import ts from 'typescript';
import { printComment, type TypePrinter } from './type-printer.ts';

const head = `/** Options of one call of a procedure. */
export interface TrpcOptions {
  signal?: AbortSignal;
}

/** A procedure with the fields that tRPC's client requires, without those of the server. */
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
 * Prints a router without its server, as tRPC's constraint `AnyRouter` requires.
 *
 * @param config names of the other fields of a router's configuration
 */
const printRouter = (record: string, config: readonly string[]): string => `
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

/** Prints the router twice: as tRPC's own types require it, and as a readable client. */
export function declareRouter(
  checker: ts.TypeChecker,
  printer: TypePrinter,
  router: ts.Type,
): string {
  const typeAt = (type: ts.Type, ...path: string[]): ts.Type =>
    path.reduce((inner, name) => {
      const property = checker.getPropertyOfType(inner, name);
      if (!property) throw new Error(`${checker.typeToString(inner)} has no property ${name}`);
      return checker.getTypeOfSymbol(property);
    }, type);
  const procedures = checker
    .getPropertiesOfType(typeAt(router, '_def', 'record'))
    .map((symbol): Procedure => {
      const definition = typeAt(checker.getTypeOfSymbol(symbol), '_def');
      return {
        name: symbol.name,
        docs: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        kind: checker.typeToString(typeAt(definition, 'type')) === '"query"' ? 'query' : 'mutation',
        input: printer.print(typeAt(definition, '$types', 'input')),
        output: printer.print(typeAt(definition, '$types', 'output')),
      };
    });
  const config = checker
    .getPropertiesOfType(typeAt(router, '_def', '_config'))
    .filter(({ name, flags }) => name !== '$types' && !(flags & ts.SymbolFlags.Optional))
    .map(({ name }) => name);
  const record = procedures.map(printMember).join('\n');
  return [head, printRouter(record, config), printClient(procedures)].join('\n');
}

function printMember({ name, kind, input, output }: Procedure): string {
  return `${name}: TrpcProcedure<'${kind}', ${input}, ${output}>;`;
}

function printClient(procedures: readonly Procedure[]): string {
  const calls = procedures.map(({ name, docs, kind, input, output }) => {
    const optional = /\b(void|undefined)$/.test(input) ? '?' : '';
    const type = input === 'void' ? 'undefined' : input.replace(/ \| undefined$/, '');
    const call = kind === 'query' ? 'query' : 'mutate';
    return `${printComment(docs)}${name}: { ${call}(input${optional}: ${type}, options?: TrpcOptions): Promise<${output}> };`;
  });
  return `/** The typed tRPC client: each procedure by its name. */\nexport interface TrpcClient {\n${calls.join('\n')}\n}\n`;
}
