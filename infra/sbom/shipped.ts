/** The zips of a deployment, and the page within the function's. */
export type Place = 'function' | 'page' | 'runtime layer' | 'model layer';

/** Something of somebody else's that a deployment contains. */
export interface Shipped {
  readonly kind: 'library' | 'machine-learning-model' | 'data';
  readonly name: string;
  /** Unknown for a library inside a binary whose package does not name it. */
  readonly version?: string;
  /** Package URL without version, such as `pkg:npm/zod`. */
  readonly purl: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly places: readonly Place[];
  /** Whether a deployment may leave it out. */
  readonly optional?: boolean;
  /** Hash as npm writes it: algorithm, hyphen, base64. */
  readonly integrity?: string;
  /** Lower-case hexadecimal digits. */
  readonly sha256?: string;
  /** Where its bytes, or those that they were made from, are published. */
  readonly url?: string;
  /** What a reader would ask about it. */
  readonly note?: string;
  /** Libraries compiled into it. */
  readonly parts?: readonly Shipped[];
  /** Purls with version of what it requires at run time. */
  readonly requires?: readonly string[];
}

/** Identifies one version of something: its purl with the version. */
export function getPurl({ purl, version }: Pick<Shipped, 'purl' | 'version'>): string {
  return version === undefined ? purl : `${purl}@${encodeURIComponent(version)}`;
}
