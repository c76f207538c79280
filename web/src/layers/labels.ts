import type { Map as MapLibreMap } from 'maplibre-gl';
import { h } from '../element';
import type { AreaFeature, Measure } from '../wire';
import { isDark, type ValueClass } from './classes';
import { interiorOf, type Interior } from './interior-point';

const most = 160;
interface Box { left: number; top: number; right: number; bottom: number }
interface Candidate { feature: AreaFeature; x: number; y: number; width: number; radius: number }

/** Names and values as text over the map (no glyph server): the largest areas first, none over another, none far out of its area. */
export class LabelsLayer {
  private readonly overlay = h('div', { class: 'map-labels', 'aria-hidden': 'true' });
  private readonly interiors = new WeakMap<AreaFeature, Interior>();
  private features: readonly AreaFeature[] = [];
  private measure: Measure = 'openReports';
  private classes: readonly ValueClass[] = [];

  constructor(private readonly map: MapLibreMap) {
    map.getCanvasContainer().append(this.overlay);
    map.on('move', this.place);
    map.on('resize', this.place);
  }

  show(features: readonly AreaFeature[], measure: Measure, classes: readonly ValueClass[]): void {
    this.features = features;
    this.measure = measure;
    this.classes = classes;
    this.place();
  }

  remove(): void {
    this.map.off('move', this.place);
    this.map.off('resize', this.place);
    this.overlay.remove();
  }

  private readonly place = (): void => {
    const taken: Box[] = [];
    const labels: HTMLElement[] = [];
    for (const candidate of this.candidates()) {
      const fit = this.wordings(candidate.feature).map(text => ({ text, box: boxAround(candidate, text) }))
        .find(({ text, box }) => fits(candidate, text) && !taken.some(other => overlap(other, box)));
      if (fit === undefined || labels.length >= most) {
        continue;
      }
      taken.push(fit.box);
      labels.push(this.label(candidate, fit.text));
    }
    this.overlay.replaceChildren(...labels);
  };

  private label({ feature, x, y }: Candidate, text: readonly string[]): HTMLElement {
    const value = feature.properties[this.measure];
    const label = h('div', { class: isDark(value, this.classes) ? 'map-label on-dark' : 'map-label' }, ...text.map((line, index) => h(index === text.length - 1 ? 'b' : 'span', {}, line)));
    label.style.transform = `translate(-50%, -50%) translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    return label;
  }

  private candidates(): Candidate[] {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const pixelsPerDegree = 512 * 2 ** this.map.getZoom() / 360;
    return this.features.map(feature => {
      const { longitude, latitude, width, radius } = this.interiorOf(feature);
      const { x, y } = this.map.project([longitude, latitude]);
      return { feature, x, y, width: width * pixelsPerDegree, radius: radius * pixelsPerDegree };
    }).filter(({ x, y, radius }) => radius > 7 && x > -40 && y > -20 && x < clientWidth + 40 && y < clientHeight + 20)
      .sort((a, b) => b.radius - a.radius || (a.feature.properties.code < b.feature.properties.code ? -1 : 1));
  }

  /** The best first: name and value, code and value, the value alone. */
  private wordings({ properties }: AreaFeature): string[][] {
    const value = String(properties[this.measure] ?? '–');
    return [[properties.name, value], [properties.code, value], [value]];
  }

  private interiorOf(feature: AreaFeature): Interior {
    const known = this.interiors.get(feature) ?? interiorOf(feature);
    this.interiors.set(feature, known);
    return known;
  }
}

/** A line may reach a little beyond the circle that fits into the area: areas are longer than they are narrow. */
const fits = ({ width, radius }: Candidate, text: readonly string[]): boolean =>
  Math.max(...text.map(textWidth)) < Math.min(width * 0.9, radius * 2.5) && text.length * 15 < radius * 2;

/** Good enough to keep labels apart: Han characters are square, the others about half as wide. */
const textWidth = (text: string): number => [...text].reduce((width, character) => width + (character > '\u2e7f' ? 12.5 : 7.2), 0);

function boxAround({ x, y }: Candidate, text: readonly string[]): Box {
  const half = Math.max(0, ...text.map(textWidth)) / 2 + 3;
  const tall = text.length * 8 + 2;
  return { left: x - half, right: x + half, top: y - tall, bottom: y + tall };
}

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
