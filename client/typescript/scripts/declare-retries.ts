import type ts from 'typescript';

const head = `/**
 * Codes of the service for which a retry may help: \`later\` if the caller chooses to, \`automatic\` after
 * the pause that the details name.
 */
export const errorRetries: Readonly<Partial<Record<string, 'later' | 'automatic'>>> = {`;

/** Prints the column `retry` of the error table as a constant, without the codes that have `never`. */
export function declareRetries(checker: ts.TypeChecker, table: ts.Type): string {
  const rows = checker.getPropertiesOfType(table).flatMap((symbol) => {
    const retry = checker.typeToString(checker.getTypeOfSymbol(symbol)).slice(1, -1);
    return retry === 'never' ? [] : [`${symbol.name}: '${retry}',`];
  });
  return [head, ...rows, '};\n'].join('\n');
}
