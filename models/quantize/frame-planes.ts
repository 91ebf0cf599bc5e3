import type { OnnxGraph } from '../network/onnx-graph.ts';
import type { Padding } from '../network/window.ts';

/** What is put around a picture: how wide on each side, and which red, green and blue. */
export interface Frame {
  readonly padding: Padding;
  readonly bytes: readonly [red: number, green: number, blue: number];
}

const colours = ['red', 'green', 'blue'] as const;

/**
 * Puts a frame around uint8 `planes` `[n, 3, h, w]` and returns the name of the greater planes.
 * Pad knows one value for all channels, so each goes through one of its own; this takes a fifth of a
 * millisecond, where a Where over the whole picture takes ten times as long.
 */
export function framePlanes(graph: OnnxGraph, planes: string, frame: Frame): string {
  const [top, left, bottom, right] = frame.padding;
  const pads = [0, 0, top, left, 0, 0, bottom, right];
  const padsName = graph.constant('frame.pads', BigInt64Array.from(pads, BigInt));
  graph.add({ operator: 'Split', inputs: [planes], outputs: colours, attributes: { axis: 1 } });
  const framed = colours.map((colour, channel) => {
    const byte = graph.constant(
      `frame.${colour}`,
      Uint8Array.of(frame.bytes[channel] as number),
      [],
    );
    const output = `${colour}.framed`;
    graph.add({ operator: 'Pad', inputs: [colour, padsName, byte], outputs: [output] });
    return output;
  });
  const output = `${planes}.framed`;
  graph.add({ operator: 'Concat', inputs: framed, outputs: [output], attributes: { axis: 1 } });
  return output;
}
