import { giveFeedback } from '../api';
import { h } from '../element';
import { t } from '../language';
import { newKey } from '../random';
import { inZone } from '../times';
import { faultBox } from './fault';

/** Satisfied or not, and perhaps why: not satisfied asks the manager to begin again. */
export function feedbackForm(token: string, until: string, zone: string | undefined, given: () => void): HTMLElement {
  const key = newKey();
  const words = h('textarea', { rows: 3, maxlength: 4000 });
  const said = h('div', { 'aria-live': 'polite' });
  const send = async (satisfied: boolean): Promise<void> => {
    if (!satisfied && words.value.trim() === '') {
      said.replaceChildren(h('p', { class: 'fault', role: 'alert' }, t('feedbackWhy')));
      words.focus();
      return;
    }
    try {
      await giveFeedback(token, { satisfied, ...(words.value.trim() === '' ? {} : { words: words.value.trim() }) }, key, new AbortController().signal);
      given();
    } catch (error) {
      said.replaceChildren(faultBox(error));
    }
  };
  return h('section', { class: 'panel-card feedback' },
    h('h2', {}, t('feedbackTitle')),
    h('p', { class: 'quiet' }, t('feedbackUntil', { time: inZone(until, zone) })),
    h('label', {}, h('span', {}, t('feedbackWords')), words),
    h('div', { class: 'row' },
      h('button', { type: 'button', class: 'primary', onclick: () => void send(true) }, t('feedbackGood')),
      h('button', { type: 'button', onclick: () => void send(false) }, t('feedbackBad'))),
    said);
}
