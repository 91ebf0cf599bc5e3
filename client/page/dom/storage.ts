/** Saves a setting in this browser, if the browser allows it. */
export function save(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is off or full; only the setting is lost.
  }
}

/** Loads a saved setting; null if there is none. */
export function load(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
