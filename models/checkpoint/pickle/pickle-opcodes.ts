import { CheckpointError } from '../checkpoint-error.ts';
import type { PickleMachine } from './pickle-machine.ts';
import { Dict, Tuple } from './pickle-value.ts';

type Step = (machine: PickleMachine) => void;

/** Maximum length of an integer in bytes: the magic number of the legacy format has ten. */
const maxIntegerBytes = 16;

/** Pushes a two's complement integer, lowest byte first; without bytes it is zero. */
function pushLong(machine: PickleMachine, bytes: number): void {
  if (bytes > maxIntegerBytes) {
    throw new CheckpointError(`the pickle has an integer of ${bytes} bytes`);
  }
  const digits = Buffer.from(machine.input.bytes(bytes)).reverse().toString('hex');
  const value = BigInt.asIntN(bytes * 8, BigInt(`0x0${digits}`));
  machine.push(Number.isSafeInteger(Number(value)) ? Number(value) : value);
}

function pushTuple(machine: PickleMachine, size: number): void {
  machine.push(new Tuple(machine.popMany(size)));
}

function checkProtocol(version: number): void {
  if (version > 5) throw new CheckpointError(`the pickle has the unknown protocol ${version}`);
}

/**
 * The opcodes that occur in state dicts, protocols 2 to 5. They are described in
 * https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export const steps: Readonly<Record<string, Step>> = {
  PROTO: (machine) => checkProtocol(machine.input.uint8()),
  // The length of a frame is for buffering; all bytes are in memory already.
  FRAME: (machine) => machine.input.uint64(),

  NONE: (machine) => machine.push(null),
  NEWTRUE: (machine) => machine.push(true),
  NEWFALSE: (machine) => machine.push(false),
  BININT: (machine) => machine.push(machine.input.int32()),
  BININT1: (machine) => machine.push(machine.input.uint8()),
  BININT2: (machine) => machine.push(machine.input.uint16()),
  LONG1: (machine) => pushLong(machine, machine.input.uint8()),
  LONG4: (machine) => pushLong(machine, machine.input.uint32()),
  BINFLOAT: (machine) => machine.push(machine.input.bigEndianFloat64()),
  SHORT_BINUNICODE: (machine) => machine.push(machine.input.utf8(machine.input.uint8())),
  BINUNICODE: (machine) => machine.push(machine.input.utf8(machine.input.uint32())),
  BINUNICODE8: (machine) => machine.push(machine.input.utf8(machine.input.uint64())),

  MARK: (machine) => machine.mark(),
  EMPTY_TUPLE: (machine) => pushTuple(machine, 0),
  TUPLE1: (machine) => pushTuple(machine, 1),
  TUPLE2: (machine) => pushTuple(machine, 2),
  TUPLE3: (machine) => pushTuple(machine, 3),
  TUPLE: (machine) => machine.push(new Tuple(machine.popToMark())),
  EMPTY_LIST: (machine) => machine.push([]),
  APPEND: (machine) => machine.append(machine.popMany(1)),
  APPENDS: (machine) => machine.append(machine.popToMark()),
  EMPTY_DICT: (machine) => machine.push(new Dict()),
  SETITEM: (machine) => machine.setItems(machine.popMany(2)),
  SETITEMS: (machine) => machine.setItems(machine.popToMark()),

  BINPUT: (machine) => machine.memoize(machine.input.uint8()),
  LONG_BINPUT: (machine) => machine.memoize(machine.input.uint32()),
  MEMOIZE: (machine) => machine.memoize(),
  BINGET: (machine) => machine.recall(machine.input.uint8()),
  LONG_BINGET: (machine) => machine.recall(machine.input.uint32()),

  GLOBAL: (machine) => machine.findGlobal(machine.input.line(), machine.input.line()),
  STACK_GLOBAL: (machine) => machine.findGlobal(...machine.popPair()),
  BINPERSID: (machine) => machine.push(machine.globals.loadPersistent(machine.pop())),
  REDUCE: (machine) => machine.reduce(...machine.popPair()),
  BUILD: (machine) => machine.build(machine.pop()),
};
