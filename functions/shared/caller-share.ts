/**
 * The part of a queue, or of the memory for bodies, that one caller may fill: the rest is for others.
 * Callers behind one proxy count as one.
 */
export const maxCallerShare = 0.75;
