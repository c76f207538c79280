import type { Map as MapLibreMap } from 'maplibre-gl';
import { h } from '../element';
import type { AreaFeature, Measure } from '../wire';
import { interiorOf, type Interior } from './interior-point';

const most = 160;
interface Box { left: number; top: number; right: number; bottom: number }
interface Candidate { feature: AreaFeature; interior: Interior; x: number; y: number; width: number; height: number }

/** Names and values as text over the map (no glyph server): the largest areas first, none over another, none wider than its area. */
export class LabelsLayer {
  private readonly overlay = h('div', { class: 'map-labels', 'aria-hidden': 'true' });
  private readonly interiors = new WeakMap<AreaFeature, Interior>();
  private features: readonly AreaFeature[] = [];
  private measure: Measure = 'openReports';

  constructor(private readonly map: MapLibreMap) {
    map.getCanvasContainer().append(this.overlay);
    map.on('move', this.place);
    map.on('resize', this.place);
  }

  show(features: readonly AreaFeature[], measure: Measure): void {
    this.features = features;
    this.measure = measure;
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
      const text = this.fitting(candidate);
      const box = boxAround(candidate, text);
      if (labels.length >= most || text.length === 0 || taken.some(other => overlap(other, box))) {
        continue;
      }
      taken.push(box);
      const label = h('div', { class: 'map-label' }, ...text.map((line, index) => h(index === text.length - 1 ? 'b' : 'span', {}, line)));
      label.style.transform = `translate(-50%, -50%) translate(${Math.round(candidate.x)}px, ${Math.round(candidate.y)}px)`;
      labels.push(label);
    }
    this.overlay.replaceChildren(...labels);
  };

  private candidates(): Candidate[] {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const pixelsPerDegree = 512 * 2 ** this.map.getZoom() / 360;
    return this.features.map(feature => {
      const interior = this.interiorOf(feature);
      const { x, y } = this.map.project([interior.longitude, interior.latitude]);
      const stretch = 1 / Math.cos(interior.latitude * Math.PI / 180); // Mercator, at this latitude
      return { feature, interior, x, y, width: interior.width * pixelsPerDegree, height: interior.height * pixelsPerDegree * stretch };
    }).filter(({ x, y, width }) => width > 22 && x > -40 && y > -20 && x < clientWidth + 40 && y < clientHeight + 20)
      .sort((a, b) => b.width * b.height - a.width * a.height || (a.feature.properties.code < b.feature.properties.code ? -1 : 1));
  }

  /** Name and value where they fit, else code and value, else the value alone, else nothing. */
  private fitting({ feature, width, height }: Candidate): string[] {
    const value = feature.properties[this.measure];
    const last = value === null || value === undefined ? '–' : String(value);
    return [[feature.properties.name, last], [feature.properties.code, last], [last]]
      .find(lines => Math.max(...lines.map(textWidth)) < width * 0.9 && lines.length * 16 < height * 0.8) ?? [];
  }

  private interiorOf(feature: AreaFeature): Interior {
    const known = this.interiors.get(feature) ?? interiorOf(feature);
    this.interiors.set(feature, known);
    return known;
  }
}

/** Good enough to keep labels apart: Han characters are square, the others about half as wide. */
const textWidth = (text: string): number => [...text].reduce((width, character) => width + (character > '\u2e7f' ? 12.5 : 7.2), 0);

function boxAround({ x, y }: Candidate, text: readonly string[]): Box {
  const half = Math.max(0, ...text.map(textWidth)) / 2 + 3;
  const tall = text.length * 8 + 2;
  return { left: x - half, right: x + half, top: y - tall, bottom: y + tall };
}

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
