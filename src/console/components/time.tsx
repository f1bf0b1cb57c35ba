import classes from './time.module.css';
import { absoluteTime, relativeTime } from './time-format.ts';
import { useNow } from './use-now.ts';

interface TimeProps {
  readonly at: string;
  /** `relative` (default) keeps the absolute time with its zone in the tooltip; `full` prints both. */
  readonly format?: 'relative' | 'full';
}

/** The only way the console prints an instant. Always carries the zone, machine-readable and in words. */
export function Time({ at, format = 'relative' }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>unknown</span>;
  const absolute = absoluteTime(date);
  const relative = relativeTime(date, now);
  return (
    <time dateTime={at} title={absolute} className={format === 'full' ? classes.full : classes.relative}>
      {format === 'full' ? (
        <>
          <span>{absolute}</span> <span className={classes.ago}>{relative}</span>
        </>
      ) : (
        relative
      )}
    </time>
  );
}
