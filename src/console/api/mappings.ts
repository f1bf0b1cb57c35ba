import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import { pagesOptions } from './pages.ts';
import type { MappingEdit } from './types.ts';

export const mappingPages = (organization: string) =>
  pagesOptions(inside(organization, 'mappings'), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/mappings', {
        params: { path: { organization }, query: { limit: 100, ...cursor } },
        signal,
      }),
    ),
  );

/** Reckoned anew every time: a preview of what was true a minute ago would mislead. */
export const mappingPreviewQuery = (organization: string, edit: MappingEdit) =>
  queryOptions({
    queryKey: inside(organization, 'mapping-preview', edit),
    queryFn: () =>
      answerOf(
        client.POST('/organizations/{organization}/mappings/preview', {
          params: { path: { organization } },
          body: edit,
        }),
      ),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Does what was previewed, and answers the sync job that applies it. */
export async function saveMappingEdit(organization: string, edit: MappingEdit): Promise<{ jobId: string }> {
  const started = await send(organization, edit);
  await renewInside(organization);
  return { jobId: started.jobId };
}

function send(organization: string, edit: MappingEdit): Promise<{ jobId: string }> {
  const one = '/organizations/{organization}/mappings/{mappingId}';
  if ('create' in edit) {
    const path = '/organizations/{organization}/mappings';
    return answerOf(client.POST(path, { params: { path: { organization } }, body: edit.create }));
  }
  if ('change' in edit) {
    const { mappingId, input } = edit.change;
    return answerOf(client.PATCH(one, { params: { path: { organization, mappingId } }, body: input }));
  }
  return answerOf(client.DELETE(one, { params: { path: { organization, mappingId: edit.delete.mappingId } } }));
}
