import { ApiProblem, isAbort, submitReport, Unreachable } from './api';
import { PhotoQueue } from './photo-queue';
import type { ReportDraft, ReportReceipt } from './wire';

const kept = 'gridsteward.unsent';
const retryMilliseconds = 30_000;

/** A report with the key and the trace it will always be sent under: however often it is sent, it is registered once, and its tries are found together. */
export interface Unsent { key: string; trace?: string; report: ReportDraft }

export interface OutboxEvents {
  /** What is waiting has changed. */
  changed(waiting: readonly Unsent[]): void;
  sent(receipt: ReportReceipt, report: ReportDraft): void;
  /** The server will never take it as it is; it is no longer kept. */
  refused(unsent: Unsent, problem: ApiProblem): void;
}

const silent: OutboxEvents = { changed: () => {}, sent: () => {}, refused: () => {} };

/** Keeps every report on the device from before it is first sent until the server has acknowledged it. */
export class Outbox {
  private readonly closed = new AbortController();
  private readonly timer: number;
  private sending: Promise<void> | null = null;

  /** The pictures of what is kept here; they outlive it until they are sent. */
  readonly photos = new PhotoQueue();

  /** Whoever is on the screen listens; between pages nobody does. */
  events: OutboxEvents = silent;

  constructor() {
    addEventListener('online', () => void this.flush(), { signal: this.closed.signal });
    this.timer = window.setInterval(() => void this.flush(), retryMilliseconds);
  }

  waiting(): Unsent[] {
    return JSON.parse(localStorage.getItem(kept) ?? '[]') as Unsent[];
  }

  /** Keeps the report, then tries to send it. Settles when that try is over; whether it went is told by the events. */
  async add(unsent: Unsent): Promise<void> {
    this.write([...this.waiting(), unsent]);
    try {
      await this.sending;
      await this.flush();
    } finally {
      this.events.changed(this.waiting()); // only now: what is on its way for the first time is not called unsent
    }
  }

  discard(key: string): void {
    this.keep(this.waiting().filter(unsent => unsent.key !== key));
  }

  /** Throws a report away that was never sent, with its photos. */
  forget(key: string): void {
    this.discard(key);
    void this.photos.discard(key);
  }

  readonly flush = (): Promise<void> => {
    void this.photos.flush().catch(() => {});
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  };

  silence(): void {
    this.events = silent;
  }

  close(): void {
    this.closed.abort();
    clearInterval(this.timer);
  }

  private async sendAll(): Promise<void> {
    for (const unsent of this.waiting()) {
      try {
        const receipt = await submitReport(unsent.report, unsent.key, unsent.trace, this.closed.signal);
        this.discard(unsent.key);
        await this.photos.bind(unsent.key, receipt.trackingToken).catch(() => {}); // what the device could not keep is lost with it; the report is not
        this.events.sent(receipt, unsent.report);
      } catch (error) {
        if (isAbort(error)) {
          return;
        }
        if (error instanceof Unreachable) {
          return; // the others would fare no better
        }
        if (!(error instanceof ApiProblem)) {
          throw error;
        }
        if (isFinal(error.status)) {
          this.forget(unsent.key);
          this.events.refused(unsent, error);
        }
      }
    }
  }

  private keep(waiting: readonly Unsent[]): void {
    this.write(waiting);
    this.events.changed(waiting);
  }

  private write(waiting: readonly Unsent[]): void {
    localStorage.setItem(kept, JSON.stringify(waiting));
  }
}

/** 401, 408, 425 and 429 pass; the other 4xx do not. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
