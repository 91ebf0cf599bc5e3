import { Pool } from 'undici';
import type { PictureRequest } from '../contestants/contestant.ts';

/** Sends requests to a server of this machine, on connections that are kept. */
export class HttpClient {
  readonly #pool: Pool;

  /** @param connections Max number at once. */
  constructor(port: number, connections = 1) {
    this.#pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  }

  /**
   * Resolves to the milliseconds until the last byte of the answer.
   *
   * @throws Error with the answer if its status is not 200.
   */
  async send({ path, type, body }: PictureRequest): Promise<number> {
    const headers = { 'content-type': type };
    return await this.#time({ method: 'POST', path, headers, body });
  }

  /** The same for `GET /health`. */
  async askHealth(): Promise<number> {
    return await this.#time({ method: 'GET', path: '/health' });
  }

  async #time(options: Parameters<Pool['request']>[0]): Promise<number> {
    const started = performance.now();
    const { statusCode, body } = await this.#pool.request(options);
    const text = await body.text();
    const ms = performance.now() - started;
    if (statusCode !== 200) throw new Error(`answered ${statusCode}: ${text.slice(0, 300)}`);
    return ms;
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
