import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string | undefined;
  readonly total?: number | undefined;
}

/** Query options of a keyset-paged list: `fetchPage` is given the cursor of the page to read, if it is not the first. */
export const pagesOptions = <Row>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: { cursor?: string }, signal: AbortSignal) => Promise<Page<Row>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam === undefined ? {} : { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    // While filters change, the rows of before stay, dimmed, instead of flickering away.
    placeholderData: keepPreviousData,
  });

type PagesOptions<Row> = ReturnType<typeof pagesOptions<Row>>;

/** A list as tables show it: undefined rows are still loading. */
export interface TablePages<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
  readonly refetching: boolean;
  /** True while the rows are those of before the filters changed. */
  readonly outdated?: boolean;
  /** How many there are in all, where that is known. */
  readonly total?: number | undefined;
  readonly more?: { readonly load: () => void; readonly loading: boolean } | undefined;
}

/** What a table shows of such a list. Rows that shifted between pages while reading appear once. */
export function usePages<Row extends { readonly id: string } | { readonly accountId: string }>(
  options: PagesOptions<Row>,
): TablePages<Row> {
  const query: UseInfiniteQueryResult<InfiniteData<Page<Row>>, Error> = useInfiniteQuery(options);
  const rows = query.data && distinct(query.data.pages.flatMap((page) => page.items));
  return {
    rows,
    total: query.data?.pages[0]?.total,
    error: query.error,
    refetch: () => void query.refetch(),
    refetching: query.isRefetching,
    outdated: query.isPlaceholderData,
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}

function distinct<Row extends { readonly id: string } | { readonly accountId: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => ['id' in row ? row.id : row.accountId, row])).values()];
}
