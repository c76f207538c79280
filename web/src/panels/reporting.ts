import { ApiProblem, getJurisdiction, Unreachable } from '../api';
import { emptyDraft, type ChosenPlace, type Draft } from '../draft';
import { h } from '../element';
import { t } from '../language';
import type { Outbox } from '../outbox';
import { newKey, newTrace } from '../random';
import type { Category, ReportDraft, ReportReceipt } from '../wire';
import type { Panel } from './panel';
import { PlacePanel } from './place';
import { ReportForm } from './report-form';
import { ReportReceiptPanel } from './report-receipt';
import { UnsentPanel } from './unsent';

export interface ReportingHost {
  centre(): { lng: number; lat: number };
  /** The place of the report being written has changed. */
  placed(place: ChosenPlace | null): void;
  /** There is something new to read at the top of the panel. */
  announced(): void;
  /** A report was registered. */
  registered(): void;
  knownZone(jurisdiction: string): string | undefined;
}

/** A resident's way through a report: place, form, and then the receipt, or word that it is kept. */
export class Reporting implements Panel {
  private readonly unsent: UnsentPanel;
  private readonly place: PlacePanel;
  private readonly form: ReportForm;
  private readonly writing = h('div', { class: 'writing' }, h('h1', {}, t('report')));
  private readonly left = new AbortController();
  private receipt: ReportReceiptPanel | null = null;
  private parent: HTMLElement | null = null;

  constructor(private readonly outbox: Outbox, private readonly draft: Draft, private readonly host: ReportingHost) {
    this.unsent = new UnsentPanel(outbox);
    this.place = new PlacePanel({ chosen: place => this.choose(place), centre: () => host.centre() });
    this.form = new ReportForm(draft, () => void this.submit());
  }

  mount(parent: HTMLElement): void {
    this.parent = parent;
    this.unsent.mount(parent);
    parent.append(this.writing);
    this.place.mount(this.writing);
    this.form.mount(this.writing);
    this.outbox.events = {
      changed: waiting => this.unsent.show(waiting),
      sent: (receipt, report) => void this.showReceipt(receipt, report),
      refused: ({ report }, problem) => this.giveBack(report, problem),
    };
  }

  unmount(): void {
    this.outbox.silence();
    this.left.abort();
    for (const panel of [this.receipt, this.form, this.place, this.unsent]) {
      panel?.unmount();
    }
    this.writing.remove();
  }

  showCategories(categories: readonly Category[]): void {
    this.form.showCategories(categories);
  }

  /** Takes a place for the report being written; while a receipt is read there is none. */
  offer(place: ChosenPlace): void {
    if (this.receipt === null) {
      this.choose(place);
    }
  }

  choose(place: ChosenPlace | null): void {
    this.draft.place = place;
    this.place.show(place);
    this.host.placed(place);
  }

  private async submit(): Promise<void> {
    const { place, category, words, name, phone } = this.draft;
    if (place === null) {
      return;
    }
    const { longitude, latitude, accuracyMetres } = place;
    const contact = { ...(name.trim() ? { name: name.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) };
    const key = newKey();
    this.form.busy(true);
    try {
      await this.outbox.photos.keep(key, this.form.photos.chosen());
      await this.outbox.add({ key, trace: newTrace(), report: {
        category, words: words.trim(), source: 'resident', clientTime: new Date().toISOString(),
        point: { longitude, latitude, ...(accuracyMetres === undefined ? {} : { accuracyMetres }) },
        ...(Object.keys(contact).length === 0 ? {} : { contact }),
      } });
    } catch (error) {
      this.form.showFault(error);
    } finally {
      this.form.busy(false);
    }
    if (this.outbox.waiting().some(unsent => unsent.key === key)) {
      this.startOver();
      this.host.announced();
    }
  }

  private giveBack(report: ReportDraft, problem: ApiProblem): void {
    Object.assign(this.draft, { words: report.words, category: report.category });
    this.form.refill();
    this.form.showFault(problem);
  }

  private async showReceipt(receipt: ReportReceipt, { point }: ReportDraft): Promise<void> {
    const timeZone = await this.zoneOf(receipt.jurisdiction);
    if (this.parent === null || this.left.signal.aborted) {
      return;
    }
    this.receipt?.unmount();
    this.receipt = new ReportReceiptPanel(receipt, timeZone, () => this.putAwayReceipt());
    this.writing.hidden = true;
    this.startOver();
    this.host.placed({ ...point, source: 'map' }); // while the receipt is read the map shows where it was
    this.receipt.mount(this.parent);
    this.host.announced();
    this.host.registered();
  }

  private putAwayReceipt(): void {
    this.receipt?.unmount();
    this.receipt = null;
    this.writing.hidden = false;
    this.host.placed(this.draft.place);
  }

  /** The place may lie in another jurisdiction than the one on the screen, or in none. The receipt matters more than its clock: if the zone cannot be read it shows the device's. */
  private async zoneOf(jurisdiction: string): Promise<string | undefined> {
    try {
      return this.host.knownZone(jurisdiction) ?? (await getJurisdiction(jurisdiction, AbortSignal.timeout(5000))).timeZone;
    } catch (error) {
      if (error instanceof ApiProblem || error instanceof Unreachable) {
        return undefined;
      }
      throw error;
    }
  }

  private startOver(): void {
    Object.assign(this.draft, emptyDraft(), { name: this.draft.name, phone: this.draft.phone });
    this.form.refill();
    this.form.photos.clear();
    this.choose(null);
  }
}
