const key = 'gridsteward.session';

/** What the grants at sign-in allowed: setting up jurisdictions, reading coverage reports. It only decides what is offered; the server decides what is done. */
export interface Session { token: string; expiresAt: string; name: string; setsUp: boolean; readsCoverage?: boolean }

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
