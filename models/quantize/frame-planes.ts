import type { OnnxGraph } from '../network/onnx-graph.ts';
import type { Padding } from '../network/window.ts';

/** A frame around a picture: its width on each side and its colour. */
export interface Frame {
  readonly padding: Padding;
  readonly bytes: readonly [red: number, green: number, blue: number];
}

const colours = ['red', 'green', 'blue'] as const;

/**
 * Adds a frame around uint8 `planes` `[n, 3, h, w]` and returns the name of the larger planes.
 * Pad takes one value for all channels, so each channel has its own Pad: 0.2 ms, a tenth of the
 * time of a Where over the whole picture.
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
