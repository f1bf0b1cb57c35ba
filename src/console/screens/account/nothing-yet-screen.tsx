import { IconDoorEnter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';

/** For people who may sign in, but have nothing to manage. */
export function NothingYetScreen() {
  const { data: session } = useQuery(sessionQuery);
  return (
    <>
      <PageHeader title={`Hello ${session?.account.displayName ?? session?.account.email ?? ''}`} />
      <Section padding="flush">
        <EmptyState icon={<IconDoorEnter size={22} />} title="You are signed in, and there is nothing here for you yet">
          This console is for instance administrators. If you are to be one, ask another administrator to add{' '}
          <strong>{session?.account.email}</strong>.
        </EmptyState>
      </Section>
    </>
  );
}
