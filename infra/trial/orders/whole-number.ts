/** A whole number above 0 and safe to reckon with; `6.0` is one, as spreadsheets write it. */
export function positiveWhole(text: string): number | undefined {
  return /^\d{1,9}(\.0+)?$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}
