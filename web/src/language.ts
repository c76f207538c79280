import { en } from './strings/en';
import { zh, type Key } from './strings/zh';
import type { Category } from './wire';

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

/** The name of a category, of which the English one is optional; the code where the table no longer has it. */
export function categoryName(code: string, categories: readonly Category[]): string {
  const category = categories.find(known => known.code === code);
  return (current === 'en' ? category?.nameEn : null) ?? category?.name ?? code;
}

/** Words for a code that the server may extend (a flag, a level): the code itself where we have none. */
export function tCode(group: 'state' | 'flag' | 'level' | 'kind', code: string): string {
  const key = `${group}.${code}`;
  return key in zh ? t(key as Key) : code;
}
