import type { Service } from '../../functions/api/service.ts';
import { ConcurrencyLimit } from '../../functions/inference/concurrency-limit.ts';
import { openModel } from '../../models/store/open-model.ts';
import { damagedModel } from './damaged-model.ts';
import { modelFolder } from './fixtures.ts';
import { startTestServer, type TestServer } from './glimpse.ts';
import { withoutOutput } from './onnx.ts';
import { serviceWith } from './service.ts';

export interface BrokenServer extends TestServer {
  /** Ends what makes every request fail. */
  readonly recover?: () => Promise<void>;
}

/** `MODEL_UNAVAILABLE` until its model is whole again. */
export async function startDamaged(): Promise<BrokenServer> {
  const { folder, repair } = await damagedModel();
  return { ...(await startTestServer({ folder })), recover: repair };
}

/** A model without class activation maps. */
export function startWithoutHeat(): Promise<TestServer> {
  const openWithoutHeat = async () => {
    const { bytes, ...rest } = await openModel(modelFolder);
    return { ...rest, bytes: withoutOutput(bytes, 'heat') };
  };
  return startTestServer({ service: serviceWith({ openModel: openWithoutHeat }) });
}

/** `BUSY` for whatever is to be fetched. */
export function startWithoutFetches(): Promise<TestServer> {
  const concurrency = {
    fetch: new ConcurrencyLimit({ limit: 0, maxQueue: 0 }),
    decode: new ConcurrencyLimit({ limit: 1, maxQueue: 1 }),
  };
  return startTestServer({ service: serviceWith({ concurrency }) });
}

/** Throws where 13 classes are asked for. */
export function startFailing(): Promise<TestServer> {
  const service = (): Service => {
    const real = serviceWith()();
    const classify: Service['classify'] = (input, caller) => {
      if (input.topK === 13) throw new Error('thirteen');
      return real.classify(input, caller);
    };
    return { ...real, classify };
  };
  return startTestServer({ service });
}
