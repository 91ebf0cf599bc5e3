import { createRequire } from 'node:module';

/** The part of libheif-js that decoding needs; handles are libheif's own. */
export interface Libheif {
  heif_context_alloc(): HeifHandle;
  heif_context_free(context: HeifHandle): void;
  heif_context_read_from_memory(context: HeifHandle, data: Uint8Array): HeifError;
  heif_js_context_get_primary_image_handle(context: HeifHandle): HeifHandle | HeifError;
  heif_image_handle_has_alpha_channel(image: HeifHandle): number | boolean;
  heif_image_handle_release(image: HeifHandle): void;
  heif_js_decode_image2(
    image: HeifHandle,
    colourSpace: unknown,
    chroma: unknown,
  ): DecodedImage | HeifError;
  heif_image_release(image: HeifHandle): void;
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: {
    readonly heif_chroma_interleaved_RGB: unknown;
    readonly heif_chroma_interleaved_RGBA: unknown;
  };
}

export interface HeifHandle {
  readonly __handle?: never;
}

export interface HeifError {
  readonly code: unknown;
  readonly message: string;
}

export interface DecodedImage {
  readonly image: HeifHandle;
  readonly channels: readonly Plane[];
}

/** Pixels in libheif's memory; rows are padded to `stride` bytes. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
}

const require = createRequire(import.meta.url);

/** Loads libheif: 2 MB of WebAssembly, 50 ms. It is not bundled, so that its owner can exchange it. */
export function loadLibheif(): Libheif {
  return require('libheif-js/wasm-bundle');
}
