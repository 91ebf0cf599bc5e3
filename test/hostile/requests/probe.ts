import { setTimeout } from 'node:timers/promises';
import { bounds } from '../bounds.ts';
import { Client, type Outgoing, type Reply } from '../run/client.ts';
import { Late } from '../run/fault.ts';
import type { Case, Target } from '../run/part.ts';
import type { Server } from '../run/server.ts';
import { HealthProbe } from '../watch/health-probe.ts';

/** Bytes up to which a body is small: what a function URL takes. */
const smallBytes = 6_000_000;
const idleMs = 1_000;

const probes = new Map<number, HealthProbe>();

/** Starts asking `/health`, and measures how long it waits while nothing else is asked. */
export async function startProbe({ server, measure }: Target): Promise<() => Promise<void>> {
  const probe = getProbe(server);
  await setTimeout(idleMs);
  probe.takeWorst();
  await setTimeout(idleMs);
  measure('longest wait of /health in an idle second (ms)', probe.takeWorst());
  return async () => {
    for (const each of probes.values()) await each.stop();
    probes.clear();
  };
}

/** A server that was started again has another port. */
function getProbe(server: Server): HealthProbe {
  const probe = probes.get(server.port) ?? new HealthProbe(server);
  probes.set(server.port, probe);
  return probe;
}

/** Creates the case of a request during which the event loop may not stand still. */
export function sendWatched(title: string, outgoing: Outgoing): Case {
  const length = Buffer.byteLength(outgoing.body ?? '');
  const [name, limit] =
    length <= smallBytes
      ? (['6', bounds.stall.small] as const)
      : (['32', bounds.stall.large] as const);
  const watch = async ({ entry, server, measure }: Target): Promise<Reply> => {
    const probe = getProbe(server);
    probe.takeWorst();
    const reply = await entry.send(outgoing);
    const worst = probe.takeWorst();
    measure(`longest wait of /health, bodies up to ${name} MB (ms)`, worst);
    if (worst > limit * bounds.stallFactor) {
      throw new Late(`the event loop stood still for ${Math.round(worst)} ms, at most ${limit}`);
    }
    return reply;
  };
  return {
    title,
    input: Buffer.from(outgoing.body ?? outgoing.path ?? ''),
    send: async (target) => {
      // Function and probe are not in one process.
      const isServer = target.entry instanceof Client;
      return [isServer ? await watch(target) : await target.entry.send(outgoing)];
    },
  };
}
