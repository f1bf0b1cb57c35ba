import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { INSTANCE_NAVIGATION, ORGANIZATION_NAVIGATION } from './navigation-items.ts';
import { usePlace } from './use-place.ts';

const SEQUENCE_MS = 1200;
const EDITING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** `g` then a letter goes to a screen, `/` to the screen's search field, `?` lists the shortcuts. */
export function useNavigationKeys(onHelp: () => void): void {
  const navigate = useNavigate();
  const place = usePlace();
  const organization = place.kind === 'organization' ? place.organization : undefined;
  const begunAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (target instanceof Element && target.closest(EDITING)) return;
      const begun = event.timeStamp - begunAt.current < SEQUENCE_MS;
      begunAt.current = Number.NEGATIVE_INFINITY;
      if (begun) {
        const groups = organization ? [...ORGANIZATION_NAVIGATION, ...INSTANCE_NAVIGATION] : INSTANCE_NAVIGATION;
        const item = groups.flatMap((group) => group.items).find(({ key }) => key === event.key);
        if (item) {
          event.preventDefault();
          void navigate(item.link(organization ?? ''));
        }
      } else if (event.key === 'g') {
        begunAt.current = event.timeStamp;
      } else if (event.key === '?') {
        event.preventDefault();
        onHelp();
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('#main input[type="search"]');
        if (search) {
          event.preventDefault();
          search.focus();
        }
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [navigate, organization, onHelp]);
}
