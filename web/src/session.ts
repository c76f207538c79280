const key = 'gridsteward.session';

export interface Session { token: string; expiresAt: string; name: string }

/** Who is signed in on this device, or nobody once the token has run out. */
export function currentSession(): Session | null {
  const kept = localStorage.getItem(key);
  if (kept === null) {
    return null;
  }
  const session = JSON.parse(kept) as Session;
  if (Date.parse(session.expiresAt) > Date.now()) {
    return session;
  }
  endSession();
  return null;
}

export function startSession(session: Session): void {
  localStorage.setItem(key, JSON.stringify(session));
}

export function endSession(): void {
  localStorage.removeItem(key);
}
