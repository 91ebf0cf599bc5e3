/** Item types: https://mp4ra.org/registered-types/item-types */
const codecs: Readonly<Record<string, string>> = {
  avc1: 'H.264',
  vvc1: 'VVC',
  jpeg: 'JPEG',
  j2k1: 'JPEG 2000',
  unci: 'uncompressed pixels',
  lhv1: 'layered HEVC',
};

/** Names a HEIF whose codec is not decoded. */
export function describeCodec(codec: string): string {
  return `HEIF with ${codecs[codec] ?? `pictures of type "${codec.replace(/[^ -~]/g, '?')}"`}`;
}
