/** Formats a share from 0 to 1 as `97.8 %`. */
export function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)} %`;
}

/** Formats seconds as `8 s`, `3 min 20 s` or `2 h 5 min`: the two largest units. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Formats bytes as `5.06 MB`; a megabyte is a million bytes, as for disks and networks. */
export function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return `${millions.toFixed(millions < 10 ? 2 : 1)} MB`;
}
