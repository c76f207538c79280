import { h } from '../element';
import { t, tCode } from '../language';
import type { JurisdictionSummary } from '../wire';

/** Over the empty map of a jurisdiction, or of one of its levels, that has no areas yet. */
export function noAreasCard({ code, name, bbox }: JurisdictionSummary, level: string, setsUp: boolean): HTMLElement {
  return h('div', { class: 'card no-areas' },
    h('h2', {}, bbox === null ? t('noAreas', { name }) : t('noAreasOnLevel', { level: tCode('level', level) })),
    h('p', {}, t(setsUp ? 'noAreasAdministrator' : 'noAreasText')),
    setsUp && h('a', { class: 'button primary', href: `/setup?${new URLSearchParams({ j: code })}` }, t('importAreas')));
}
