import { expect, test } from 'vitest';
import { example } from './example.ts';
import { renderSvg } from './svg.ts';

const svg = renderSvg(example);

/** Returns the first group of each match. */
const findAll = (pattern: RegExp) => [...svg.matchAll(pattern)].map(([, found]) => found);

test('draws bars as long as the ratios', () => {
  // The longest end of an interval, 2.1, is 115 pixels long.
  const widths = findAll(/<rect class="(?:ours|theirs)"[^>]* width="([\d.]+)"/g);
  expect(widths.slice(0, 2)).toEqual(['54.8', '109.5']);
});

test('shows the fastest DataLoader only', () => {
  expect(svg).toContain('>PyTorch DataLoader, 2 workers</text>');
  expect(svg).not.toContain('0 workers');
});

test('has a title and a description with all numbers', () => {
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title description">/);
  expect(findAll(/<title id="title">(.*)<\/title>/g)).toHaveLength(1);
  expect(findAll(/<desc id="description">(.*)<\/desc>/g)[0]).toContain(
    'A small photograph by HTTP: Glimpse, ResNet-18 int8 1.00, A &amp; B &lt;fast&gt; 2.00.',
  );
});

test('has colours for light and dark, and loads nothing', () => {
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|<image/);
});

test('escapes names', () => {
  expect(svg).toContain('>A &amp; B &lt;fast&gt;</text>');
  expect(svg).not.toContain('<fast>');
});

test('leaves out what was not measured', () => {
  expect(svg).not.toContain('Peak memory');
});
