import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { mappingPreviewQuery, saveMappingEdit } from '../../api/mappings.ts';
import type { Mapping, MappingEdit, MappingInput } from '../../api/types.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { done } from '../../components/toast.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { MappingForm } from './mapping-form.tsx';
import { MappingPreview } from './mapping-preview.tsx';

interface MappingEditorProps {
  /** Undefined: closed. Without a mapping: a new one. */
  readonly editing: { readonly mapping: Mapping | undefined } | undefined;
  readonly onClose: () => void;
}

/** Makes or changes a mapping in two steps: the rule, then its consequences. Nothing is saved unseen. */
export function MappingEditor({ editing, onClose }: MappingEditorProps) {
  const [input, setInput] = useState<MappingInput>();
  const [previewing, setPreviewing] = useState(false);
  const mapping = editing?.mapping;
  const reset = () => {
    setInput(undefined);
    setPreviewing(false);
  };
  const edit: MappingEdit | undefined =
    input && (mapping ? { change: { mappingId: mapping.id, input } } : { create: input });
  return (
    <Modal
      opened={editing !== undefined}
      onClose={onClose}
      onExitTransitionEnd={reset}
      size="xl"
      title={`${mapping ? 'Change the mapping' : 'New mapping'}${previewing ? ': who is concerned' : ''}`}
    >
      {previewing && edit ? (
        <PreviewStep edit={edit} onBack={() => setPreviewing(false)} onSaved={onClose} />
      ) : (
        <MappingForm
          mapping={mapping}
          input={input}
          onCancel={onClose}
          onPreview={(next) => {
            setInput(next);
            setPreviewing(true);
          }}
        />
      )}
    </Modal>
  );
}

interface PreviewStepProps {
  readonly edit: MappingEdit;
  readonly onBack: () => void;
  readonly onSaved: () => void;
}

function PreviewStep({ edit, onBack, onSaved }: PreviewStepProps) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const preview = useQuery(mappingPreviewQuery(organization, edit));
  const save = useMutation({
    mutationFn: () => saveMappingEdit(organization, edit),
    onSuccess: async ({ jobId }) => {
      onSaved();
      done('Saved: a sync job applies it');
      await navigate({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId } });
    },
  });
  return (
    <Stack gap="md">
      <MappingPreview query={preview} />
      {save.error && <ErrorState error={save.error} />}
      <Text size="xs" c="dimmed">
        Reckoned from the present state; what the identity provider changes meanwhile is taken into account.
      </Text>
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button loading={save.isPending} disabled={!preview.data} onClick={() => save.mutate()} data-autofocus>
          Save mapping
        </Button>
      </Group>
    </Stack>
  );
}
