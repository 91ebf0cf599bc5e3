import { join } from 'node:path';
import ts from 'typescript';
import { declareRouter } from './declare-router.ts';
import { packageFolder, root } from './root.ts';
import { TypePrinter } from './type-printer.ts';

const head = `// Generated from functions/api/router.ts by \`npm run generate:client\`; changes here are lost.

`;

/** The contract of the service as plain types, without anything that it is made of. */
export function declareContract(): string {
  const file = join(packageFolder, 'scripts/contract.ts');
  const program = ts.createProgram([file], compilerOptions());
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(checker);
  const exported = exportsOf(program, file);
  const types = exported.filter(({ name }) => name !== 'AppRouter');
  for (const { type, name } of types) printer.name(type, name);
  const router = exported.find(({ name }) => name === 'AppRouter');
  if (!router) throw new Error('build/contract.ts exports no AppRouter');
  return [
    head,
    ...types.map(({ type, ...rest }) => printer.declare(type, rest)),
    declareRouter(checker, printer, router.type),
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

function exportsOf(program: ts.Program, file: string): Exported[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  const complaints = ts.getPreEmitDiagnostics(program, source);
  if (complaints.length > 0) throw new Error(ts.formatDiagnostics(complaints, formatHost));
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
