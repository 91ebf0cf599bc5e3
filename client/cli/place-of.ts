import { findPlace, type Place } from '../../models/store/shelves.ts';
import { shelvesOf } from '../../models/store/shelves-of.ts';
import { orUsageError } from './usage-error.ts';

/** The model of that name. @throws UsageError where there is none. */
export function placeOf(root: string, name: string): Place {
  return orUsageError(() => findPlace(shelvesOf(root), name));
}
