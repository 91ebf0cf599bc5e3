import { ImageError } from './image-error.ts';

/** @throws ImageError `IMAGE_TOO_LARGE` */
export function refuseTooLarge(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  const message = `The picture has ${bytes} bytes and ${limit} are taken here; shrink it or save it at lower quality.`;
  throw new ImageError('IMAGE_TOO_LARGE', { bytes, limit }, { message });
}
