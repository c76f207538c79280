import type { Measure } from '../wire';

/** One class of the legend: whole numbers from `from` to `to`, both included. */
export interface ValueClass { from: number; to: number; colour: string }

export const zeroColour = '#fdfdfb';

/** Sequential, from light to dark in even steps of lightness; one hue family for each measure. */
const ramps: Record<Measure, readonly string[]> = {
  openReports: ['#fde9bf', '#fac777', '#ee9a45', '#cb6528', '#913a17'],
  overdueReports: ['#fbdcd6', '#f4b0a4', '#e37c6d', '#c04a42', '#831f24'],
  households: ['#d8ece8', '#a6d3cd', '#6bb2ae', '#368789', '#15545b'],
};

/**
 * Cuts the positive values into at most five classes that hold about equally many areas.
 * Few different values get a class each; bounds of large values are rounded down to read well.
 */
export function classify(values: readonly number[], measure: Measure): ValueClass[] {
  const positive = values.filter(value => value > 0).sort((a, b) => a - b);
  const different = [...new Set(positive)];
  const ramp = ramps[measure];
  const bounds = different.length <= ramp.length
    ? different
    : [...new Set(ramp.map((_, index) => readable(positive[Math.floor(index * positive.length / ramp.length)] ?? 0)))];
  return bounds.map((from, index) => ({
    from,
    to: (bounds[index + 1] ?? (positive.at(-1) ?? from) + 1) - 1,
    colour: ramp[bounds.length === 1 ? 2 : Math.round(index * (ramp.length - 1) / (bounds.length - 1))] ?? zeroColour,
  }));
}

function readable(value: number): number {
  const step = value < 20 ? 1 : value < 100 ? 5 : 10 ** Math.floor(Math.log10(value) - 1);
  return Math.max(1, Math.floor(value / step) * step);
}
