import { spawn } from 'node:child_process';
import { once } from 'node:events';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/**
 * Runs this command again, in a process with more flags and environment variables, and ends as it ends.
 * Variables that are set already stay. Signals reach it through this process; if this process is killed,
 * it stops too.
 */
export async function restart({ variables, flags }) {
  const args = [...flags, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(process.execPath, args, {
    env: { ...variables, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Else a terminal would send it a second Ctrl+C.
    detached: true,
  });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'exit');
  if (signal === null) {
    process.exitCode = code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Stops this process as SIGTERM does, if it was started by `restart` and the other one has ended. */
export function stopWithParent() {
  if (!process.channel) return;
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
