/** What a check found: all is well, something has to be done, or it could not be looked at. */
export type Finding = {
  /** What was looked at, in a word or two. */
  readonly subject: string;
} & (
  | { readonly state: 'well' | 'skipped'; readonly said: string }
  | { readonly state: 'wrong'; readonly said: string; readonly todo: string }
);

export function well(subject: string, said: string): Finding {
  return { subject, state: 'well', said };
}

/** @param todo What to do about it, as a sentence. */
export function wrong(subject: string, said: string, todo: string): Finding {
  return { subject, state: 'wrong', said, todo };
}

export function skipped(subject: string, said: string): Finding {
  return { subject, state: 'skipped', said };
}
