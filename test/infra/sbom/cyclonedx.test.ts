import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { writeCycloneDx } from '../../../infra/sbom/cyclonedx.ts';
import type { Shipped } from '../../../infra/sbom/shipped.ts';
import { root } from '../../support/fixtures.ts';

/** CycloneDX's own schemas, which its library has. */
const schemas = join(
  dirname(fileURLToPath(import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'))),
  'res/schema',
);
const readSchema = (name: string): object =>
  JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));

function compile(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const name of ['date-time', 'email', 'idn-email', 'string', 'uri'])
    ajv.addFormat(name, true);
  ajv.addFormat('iri-reference', (text) => URL.canParse(text, 'https://example.com'));
  for (const name of ['spdx', 'jsf-0.82']) {
    ajv.addSchema(readSchema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  return ajv.compile(readSchema('bom-1.6'));
}

const validate = compile();
const committed = (): string => readFileSync(join(root, 'infra/sbom/glimpse.cdx.json'), 'utf8');

const product = { name: 'product', version: '1.0.0', description: 'A product', license: 'MIT' };
const library: Shipped = {
  kind: 'library',
  name: 'a',
  version: '1.0.0',
  purl: 'pkg:npm/a',
  licence: 'MIT',
  places: ['function'],
};

describe('the committed document', () => {
  test('is valid CycloneDX 1.6', () => {
    const document = JSON.parse(committed());
    validate(document);
    expect(validate.errors).toBe(null);
    expect(document).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  });

  test('has a licence for every component, a hash and a version for every package', () => {
    const { components } = JSON.parse(committed());
    const packages = components.filter(({ purl }: Shipped) => purl.startsWith('pkg:npm/'));
    expect(packages.length).toBeGreaterThan(20);
    for (const each of packages) {
      expect(each).toMatchObject({
        purl: expect.stringMatching(/@[\d.]+$/),
        version: expect.stringMatching(/^[\d.]+$/),
        hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
      });
    }
    for (const { name, licenses } of components)
      expect([name, licenses]).toEqual([name, [expect.anything()]]);
  });

  test('has nothing that differs between two runs', () => {
    expect(JSON.parse(committed())).not.toHaveProperty('serialNumber');
    expect(JSON.parse(committed()).metadata).not.toHaveProperty('timestamp');
  });
});

describe('the schema', () => {
  test.each([
    ['a licence that SPDX does not know', { licenses: [{ license: { id: 'Nonsense-1.0' } }] }],
    ['a hash of the wrong length', { hashes: [{ alg: 'SHA-512', content: '00' }] }],
    ['an unknown kind', { type: 'gadget' }],
  ])('refuses %s', (_, change) => {
    const document = JSON.parse(committed());
    Object.assign(document.components[0], change);
    expect(validate(document)).toBe(false);
  });
});

describe('writes', () => {
  test('two binaries with the same library inside, with different references', () => {
    const part: Shipped = { ...library, name: 'part', purl: 'pkg:generic/part' };
    const text = writeCycloneDx(product, [
      { ...library, parts: [part] },
      { ...library, name: 'b', purl: 'pkg:npm/b', parts: [part] },
    ]);
    const document = JSON.parse(text);
    expect(validate(document)).toBe(true);
    expect(
      text.match(/"bom-ref": "pkg:npm\/[ab]@1\.0\.0#pkg:generic\/part@1\.0\.0"/g),
    ).toHaveLength(2);
  });

  test('what a package requires, and the same bytes in any order', () => {
    const other: Shipped = {
      ...library,
      name: 'b',
      purl: 'pkg:npm/b',
      requires: ['pkg:npm/a@1.0.0'],
    };
    const text = writeCycloneDx(product, [library, other]);
    expect(JSON.parse(text).dependencies).toContainEqual({
      ref: 'pkg:npm/b@1.0.0',
      dependsOn: ['pkg:npm/a@1.0.0'],
    });
    expect(writeCycloneDx(product, [other, library])).toBe(text);
  });

  test('an expression of several licences, and the hash of a download with its address', () => {
    const text = writeCycloneDx(product, [
      {
        ...library,
        licence: 'MIT AND LicenseRef-other',
        url: 'https://example.com/a.pth',
        // sha256 of nothing, FIPS 180-4.
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
    ]);
    const document = JSON.parse(text);
    expect(validate(document)).toBe(true);
    const [component] = document.components;
    expect(component.licenses).toEqual([{ expression: 'MIT AND LicenseRef-other' }]);
    expect(component).not.toHaveProperty('hashes');
    expect(component.externalReferences).toMatchObject([
      { url: 'https://example.com/a.pth', hashes: [{ alg: 'SHA-256' }] },
    ]);
  });
});
