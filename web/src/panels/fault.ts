import { ApiProblem, Unreachable } from '../api';
import { h } from '../element';
import { t } from '../language';

/** Says in words what went wrong: every fault that the server named, and the number to quote. */
export function faultBox(error: unknown, retry?: () => void): HTMLElement {
  const box = h('div', { class: 'fault', role: 'alert' }, h('p', { class: 'fault-title' }, titleOf(error)));
  if (error instanceof ApiProblem) {
    if (error.detail) {
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
  return error.status === 401 ? t('faultSignIn') : error.status === 403 ? t('faultRefused') : error.title || t('faultTitle');
}
