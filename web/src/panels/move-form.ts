import { listAssignees, listJurisdictions } from '../api';
import { h } from '../element';
import { t } from '../language';
import type { Move, Report, WantedMove } from '../wire';

/** The moves that want words, which the reporter reads; and those that may have some. */
const wantReason: readonly Move[] = ['return', 'refuse', 'wait', 'reopen', 'declineReopen', 'dispatch', 'transfer'];
const atOnce: readonly Move[] = ['accept', 'resume'];

/** Whether the move is made by its button alone. */
export const isAtOnce = (move: Move): boolean => atOnce.includes(move);

/** Asks for what goes with a move: the reason, whom it goes to, until when. */
export function moveForm(report: Report, move: Move, signal: AbortSignal, send: (wanted: WantedMove) => void, cancel: () => void): HTMLFormElement {
  const reason = wantReason.includes(move) && !(move === 'dispatch' && report.assignee === null);
  const note = h('textarea', { rows: 3, maxlength: 4000, required: reason });
  const until = h('input', { type: 'datetime-local' });
  const target = h('select', { required: true });
  if (move === 'dispatch') {
    void listAssignees(report.jurisdiction, signal).then(all => target.append(...all.map(({ key, label }) => h('option', { value: key }, label))), () => {});
  } else if (move === 'transfer') {
    void listJurisdictions(signal).then(all => target.append(
      ...all.filter(({ code }) => code !== report.jurisdiction).map(({ code, name }) => h('option', { value: code }, name)),
      ...(report.jurisdiction === 'unassigned' ? [] : [h('option', { value: 'unassigned' }, t('dutyDesk'))])), () => {});
  }
  const form = h('form', { class: 'move-form', onsubmit: (event: SubmitEvent) => {
    event.preventDefault();
    const wanted: WantedMove = { move };
    if (note.value.trim() !== '') {
      wanted.note = note.value.trim();
    }
    if (move === 'dispatch') {
      wanted.assignee = target.value;
    }
    if (move === 'transfer') {
      wanted.to = target.value;
    }
    if (move === 'wait' && until.value !== '') {
      wanted.until = new Date(until.value).toISOString();
    }
    send(wanted);
  } },
  h('h3', {}, t(`move.${move}`)),
  (move === 'dispatch' || move === 'transfer') && h('label', {}, h('span', {}, t(move === 'dispatch' ? 'moveTo' : 'moveThere')), target),
  move === 'wait' && h('label', {}, h('span', {}, t('moveUntil')), until),
  h('label', {}, h('span', {}, t(reason ? 'moveReason' : 'moveNote')), note),
  h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t('moveDo')), h('button', { type: 'button', onclick: cancel }, t('cancel'))));
  return form;
}
