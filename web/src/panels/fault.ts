import { ApiProblem, Unreachable } from '../api';
import { h } from '../element';
import { t } from '../language';

/** Says in words what went wrong: every fault that the server named, and the number to quote. */
export function faultBox(error: unknown, retry?: () => void): HTMLElement {
  const box = h('div', { class: 'fault', role: 'alert' }, h('p', { class: 'fault-title' }, titleOf(error)));
  if (error instanceof ApiProblem) {
    if (error.detail && error.errors.length === 0) { // beside a list of faults it only counts or repeats them
      box.append(h('p', {}, error.detail));
    }
    if (error.errors.length > 0) {
      box.append(h('ul', {}, ...error.errors.map(({ path, message }) => h('li', {}, h('code', {}, path), ` ${message}`))));
    }
    if (error.traceId) {
      box.append(h('p', { class: 'quiet' }, t('faultTrace', { trace: error.traceId })));
    }
  } else if (!(error instanceof Unreachable)) {
    console.error(error);
  }
  if (retry) {
    box.append(h('button', { type: 'button', class: 'plain', onclick: retry }, t('retry')));
  }
  return box;
}

function titleOf(error: unknown): string {
  if (error instanceof Unreachable) {
    return t('faultOffline');
  }
  if (!(error instanceof ApiProblem)) {
    return t('faultTitle');
  }
  switch (error.status) {
    case 400: return error.errors.length > 0 ? t('faultFaults', { count: error.errors.length }) : error.title;
    case 401: return t('faultSignIn');
    case 403: return t('faultRefused');
    default: return error.title || t('faultTitle');
  }
}
