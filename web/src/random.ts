/** 128 random bits in hexadecimal: keys and ids that nobody guesses or makes twice. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
