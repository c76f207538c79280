import { ApiProblem, isAbort, signIn } from '../api';
import { h } from '../element';
import { mayReadCoverage, maySetUp } from '../grants';
import { t } from '../language';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { currentSession, startSession } from '../session';

/** Spends a one-time invitation: from the link's fragment, which no server log sees, or pasted. */
export class SignInPage implements Panel {
  private readonly code = h('input', { id: 'invitation', required: true, autocomplete: 'off', spellcheck: 'false' });
  private readonly button = h('button', { type: 'submit', class: 'primary' }, t('signInButton'));
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly element = h('div', { class: 'narrow' },
    h('h1', {}, t('signInTitle')),
    h('p', {}, t('signInText')),
    h('form', { onsubmit: (event: SubmitEvent) => { event.preventDefault(); void this.spend(this.code.value.trim()); } },
      h('label', {}, h('span', {}, t('signInCode')), this.code), this.button),
    this.said);
  private request: AbortController | null = null;

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    const session = currentSession();
    if (session !== null) {
      this.said.append(h('p', { class: 'note' }, t('signedIn', { name: session.name }), ' ', h('a', { href: '/map' }, t('openMap'))));
    }
    const invitation = new URLSearchParams(location.hash.slice(1)).get('invite');
    if (invitation) {
      history.replaceState(null, '', location.pathname); // a code that is spent should not stay in the address bar
      this.code.value = invitation;
      void this.spend(invitation);
    }
  }

  unmount(): void {
    this.request?.abort();
    this.element.remove();
  }

  private async spend(invitation: string): Promise<void> {
    const request = this.request = new AbortController();
    this.button.disabled = true;
    this.said.replaceChildren(h('p', { class: 'quiet' }, t('signInBusy')));
    try {
      const { token, expiresAt, person } = await signIn(invitation, request.signal);
      startSession({ token, expiresAt, name: person.name ?? person.subject, setsUp: maySetUp(person), readsCoverage: mayReadCoverage(person) });
      location.assign('/map');
    } catch (error) {
      if (!isAbort(error)) {
        this.button.disabled = false;
        const spent = error instanceof ApiProblem && error.status < 500 && error.status !== 429;
        this.said.replaceChildren(...(spent ? [h('p', { class: 'fault', role: 'alert' }, t('signInUsed'))] : [faultBox(error, () => void this.spend(invitation))]));
      }
    }
  }
}
