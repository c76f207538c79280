import { language } from './language';

/** A moment as the clock on the wall of the jurisdiction shows it, with its offset, so that nobody has to guess. */
export function inZone(time: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    timeZoneName: 'shortOffset', ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(time));
}

export const isPast = (time: string | null): boolean => time !== null && Date.parse(time) < Date.now();
