import type { Category } from './wire';

/** A category table to begin with: what residents of a community most often report, with common deadlines in hours. */
export const defaultCategories: readonly Category[] = [
  { code: 'fire-safety', name: '消防隐患', nameEn: 'Fire safety', kind: 'hazard', acceptHours: 2, resolveHours: 24 },
  { code: 'public-facility', name: '公共设施损坏', nameEn: 'Broken public facility', kind: 'hazard', acceptHours: 8, resolveHours: 72 },
  { code: 'cleanliness', name: '环境卫生', nameEn: 'Cleanliness', kind: 'hazard', acceptHours: 8, resolveHours: 72 },
  { code: 'order', name: '停车与秩序', nameEn: 'Parking and order', kind: 'hazard', acceptHours: 8, resolveHours: 120 },
  { code: 'care', name: '助老助困', nameEn: 'Care and help', kind: 'need', acceptHours: 8, resolveHours: 72 },
  { code: 'small-wish', name: '微心愿', nameEn: 'A small wish', kind: 'need', acceptHours: 24, resolveHours: 240 },
  { code: 'neighbours', name: '邻里纠纷', nameEn: 'Neighbours', kind: 'dispute', acceptHours: 24, resolveHours: 168 },
  { code: 'suggestion', name: '意见建议', nameEn: 'Suggestion', kind: 'suggestion', acceptHours: 72, resolveHours: 720 },
];
