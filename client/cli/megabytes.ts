/** `5.06 MB`: a million bytes each, as disks and networks count. */
export function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return `${millions.toFixed(millions < 10 ? 2 : 1)} MB`;
}
