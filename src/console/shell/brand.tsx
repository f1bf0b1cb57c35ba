import classes from './brand.module.css';

/** The mark: a holdfast, what kelp grips the rock with. */
export function BrandMark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" className={classes.tile} />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 6.5v19M16 18.5c0 3.6-2.6 5.8-6.4 6.8M16 18.5c0 3.6 2.6 5.8 6.4 6.8" />
        <path d="M16 13.5c-3.4 0-5.4-1.6-6-4.6M16 13.5c3.4 0 5.4-1.6 6-4.6" />
      </g>
    </svg>
  );
}

export function Brand() {
  return (
    <span className={classes.root}>
      <BrandMark />
      Holdfast
    </span>
  );
}
