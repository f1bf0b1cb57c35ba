import { Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import type { TablePages } from '../../api/pages.ts';
import type { ConnectionRequest } from '../../api/types.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Time } from '../../components/time.tsx';
import { RequestDrawer } from './request-drawer.tsx';
import { RequestStatus } from './request-status.tsx';
import classes from './request-table.module.css';

interface RequestTableProps {
  readonly pages: TablePages<ConnectionRequest>;
  /** Whether only some of them are asked for. */
  readonly filtered?: boolean;
}

/** The same in front of every path, unless the base URL is wrong. */
const ROOT = '/scim/v2';

const COLUMNS: readonly Column<ConnectionRequest>[] = [
  {
    key: 'request',
    header: 'Request',
    cell: ({ method, path }) => (
      <span className={classes.request}>
        <b>{method}</b> {path.startsWith(ROOT) && <span className={classes.root}>{ROOT}</span>}
        {path.startsWith(ROOT) ? path.slice(ROOT.length) : path}
      </span>
    ),
  },
  {
    key: 'status',
    header: 'Answer',
    width: 176,
    cell: ({ status, cause }) => <RequestStatus status={status} {...(cause ? { cause } : {})} />,
  },
  { key: 'ms', header: 'Took', width: 88, align: 'end', optional: true, cell: ({ durationMs }) => took(durationMs) },
  { key: 'at', header: 'When', width: 128, cell: ({ at }) => <Time at={at} /> },
];

const took = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString()} ms`;

/** Requests of a connection; each opens with all that was kept of it. */
export function RequestTable({ pages, filtered = false }: RequestTableProps) {
  const [opened, setOpened] = useState<ConnectionRequest>();
  const skipped = pages.rows?.reduce((sum, { skippedBefore = 0 }) => sum + skippedBefore, 0) ?? 0;
  return (
    <>
      <DataTable
        label="Requests of this connection"
        columns={COLUMNS}
        pages={pages}
        rowKey={({ id }) => id}
        onRow={setOpened}
        empty={
          <EmptyState icon={<IconArrowsExchange size={22} />} title={filtered ? 'None of these' : 'No request yet'}>
            {filtered
              ? 'Among the latest requests, none was answered like that.'
              : 'Nothing has arrived with a token of this connection, at any address of this service. Check that the identity provider can reach it, and which base URL and token were entered there.'}
          </EmptyState>
        }
      />
      {skipped > 0 && (
        <Text size="xs" c="dimmed" className={classes.note}>
          {skipped.toLocaleString()} more came too fast to be listed; they were answered all the same.
        </Text>
      )}
      <RequestDrawer request={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}
