export interface SendAtOnceOptions {
  /** Of all clients together. */
  readonly requests: number;
  readonly clients: number;
}

/** Sends requests as so many clients do, each one after the other; resolves to the milliseconds of each. */
export async function sendAtOnce(
  send: () => Promise<number>,
  { requests, clients }: SendAtOnceOptions,
): Promise<number[]> {
  const latencies: number[] = [];
  let left = requests;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      latencies.push(await send());
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return latencies;
}
