import { Disclosure } from './disclosure.tsx';
import classes from './json-view.module.css';

interface JsonViewProps {
  readonly label: string;
  readonly value: unknown;
  readonly openedAtFirst?: boolean;
}

/** JSON as it was sent, folded away until wanted. */
export function JsonView({ label, value, openedAtFirst = false }: JsonViewProps) {
  return (
    <Disclosure label={label} openedAtFirst={openedAtFirst}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </pre>
    </Disclosure>
  );
}
