import type { Clock } from '../application/ports/clock.ts';

let ms = Number.NaN;
let text = '';

/** The system's time. What asks in one millisecond gets one text: writing a date costs more than looking at the clock. */
export const systemClock: Clock = {
  now: () => {
    const now = Date.now();
    if (now !== ms) {
      ms = now;
      text = new Date(now).toISOString();
    }
    return text;
  },
};
