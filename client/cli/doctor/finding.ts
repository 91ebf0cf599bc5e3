import { EndpointError } from '../endpoint/describe-failure.ts';
import { explainError } from '../errors.ts';

/** What one look showed; programs read an array of these. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in a few words. */
  readonly found: string;
  /** What to do about it; null where nothing is wrong. */
  readonly advice: string | null;
}

/** What a look comes back with; with advice it is a problem. */
export interface Seen {
  readonly found: string;
  readonly advice?: string;
}

/** Takes a look at one thing; what is thrown is a problem too, with `advice` for it. */
export async function look(
  name: string,
  see: () => Seen | Promise<Seen>,
  advice = 'see above',
): Promise<Finding> {
  try {
    const seen = await see();
    return { name, ok: seen.advice === undefined, found: seen.found, advice: seen.advice ?? null };
  } catch (error) {
    if (error instanceof EndpointError) return fromEndpoint(name, error);
    return { name, ok: false, found: explainError(error), advice };
  }
}

/** An endpoint's errors say what is wrong before the semicolon, and what to do after it. */
function fromEndpoint(name: string, { message }: EndpointError): Finding {
  const at = message.lastIndexOf('; ');
  return at < 0
    ? { name, ok: false, found: message, advice: 'try again' }
    : { name, ok: false, found: message.slice(0, at), advice: message.slice(at + 2) };
}
