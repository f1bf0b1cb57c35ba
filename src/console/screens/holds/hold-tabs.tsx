import { SegmentedControl } from '@mantine/core';
import classes from './hold-tabs.module.css';

interface HoldTabsProps {
  readonly closed: boolean;
  readonly onChange: (closed: boolean) => void;
}

export function HoldTabs({ closed, onChange }: HoldTabsProps) {
  return (
    <div className={classes.root}>
      <SegmentedControl
        size="xs"
        aria-label="Which holds"
        value={closed ? 'closed' : 'open'}
        onChange={(value) => onChange(value === 'closed')}
        data={[
          { value: 'open', label: 'Open' },
          { value: 'closed', label: 'Closed' },
        ]}
      />
    </div>
  );
}
