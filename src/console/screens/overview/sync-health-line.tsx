import type { Overview } from '../../api/types.ts';
import { syncHealth } from './sync-health.ts';
import classes from './sync-health-line.module.css';

/** The sentence an administrator came for. */
export function SyncHealthLine({ overview }: { readonly overview: Overview }) {
  const { tone, sentence } = syncHealth(overview);
  return (
    <span className={classes.root} data-tone={tone} role="status">
      <span className={classes.dot} aria-hidden />
      {sentence}
    </span>
  );
}
