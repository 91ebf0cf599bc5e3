import type { Picture } from '../pictures/pictures.ts';

/** A program with its arguments. */
export type Command = readonly [string, ...string[]];

/** A request with one picture. */
export interface PictureRequest {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** A way of sending pictures to a server. */
export type Door = (picture: Picture) => PictureRequest;

/** A way to recognise what pictures show, as its users would write or start it. */
export interface Contestant {
  readonly name: string;
  /** Glimpse itself: if it fails, so does the bench. A peer that fails is listed as not run. */
  readonly isGlimpse: boolean;
  /** Variables for all of its processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Serves on a port of 127.0.0.1; `GET /health` answers 200. */
  serve(port: number): Command;
  /** Bytes of a picture in the body, or in a form. */
  readonly rest: Door;
  /** Base64 in JSON. */
  readonly json: Door;
  /** Classifies what it is told to on stdin: see `Loop`. */
  readonly loop: Command;
}

/** A way to classify all pictures of a folder. */
export interface FilesContestant extends Pick<Contestant, 'name' | 'isGlimpse' | 'env'> {
  /** Prints one line for each picture of a folder. */
  files(folder: string): Command;
}

/** Sends the bytes of a picture as body. */
export const postBytes =
  (path: string): Door =>
  ({ type, bytes }) => ({ path, type, body: bytes });

/** Sends JSON that contains a picture in base64. */
export const postJson =
  (path: string, wrap: (base64: string) => object): Door =>
  ({ bytes }) => ({
    path,
    type: 'application/json',
    body: Buffer.from(JSON.stringify(wrap(bytes.toString('base64')))),
  });
