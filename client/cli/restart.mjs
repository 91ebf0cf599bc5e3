import { spawn } from 'node:child_process';
import { once } from 'node:events';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** Variable with the number of the process that started this one by `restart`. */
const starter = 'GLIMPSE_STARTED_BY';

/**
 * Runs this command again, in a process with more environment variables, and ends as it ends. Variables that
 * are set already stay. Signals reach it through this process; if this process is killed, it stops too.
 *
 * @param prepare Work that this process does while the other one starts; that gets the result.
 */
export async function restart(variables, prepare) {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...variables, ...process.env, [starter]: String(process.pid) },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Else a terminal would send it a second Ctrl+C.
    detached: true,
  });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  const exit = once(child, 'exit');
  try {
    const prepared = await prepare();
    // If it has ended, its exit tells.
    child.send(prepared, () => {});
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const [code, signal] = await exit;
  if (signal === null) {
    process.exitCode = code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Whether this process was started by `restart`. */
export function isRestarted() {
  return process.channel !== undefined && process.env[starter] === String(process.ppid);
}

/**
 * Waits for the result of the other process's work. If that process ends, now or later, this one stops as
 * by SIGTERM.
 */
export async function receivePrepared() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  const [prepared] = await once(process, 'message');
  process.channel.unref();
  return prepared;
}
