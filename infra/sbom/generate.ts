import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { listBundledFiles } from '../../esbuild.config.mjs';
import { BuildError } from '../errors.ts';
import { heicPackage } from '../layers/build-runtime-layer.ts';
import { findForbidden } from './allowed-licences.ts';
import { type Product, writeCycloneDx } from './cyclonedx.ts';
import { listHeifLibraries } from './heif-libraries.ts';
import { listLibvipsLibraries } from './libvips-libraries.ts';
import { writeLicenceList } from './licence-list.ts';
import { describePackages, readLockedPackages } from './locked-packages.ts';
import { describeModels } from './models.ts';
import { describePictures } from './sample-pictures.ts';
import { getPurl, type Shipped } from './shipped.ts';
import { type BundledFiles, listShippedPackages } from './shipped-packages.ts';

/**
 * Generates the documents about what ships in a deployment. They are the same on every platform, and
 * need no network.
 *
 * @param root Folder of the project, with its packages installed.
 * @returns Texts by path, relative to `root`.
 * @throws BuildError with a message of one sentence, also if a licence is not allowed.
 */
export async function generate(root: string): Promise<Record<string, string>> {
  const product: Product = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const shipped = await listShipped(root);
  refuseForbidden(shipped);
  return {
    'infra/sbom/glimpse.cdx.json': writeCycloneDx(product, shipped),
    'infra/sbom/licences.md': writeLicenceList(shipped),
  };
}

async function listShipped(root: string): Promise<Shipped[]> {
  const lockFile = await readFile(join(root, 'package-lock.json'), 'utf8');
  const files: BundledFiles = await listBundledFiles(root);
  const places = await listShippedPackages(root, files, lockFile);
  const packages = describePackages(readLockedPackages(JSON.parse(lockFile)), places);
  const shipped = [
    ...(await addParts(root, packages)),
    ...(await describeModels(root)),
    ...(await describePictures(root, files.page)),
  ];
  return shipped.sort((a, b) => (getPurl(a) < getPurl(b) ? -1 : 1));
}

/** Adds what packages say about the libraries compiled into them. */
async function addParts(root: string, packages: readonly Shipped[]): Promise<Shipped[]> {
  const libvips = await listLibvipsLibraries(root);
  return packages.map((each) => {
    if (each.name === 'onnxruntime-node') return { ...each, note: thirdParties(each) };
    if (each.name.startsWith('@img/sharp-libvips-')) return { ...each, parts: libvips };
    if (each.name !== heicPackage) return each;
    return { ...each, optional: true, parts: listHeifLibraries(root) };
  });
}

/** Only the repository of ONNX Runtime has this list. */
function thirdParties({ version }: Shipped): string {
  return `Contains libraries that its package does not name: https://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt`;
}

function refuseForbidden(shipped: readonly Shipped[]): void {
  const refused = shipped
    .flatMap((each) => [each, ...(each.parts ?? [])])
    .filter(({ licence }) => findForbidden(licence).length > 0)
    .map(({ name, licence }) => `${name} (${licence})`);
  if (refused.length === 0) return;
  throw new BuildError(
    `The licence of ${refused.join(', ')} is not on the list in infra/sbom/allowed-licences.ts: leave the package out, or add the licence and why it is allowed.`,
  );
}
