import { Drawer, Stack, Text } from '@mantine/core';
import type { ConnectionRequest } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { Facts } from '../../components/facts.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Time } from '../../components/time.tsx';
import { RequestStatus } from './request-status.tsx';

interface RequestDrawerProps {
  readonly request: ConnectionRequest | undefined;
  readonly onClose: () => void;
}

/** One request with everything that was kept of it. */
export function RequestDrawer({ request, onClose }: RequestDrawerProps) {
  return (
    <Drawer
      opened={request !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={request ? `${request.method} request` : ''}
      overlayProps={{ backgroundOpacity: 0.35 }}
    >
      {request && (
        <Stack gap="lg">
          <Facts
            facts={[
              {
                label: 'Answer',
                value: <RequestStatus status={request.status} {...(request.cause ? { cause: request.cause } : {})} />,
              },
              request.detail !== undefined && { label: 'What it said', value: request.detail },
              request.scimType !== undefined && { label: 'SCIM error type', value: request.scimType },
              { label: 'When', value: <Time at={request.at} format="full" /> },
              { label: 'Took', value: `${request.durationMs.toLocaleString()} ms` },
              { label: 'Address', value: <CopyableCode value={request.path} /> },
              request.userAgent !== undefined && { label: 'Sent by', value: request.userAgent },
              request.tokenId !== undefined && { label: 'Token id', value: <CopyableCode value={request.tokenId} /> },
              { label: 'Request id', value: <CopyableCode value={request.requestId} /> },
            ]}
          />
          {request.body !== undefined && <JsonView label="What it carried" value={request.body} openedAtFirst />}
          <Text size="xs" c="dimmed">
            {request.unmasked
              ? 'Kept with personal values, because somebody asked for it. Secrets are never kept.'
              : 'Values of people are masked; attributes, operators and types are as they came.'}
          </Text>
        </Stack>
      )}
    </Drawer>
  );
}
