import { en } from './strings/en';
import { zh, type Key } from './strings/zh';

export type Language = 'zh' | 'en';
const kept = 'gridsteward.language';

let current: Language = chosenOrBrowsers();

function chosenOrBrowsers(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'zh' || chosen === 'en') {
    return chosen;
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = (): Language => current;

export function switchLanguage(): void {
  current = current === 'zh' ? 'en' : 'zh';
  localStorage.setItem(kept, current);
}

/** The words of the interface. `{name}` places are filled from `values`. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return (current === 'zh' ? zh : en)[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Words for a code that the server may extend (a state, a flag, a level): the code itself where we have none. */
export function tCode(group: 'state' | 'flag' | 'level' | 'move', code: string): string {
  const key = `${group}.${code}`;
  return key in zh ? t(key as Key) : code;
}
