import { language } from './language';

/** A moment as the clock on the wall of the jurisdiction shows it; with the offset where that is not the clock of this device. */
export function inZone(time: string, timeZone: string | undefined): string {
  const moment = new Date(time);
  const locale = language() === 'zh' ? 'zh-CN' : 'en-GB';
  const zone = timeZone === undefined ? {} : { timeZone };
  const text = new Intl.DateTimeFormat(locale, {
    ...(moment.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
    month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone,
  }).format(moment);
  const offset = offsetOf(moment, zone);
  return offset === offsetOf(moment, {}) ? text : `${text} (${offset})`;
}

function offsetOf(moment: Date, zone: { timeZone?: string }): string {
  return new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', ...zone }).formatToParts(moment).find(part => part.type === 'timeZoneName')?.value ?? '';
}

export const isPast = (time: string | null): boolean => time !== null && Date.parse(time) < Date.now();
