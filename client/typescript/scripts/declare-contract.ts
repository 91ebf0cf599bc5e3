import { join } from 'node:path';
import ts from 'typescript';
import { declareRetries } from './declare-retries.ts';
import { declareRouter } from './declare-router.ts';
import { packageFolder, root } from './root.ts';
import { TypePrinter } from './type-printer.ts';

const head = `// Generated from functions/api/{router,error-table}.ts by \`npm run generate:client\`; changes here are lost.

`;

/** Prints the contract of the service as plain types, independent of the modules behind it. */
export function declareContract(): string {
  const file = join(packageFolder, 'scripts/contract.ts');
  const program = ts.createProgram([file], compilerOptions());
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(checker);
  const exported = readExports(program, file);
  const find = (name: string): ts.Type => {
    const found = exported.find((one) => one.name === name);
    if (!found) throw new Error(`scripts/contract.ts does not export ${name}`);
    return found.type;
  };
  const [router, retries] = [find('AppRouter'), find('ErrorRetries')];
  const types = exported.filter(({ type }) => type !== router && type !== retries);
  for (const { type, name } of types) printer.name(type, name);
  return [
    head,
    ...types.map(({ type, ...rest }) => printer.declare(type, rest)),
    declareRetries(checker, retries),
    declareRouter(checker, printer, router),
  ].join('\n');
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

interface Exported {
  readonly name: string;
  readonly docs: string;
  readonly type: ts.Type;
}

function readExports(program: ts.Program, file: string): Exported[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is not a module`);
  const diagnostics = ts.getPreEmitDiagnostics(program, source);
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return {
      name: symbol.name,
      docs: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      type: checker.getDeclaredTypeOfSymbol(target),
    };
  });
}

const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};
