declare module 'polylabel' {
  /** The pole of inaccessibility of a polygon's rings, to within `precision` of the coordinates' unit. */
  export default function polylabel(rings: [number, number][][], precision?: number): [x: number, y: number] & { distance: number };
}
