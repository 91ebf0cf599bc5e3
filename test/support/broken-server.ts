import type { Service } from '../../functions/api/service.ts';
import { originGuard } from '../../functions/http/middleware/origin-guard.ts';
import { ConcurrencyLimit } from '../../functions/inference/concurrency-limit.ts';
import { openModel } from '../../models/store/open-model.ts';
import { createDamagedModel } from './damaged-model.ts';
import { modelFolder } from './fixtures.ts';
import { startTestServer, type TestServer } from './glimpse.ts';
import { removeOutput } from './onnx.ts';
import { createTestService } from './service.ts';

export interface BrokenServer extends TestServer {
  /** Repairs what makes every request fail. */
  readonly recover?: () => Promise<void>;
}

/** Starts a server that answers `MODEL_UNAVAILABLE` until its model is repaired. */
export async function startDamaged(): Promise<BrokenServer> {
  const { folder, repair } = await createDamagedModel();
  return { ...(await startTestServer({ folder })), recover: repair };
}

/** Starts a server whose model has no class activation maps. */
export function startWithoutHeat(): Promise<TestServer> {
  const openWithoutHeat = async () => {
    const { bytes, ...rest } = await openModel(modelFolder);
    return { ...rest, bytes: removeOutput(bytes, 'heat') };
  };
  return startTestServer({ service: createTestService({ openModel: openWithoutHeat }) });
}

/** Starts a server whose requests name another host, until it recovers. */
export async function startForeign(): Promise<BrokenServer> {
  const guard = originGuard({ host: '127.0.0.1', isPage: () => false });
  let isForeign = true;
  const server = await startTestServer({
    guard: (c, next) => {
      if (isForeign) c.req.raw = new Request(c.req.url, { headers: { host: 'evil.test' } });
      return guard(c, next);
    },
  });
  const recover = async (): Promise<void> => {
    isForeign = false;
  };
  return { ...server, recover };
}

/** Starts a server that answers `BUSY` to every picture it would have to fetch. */
export function startWithoutFetches(): Promise<TestServer> {
  const concurrency = {
    fetch: new ConcurrencyLimit({ limit: 0, maxQueue: 0 }),
    decode: new ConcurrencyLimit({ limit: 1, maxQueue: 1 }),
    costly: new ConcurrencyLimit({ limit: 1, maxQueue: 1 }),
  };
  return startTestServer({ service: createTestService({ concurrency }) });
}

/** Starts a server that throws if `topK` is 13. */
export function startFailing(): Promise<TestServer> {
  const service = (): Service => {
    const real = createTestService()();
    const classify: Service['classify'] = (input, caller) => {
      if (input.topK === 13) throw new Error('thirteen');
      return real.classify(input, caller);
    };
    return { ...real, classify };
  };
  return startTestServer({ service });
}
