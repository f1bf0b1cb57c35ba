import { IconMapPinOff } from '@tabler/icons-react';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { ButtonLink } from '../routing/router-links.tsx';

/** For addresses that lead nowhere, and organizations that are not (any more). */
export function RouteNotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <Section padding="flush">
        <EmptyState
          icon={<IconMapPinOff size={22} />}
          title="There is nothing at this address"
          action={
            <ButtonLink to="/instance/organizations" variant="default">
              See the organizations
            </ButtonLink>
          }
        >
          It may have been deleted, or the address may be mistyped.
        </EmptyState>
      </Section>
    </>
  );
}
