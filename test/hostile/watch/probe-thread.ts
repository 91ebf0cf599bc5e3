import { connect, type Socket } from 'node:net';
import { workerData } from 'node:worker_threads';
import { readMainThread } from '../../support/process-tree.ts';
import { type ProbeData, probeIntervalMs, probeSlot } from './health-probe.ts';

// A thread of its own, on a connection of its own: what the suite does meanwhile is not measured.

const { pid, port, shared } = workerData as ProbeData;
const values = new Float64Array(shared);
const request = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
let asked: { at: number; busy: number } | undefined;

/** On a busy machine an answer comes late although the loop did not stand still: then it has not worked. */
function note({ at, busy }: { at: number; busy: number }): void {
  const waited = Math.min(performance.now() - at, readMainThread(pid) - busy);
  values[probeSlot.worst] = Math.max(values[probeSlot.worst] ?? 0, waited);
}

function open(): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay();
  socket.on('data', () => {
    if (asked === undefined) return;
    note(asked);
    values[probeSlot.answers] = (values[probeSlot.answers] ?? 0) + 1;
    asked = undefined;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    asked = undefined;
    setTimeout(reopen, probeIntervalMs);
  });
  return socket;
}

let current = open();

function reopen(): void {
  current = open();
}

setInterval(() => {
  // An answer that is due counts with the time that it has taken so far.
  if (asked !== undefined) return note(asked);
  if (!current.writable) return;
  asked = { at: performance.now(), busy: readMainThread(pid) };
  current.write(request);
}, probeIntervalMs);
