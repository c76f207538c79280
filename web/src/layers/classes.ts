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

/** Cuts the positive values into at most five classes of about equally many areas, equal values staying together; large bounds are rounded to read well. */
export function classify(values: readonly number[], measure: Measure): ValueClass[] {
  const positive = values.filter(value => value > 0).sort((a, b) => a - b);
  const ramp = ramps[measure];
  const bounds: number[] = [];
  for (let rest = positive; rest.length > 0 && bounds.length < ramp.length;) {
    const from = readable(rest[0] ?? 0);
    bounds.push(from);
    const last = rest[Math.ceil(rest.length / (ramp.length - bounds.length + 1)) - 1] ?? from;
    const next = rest.find(value => value > last && readable(value) > from);
    rest = next === undefined ? [] : rest.filter(value => value >= readable(next));
  }
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

/** Whether dark text would be hard to read on the colour of this value. */
export function isDark(value: number | null | undefined, classes: readonly ValueClass[]): boolean {
  const colour = classes.findLast(({ from }) => typeof value === 'number' && value >= from)?.colour ?? zeroColour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 120;
}
