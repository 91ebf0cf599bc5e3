/** `97.8 %` of a share from 0 to 1. */
export function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)} %`;
}
