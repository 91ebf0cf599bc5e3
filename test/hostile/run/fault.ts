/** Something that must hold does not. The message says what, for the list below the table. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** No answer came at all: what was asked has to be started again. */
export class Stuck extends Fault {}

/** Something took too long. On a busy machine it may not the next time, so it is tried again. */
export class Late extends Fault {}
