import { Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { mappingPreviewQuery, saveMappingEdit } from '../../api/mappings.ts';
import type { Mapping } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { done } from '../../components/toast.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { MappingPreview } from './mapping-preview.tsx';

interface DeleteMappingProps {
  readonly mapping: Mapping | undefined;
  readonly onClose: () => void;
}

/** Deletes a mapping, after showing who loses what. */
export function DeleteMapping({ mapping, onClose }: DeleteMappingProps) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const edit = { delete: { mappingId: mapping?.id ?? '' } };
  const preview = useQuery({ ...mappingPreviewQuery(organization, edit), enabled: mapping !== undefined });
  const remove = useMutation({
    mutationFn: () => saveMappingEdit(organization, edit),
    onSuccess: async ({ jobId }) => {
      onClose();
      done('Deleted: a sync job applies it');
      await navigate({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId } });
    },
  });
  return (
    <ConfirmDialog
      opened={mapping !== undefined}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => remove.mutate()}
      title="Delete this mapping?"
      confirmLabel="Delete mapping"
      danger
      disabled={!preview.data}
      busy={remove.isPending}
      error={remove.error}
    >
      <Text>The group stays; its members lose what only this mapping gave them.</Text>
      <MappingPreview query={preview} />
    </ConfirmDialog>
  );
}
