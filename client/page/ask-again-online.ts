import type { Intake } from './intake.ts';
import type { Roll } from './roll.ts';

/** Asks again for what could not be sent, once the browser is connected again. */
export function askAgainOnline(roll: Roll, intake: Intake): void {
  window.addEventListener('online', () => {
    const unsent = roll.frames.filter(
      ({ progress }) => progress.state === 'failed' && progress.fault.code === 'UNREACHABLE',
    );
    intake.again(unsent);
  });
}
