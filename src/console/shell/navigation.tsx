import { ScrollArea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { overviewQuery } from '../api/organizations.ts';
import classes from './navigation.module.css';
import { INSTANCE_NAVIGATION, ORGANIZATION_NAVIGATION } from './navigation-items.ts';
import { usePlace } from './use-place.ts';

/** The way around, with the number of open holds where they are found. */
export function Navigation() {
  const place = usePlace();
  const organization = place.kind === 'organization' ? place.organization : '';
  const groups = place.kind === 'organization' ? ORGANIZATION_NAVIGATION : INSTANCE_NAVIGATION;
  const overview = useQuery({ ...overviewQuery(organization), enabled: place.kind === 'organization' });
  const openHolds = place.kind === 'organization' ? (overview.data?.openHolds ?? 0) : 0;
  return (
    <ScrollArea className={classes.root} type="auto" scrollbarSize={6}>
      <nav aria-label="Main">
        {groups.map((group) => (
          <div key={group.label ?? 'first'} className={classes.group}>
            {group.label && <div className={classes.label}>{group.label}</div>}
            <ul className={classes.list}>
              {group.items.map(({ label, icon: Icon, link, exact }) => (
                <li key={label}>
                  <Link
                    {...link(organization)}
                    className={classes.item}
                    activeOptions={{ exact: exact ?? false, includeSearch: false }}
                  >
                    <Icon size={18} stroke={1.7} aria-hidden />
                    <span className={classes.text}>{label}</span>
                    {label === 'Holds' && openHolds > 0 && (
                      <span className={classes.count} title={`${openHolds} open`}>
                        {openHolds}
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </ScrollArea>
  );
}
