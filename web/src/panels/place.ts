import { isAbort, locate } from '../api';
import type { ChosenPlace } from '../draft';
import { h, icon } from '../element';
import { t } from '../language';
import { faultBox } from './fault';
import type { Panel } from './panel';

export interface PlaceEvents { chosen(place: ChosenPlace): void; centre(): { lng: number; lat: number } }

/** Chooses the place: by the map, by the device's location or by the map's centre (for a keyboard), and says in which areas it lies. */
export class PlacePanel implements Panel {
  private readonly said = h('div', { class: 'place-said', 'aria-live': 'polite' });
  private readonly gps = h('button', { type: 'button', onclick: () => this.useLocation() },
    icon('M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm8.9 3A9 9 0 0 0 13 3.1V1h-2v2.1A9 9 0 0 0 3.1 11H1v2h2.1a9 9 0 0 0 7.9 7.9V23h2v-2.1a9 9 0 0 0 7.9-7.9H23v-2zM12 19a7 7 0 1 1 0-14 7 7 0 0 1 0 14z'), t('useLocation'));
  private readonly centre = h('button', { type: 'button', onclick: () => this.useCentre() }, icon('M11 2h2v5h-2zM11 17h2v5h-2zM2 11h5v2H2zM17 11h5v2h-5zM12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z'), t('useCentre'));
  private readonly element = h('section', { class: 'place', 'aria-label': t('place') }, this.said, h('div', { class: 'row' }, this.gps, this.centre));
  private request: AbortController | null = null;

  constructor(private readonly events: PlaceEvents) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.show(null);
  }

  unmount(): void {
    this.request?.abort();
    this.element.remove();
  }

  /** Says where the place is. An earlier question about another place is dropped. */
  show(place: ChosenPlace | null): void {
    this.request?.abort();
    if (place === null) {
      this.said.replaceChildren(h('p', { class: 'prompt' }, t('placePrompt')));
      return;
    }
    const where = h('p', { class: 'chain' }, t('loading'));
    const about = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
    const accuracy = place.accuracyMetres === undefined ? '' : ` · ${t('accuracy', { metres: Math.round(place.accuracyMetres) })}`;
    this.said.replaceChildren(where, h('p', { class: 'quiet' }, about + accuracy));
    void this.sayAreas(place, where);
  }

  private async sayAreas({ longitude, latitude, accuracyMetres }: ChosenPlace, where: HTMLElement): Promise<void> {
    const request = this.request = new AbortController();
    try {
      const { assignment } = await locate({ longitude, latitude, ...(accuracyMetres === undefined ? {} : { accuracyMetres }) }, request.signal);
      where.textContent = assignment.chain.length === 0 ? t('outside') : assignment.chain.map(link => link.name).join(' › ');
    } catch (error) {
      if (!isAbort(error)) {
        where.replaceWith(faultBox(error));
      }
    }
  }

  private useLocation(): void {
    const note = (words: string): void => this.said.replaceChildren(h('p', {}, words));
    note(t('locating'));
    this.gps.disabled = true;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      this.gps.disabled = false;
      this.events.chosen({ longitude: coords.longitude, latitude: coords.latitude, accuracyMetres: Math.round(coords.accuracy * 10) / 10, source: 'gps' });
    }, failure => {
      this.gps.disabled = false;
      note(t(failure.code === failure.PERMISSION_DENIED ? 'locationDenied' : 'locationFailed'));
    }, { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 });
  }

  private useCentre(): void {
    const { lng, lat } = this.events.centre();
    this.events.chosen({ longitude: lng, latitude: lat, source: 'map' });
  }
}
