import { expect, test } from 'vitest';
import { ok, problem, renderCheckResult, skipped } from '../../../client/terminal/check-result.ts';

test('a check result is one line, and a problem has a second one with advice', () => {
  const layout = { style: { colour: false, columns: null }, nameColumns: 8 };
  const results = [
    ok('node', 'Node 24.1.0'),
    problem('port', '127.0.0.1:3000 is in use\u001b[2J', 'choose another with PORT'),
    skipped('quota', 'no permission to read it'),
  ];
  expect(results.map((result) => renderCheckResult(result, layout)).join('')).toBe(
    `✓ node     Node 24.1.0
✗ port     127.0.0.1:3000 is in use\ufffd[2J
           → choose another with PORT
- quota    no permission to read it
`,
  );
});
