/** Keeps a setting in this browser; one that forbids it forgets it. */
export function save(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is off or full; nothing but the setting is lost.
  }
}

/** A setting that was kept; null where there is none. */
export function load(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
