import type { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError } from '../checkpoint-error.ts';
import { maxSteps } from '../limits.ts';
import { type PickleGlobals, PickleMachine } from './pickle-machine.ts';
import { opcodeNames } from './pickle-opcode-names.ts';
import { steps } from './pickle-opcodes.ts';
import type { PickleValue } from './pickle-value.ts';

/**
 * Reads one pickle and leaves the cursor after it. This is our own reader because libraries for
 * pickles try to read everything, and this one must refuse everything but tensors and plain values.
 *
 * Pickles have no loops or recursion, so the number of opcodes limits time and memory.
 */
export function unpickle(input: ByteCursor, globals: PickleGlobals): PickleValue {
  const machine = new PickleMachine(input, globals);
  for (let count = 0; count < maxSteps; count += 1) {
    const code = input.uint8();
    const name = opcodeNames.get(code) ?? `0x${code.toString(16)}`;
    if (name === 'STOP') return machine.pop();
    const step = steps[name];
    if (!step)
      throw new CheckpointError(`the pickle uses the opcode ${name}, which no tensor needs`);
    step(machine);
  }
  throw new CheckpointError(`the pickle has more than ${maxSteps} opcodes`);
}
