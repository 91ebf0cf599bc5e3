import { Contrib, Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import { getPurl, type Shipped } from './shipped.ts';

/** The fields of `package.json` that are needed here. */
export interface Product {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

/**
 * Writes a CycloneDX 1.6 document: https://cyclonedx.org/docs/1.6/json/. It has neither a time nor a
 * serial number, so the same components give the same bytes.
 */
export function writeCycloneDx(product: Product, shipped: readonly Shipped[]): string {
  const components = new Map(shipped.map((each) => [getPurl(each), toComponent(each)]));
  const { name, version, description, license } = product;
  const main = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: name,
    version,
    description,
    licenses: toLicences(license),
  });
  for (const each of shipped) {
    const component = components.get(getPurl(each));
    if (component) main.dependencies.add(component.bomRef);
    for (const purl of each.requires ?? []) {
      const required = components.get(purl);
      if (required) component?.dependencies.add(required.bomRef);
    }
  }
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: main }),
    components: new Models.ComponentRepository(components.values()),
  });
  const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const serializer = new Serialize.JsonSerializer(normalizers);
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** @param within Prefix of the reference: two binaries may contain the same library. */
function toComponent(shipped: Shipped, within = ''): Models.Component {
  const purl = getPurl(shipped);
  const { kind, name, version, licence, places, optional, url, note, parts = [] } = shipped;
  const hashes = toHashes(shipped);
  const published = new Models.ExternalReferenceRepository();
  // The hash of what is published belongs to its address.
  const { SourceDistribution } = Enums.ExternalReferenceType;
  if (url) published.add(new Models.ExternalReference(url, SourceDistribution, { hashes }));
  return new Models.Component(kind as Enums.ComponentType, name, {
    bomRef: `${within}${purl}`,
    purl,
    ...(version !== undefined && { version }),
    ...(note !== undefined && { description: note }),
    scope: optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    licenses: toLicences(licence),
    ...(!url && { hashes }),
    externalReferences: published,
    properties: new Models.PropertyRepository(
      places.map((place) => new Models.Property('glimpse:place', place)),
    ),
    components: new Models.ComponentRepository(parts.map((part) => toComponent(part, `${purl}#`))),
  });
}

function toHashes({ integrity, sha256 }: Shipped): Models.HashDictionary {
  const { parsePackageIntegrity } = Contrib.FromNodePackageJson.Utils;
  return new Models.HashDictionary([
    ...(integrity ? [parsePackageIntegrity(integrity)] : []),
    ...(sha256 ? [[Enums.HashAlgorithm['SHA-256'], sha256] as const] : []),
  ]);
}

function toLicences(expression: string): Models.LicenseRepository {
  const licence = SPDX.isSupportedSpdxId(expression)
    ? new Models.SpdxLicense(expression)
    : new Models.LicenseExpression(expression);
  return new Models.LicenseRepository([licence]);
}
