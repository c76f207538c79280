/** 128 random bits in hexadecimal: keys and ids that nobody guesses or makes twice. */
export const newKey = (): string =>
  hexadecimal(16);

/** The header that begins a trace (W3C Trace Context), marked as one to be recorded. All that happens to what was sent with it can be found by its id. */
export const newTrace = (): string => `00-${hexadecimal(16)}-${hexadecimal(8)}-01`;

const hexadecimal = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
