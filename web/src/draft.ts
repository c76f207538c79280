import type { GeoPoint } from './wire';

export interface ChosenPlace extends GeoPoint { source: 'map' | 'gps' }

/** What a resident has begun to say. It outlives a change of language or page, not the tab. */
export interface Draft { place: ChosenPlace | null; category: string; words: string; name: string; phone: string }

export const emptyDraft = (): Draft => ({ place: null, category: '', words: '', name: '', phone: '' });
