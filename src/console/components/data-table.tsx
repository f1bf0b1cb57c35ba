import { Button, Group, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TablePages } from '../api/pages.ts';
import classes from './data-table.module.css';
import { ErrorState } from './error-state.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** For a column of buttons: named to those who cannot see that they are buttons. */
  readonly headerHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  readonly width?: string | number;
  readonly align?: 'start' | 'end';
  /** Hidden below the medium width, where there is no room for what is merely nice to know. */
  readonly optional?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the table lists, to those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: TablePages<Row>;
  readonly rowKey: (row: Row) => string;
  /** Makes the whole row lead there; the first column's content becomes the link. */
  readonly rowLink?: (row: Row) => LinkProps | undefined;
  readonly onRow?: (row: Row) => void;
  readonly empty: ReactNode;
  readonly skeletonRows?: number;
}

const skeletonWidth = (row: number, column: number): string => `${48 + ((row * 37 + column * 23) % 44)}%`;

/** Rows of anything: loading, empty, failed and "more" all look alike everywhere; a narrow window gets cards. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, pages, rowKey, rowLink, onRow, empty, skeletonRows = 6 } = props;
  if (pages.error && !pages.rows) {
    return (
      <div className={classes.failed}>
        <ErrorState error={pages.error} onRetry={pages.refetch} retrying={pages.refetching} />
      </div>
    );
  }
  if (pages.rows?.length === 0) return empty;

  const first = (row: Row, content: ReactNode): ReactNode => {
    const link = rowLink?.(row);
    if (link) {
      return (
        <Link {...link} className={classes.link}>
          {content}
        </Link>
      );
    }
    if (onRow) {
      return (
        <button type="button" className={classes.link} onClick={() => onRow(row)}>
          {content}
        </button>
      );
    }
    return content;
  };

  return (
    <>
      <Table
        className={classes.table}
        aria-label={label}
        aria-busy={!pages.rows || pages.outdated}
        data-outdated={pages.outdated || undefined}
        verticalSpacing={8}
        horizontalSpacing="md"
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th
                key={column.key}
                scope="col"
                data-optional={column.optional || undefined}
                style={{ width: column.width, textAlign: column.align }}
              >
                {column.headerHidden ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pages.rows
            ? pages.rows.map((row) => (
                <Table.Tr key={rowKey(row)} data-link={Boolean(rowLink?.(row) ?? onRow) || undefined}>
                  {columns.map((column, index) => (
                    <Table.Td
                      key={column.key}
                      data-label={column.headerHidden ? undefined : column.header}
                      data-optional={column.optional || undefined}
                      style={{ textAlign: column.align }}
                    >
                      {index === 0 ? first(row, column.cell(row)) : column.cell(row)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            : Array.from({ length: skeletonRows }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
                <Table.Tr key={row}>
                  {columns.map((column, index) => (
                    <Table.Td key={column.key} data-optional={column.optional || undefined}>
                      <Skeleton height={13} my={4} width={skeletonWidth(row, index)} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
      {pages.rows && (pages.more || pages.error) ? (
        <Group justify="center" className={classes.foot}>
          {pages.more && (
            <Text span size="xs" c="dimmed">
              {pages.rows.length.toLocaleString()}
              {pages.total !== undefined && ` of ${pages.total.toLocaleString()}`} shown
            </Text>
          )}
          {pages.more && (
            <Button variant="default" size="xs" loading={pages.more.loading} onClick={pages.more.load}>
              Show more
            </Button>
          )}
          {pages.error ? (
            <Text c="red" size="sm" role="alert">
              The list could not be renewed; what you see may be out of date.
            </Text>
          ) : null}
        </Group>
      ) : null}
    </>
  );
}
