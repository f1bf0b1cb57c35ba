import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { removeExtensionSchema } from '../../api/extension-schemas.ts';
import type { Connection, ExtensionSchema } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { done } from '../../components/toast.ts';
import { StoredValues } from './stored-values.tsx';

interface RemoveSchemaProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly schema: ExtensionSchema;
  readonly onClose: () => void;
}

export function RemoveSchema({ organization, connection, schema, onClose }: RemoveSchemaProps) {
  const [values, setValues] = useState<'keep' | 'delete'>('keep');
  const remove = useMutation({
    mutationFn: () => removeExtensionSchema(organization, connection.id, schema.id, values),
    onSuccess: () => {
      done('Removed: attributes of it are passed over from now on');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`Remove ${schema.name}?`}
      confirmLabel="Remove schema"
      danger
      busy={remove.isPending}
      error={remove.error}
    >
      <Text>
        What the identity provider sends of it is passed over from then on, without refusing the rest of the request.
      </Text>
      <StoredValues
        organization={organization}
        connectionId={connection.id}
        schema={schema}
        value={values}
        onChange={setValues}
      />
    </ConfirmDialog>
  );
}
