import { Refused } from '../errors.ts';

const HOURS: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

/** `90m`, `24h`, `7d`, `0` → hours. @throws Refused */
export function parseHours(text: string, flag: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text.trim()) ?? [];
  const hours = text.trim() === '0' ? 0 : Number(amount) * (HOURS[unit ?? ''] ?? Number.NaN);
  if (Number.isFinite(hours)) return hours;
  throw new Refused(`${flag} takes a time like 90m, 24h or 7d, not "${text}".`);
}
