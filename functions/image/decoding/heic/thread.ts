import { type MessagePort, parentPort } from 'node:worker_threads';
import type { Size } from '../../geometry.ts';
import { sharp } from '../../sharp.ts';
import { render } from '../render.ts';
import { begun, type SeparateReply, type SeparateTask } from '../separate/messages.ts';
import { stretchGreys } from '../stretch-greys.ts';
import { type HeifError, type HeifHandle, loadLibheif, type Plane } from './libheif.ts';
import { limitMemory } from './limit-memory.ts';

/**
 * The entry of the thread that decodes HEIC, one picture at a time. libheif runs in WebAssembly, which,
 * unlike native code, ends with its thread.
 */
const memory = limitMemory();
const libheif = loadLibheif();
const port = parentPort as MessagePort;

port.on('message', async (task: SeparateTask) => {
  port.postMessage(begun);
  port.postMessage(await tryToRender(task));
});

/** Damage that libheif reported. */
class DamageError extends Error {}

async function tryToRender(task: SeparateTask): Promise<SeparateReply> {
  try {
    return { pixels: await renderPicture(task) };
  } catch (error) {
    if (memory.isExceeded()) return { failure: 'memory' };
    // What WebAssembly throws can often not be sent.
    const failure = error instanceof DamageError ? 'corrupt' : 'crash';
    return { failure, message: String(error) };
  }
}

async function renderPicture(task: SeparateTask): Promise<Uint8Array> {
  const context = libheif.heif_context_alloc();
  try {
    const read = libheif.heif_context_read_from_memory(context, task.picture.data);
    if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new DamageError(read.message);
    const primary = orThrow(libheif.heif_js_context_get_primary_image_handle(context));
    try {
      return await renderPrimary(primary, task);
    } finally {
      libheif.heif_image_handle_release(primary);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

async function renderPrimary(primary: HeifHandle, task: SeparateTask): Promise<Uint8Array> {
  const channels = libheif.heif_image_handle_has_alpha_channel(primary) ? 4 : 3;
  const { image, channels: planes } = orThrow(
    libheif.heif_js_decode_image2(primary, colourSpace, chromas[channels]),
  );
  try {
    const { width, height } = task.picture;
    const pixels = removePadding(planes[0], task.picture, channels);
    if (task.picture.isLimitedGrey) stretchGreys(pixels, channels);
    const upright = sharp(pixels, { raw: { width, height, channels } });
    return await render(upright, task.picture, task.target);
  } finally {
    libheif.heif_image_release(image);
  }
}

const colourSpace = libheif.heif_colorspace.heif_colorspace_RGB;
/** By the number of channels. */
const chromas = {
  3: libheif.heif_chroma.heif_chroma_interleaved_RGB,
  4: libheif.heif_chroma.heif_chroma_interleaved_RGBA,
};

/** Moves the rows together in libheif's memory: a copy could need 100 MB. */
function removePadding(
  plane: Plane | undefined,
  { width, height }: Size,
  channels: number,
): Uint8Array {
  if (plane?.width !== width || plane.height !== height) {
    throw new DamageError(`The picture has ${plane?.width} x ${plane?.height} pixels.`);
  }
  const { data, stride } = plane;
  const rowBytes = width * channels;
  for (let y = 1; y < height && stride !== rowBytes; y += 1) {
    data.copyWithin(y * rowBytes, y * stride, y * stride + rowBytes);
  }
  return data.subarray(0, rowBytes * height);
}

function orThrow<Result extends object>(result: Result | HeifError): Result {
  if ('code' in result) throw new DamageError(result.message);
  return result;
}
