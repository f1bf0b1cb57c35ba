import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionRequestPages, diagnosisQuery, WATCH_MS } from '../../api/connection-requests.ts';
import { usePages } from '../../api/pages.ts';
import type { ConnectionType } from '../../api/types.ts';
import { Section } from '../../components/section.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import { ConnectionMistakes } from './connection-mistakes.tsx';
import { clientSentence, OtherClient } from './recognized-client.tsx';
import { RequestTable } from './request-table.tsx';

interface LatestRequestsProps {
  readonly organization: string;
  readonly connectionId: string;
  readonly type: ConnectionType;
}

const SHOWN = 5;

/** The last few requests as they arrive, with what they say is set up wrongly. */
export function LatestRequests({ organization, connectionId, type }: LatestRequestsProps) {
  const diagnosis = useQuery({ ...diagnosisQuery(organization, connectionId), refetchInterval: WATCH_MS });
  const { more: _, ...pages } = usePages({
    ...connectionRequestPages(organization, connectionId, undefined, SHOWN),
    refetchInterval: WATCH_MS,
  });
  const recognized = diagnosis.data && clientSentence(diagnosis.data);
  return (
    <Stack gap="lg">
      <OtherClient client={diagnosis.data?.client} type={type} />
      <ConnectionMistakes mistakes={diagnosis.data?.mistakes ?? []} />
      <Section
        title="Latest requests"
        {...(recognized ? { description: recognized } : {})}
        padding="flush"
        actions={
          <ButtonLink
            size="xs"
            variant="default"
            to="/o/$organization/connections/$connectionId/requests"
            params={{ organization, connectionId }}
          >
            All requests
          </ButtonLink>
        }
      >
        <RequestTable pages={pages} />
      </Section>
    </Stack>
  );
}
