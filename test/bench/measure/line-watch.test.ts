import { expect, test } from 'vitest';
import { LineWatch } from './line-watch.ts';

test('needs as many lines as were expected', () => {
  const watch = new LineWatch(3);
  watch.read(Buffer.from('one\ntw'), process.pid);
  expect(() => watch.coresBetween()).toThrow('it printed 1 lines instead of 3');
  watch.read(Buffer.from('o\nthree\n'), process.pid);
  expect(watch.coresBetween()).toBeGreaterThanOrEqual(0);
  watch.read(Buffer.from('four\n'), process.pid);
  expect(() => watch.coresBetween()).toThrow('4 lines');
});

test('cannot tell anything from lines that come all at once', () => {
  const watch = new LineWatch(2);
  watch.read(Buffer.from('one\ntwo\n'), process.pid);
  expect(() => watch.coresBetween()).toThrow('all lines at once');
});
