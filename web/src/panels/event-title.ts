import { t, tCode } from '../language';
import { zh, type Key } from '../strings/zh';
import type { State } from '../wire';

const told = ['reassigned', 'escalated', 'photoAdded', 'photoRemoved', 'feedback', 'assistAsked', 'assistMoved', 'graded', 'redacted', 'hidden', 'shown', 'followed', 'unfollowed', 'regrouped'] as const;

/** What happened, in a few words: the step that was no move, the move, or the state that it led to. */
export function eventTitle({ kind, move, state }: { kind: string; move: string | null; state: State }): string {
  const step = told.find(known => known === kind);
  return step !== undefined ? t(step) : move !== null && `moved.${move}` in zh ? t(`moved.${move}` as Key) : tCode('state', state);
}
