import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../../api/organizations.ts';
import type { Mapping, MappingInput } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { GroupPicker } from '../../components/group-picker.tsx';
import {
  type RoleInScopeChoice,
  RoleInScopeFields,
  roleInScopeChecks,
} from '../../components/role-in-scope-fields.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { useConnectionChoices } from '../directory/use-connection-choices.ts';
import { ValueFields } from './value-fields.tsx';

interface MappingFormProps {
  readonly mapping: Mapping | undefined;
  /** What was entered before, when coming back from the preview. */
  readonly input: MappingInput | undefined;
  readonly onCancel: () => void;
  readonly onPreview: (input: MappingInput) => void;
}

interface Values extends RoleInScopeChoice {
  readonly by: 'group' | 'name' | 'attribute';
  readonly groupId: string | null;
  readonly name: string;
  readonly connectionId: string | null;
  readonly attribute: 'roles' | 'entitlements';
  readonly value: string;
}

function valuesOf(source: MappingInput | undefined, organizationId: string | null): Values {
  const match = source?.match;
  return {
    by: match?.by ?? 'group',
    groupId: match?.by === 'group' ? match.groupId : null,
    name: match?.by === 'name' ? match.name : '',
    connectionId: (match && match.by !== 'group' && match.connectionId) || null,
    attribute: match?.by === 'attribute' ? match.attribute : 'roles',
    value: match?.by === 'attribute' ? match.value : '',
    scopeKind: source?.scopeKind ?? 'organization',
    scopeId: source?.scopeId ?? organizationId,
    role: source?.role ?? null,
  };
}

const inputOf = (mapping: Mapping): MappingInput => ({
  match: mapping.match,
  scopeKind: mapping.scope.kind === 'instance' ? 'organization' : mapping.scope.kind,
  scopeId: mapping.scope.id,
  role: mapping.role,
});

function matchOf(values: Omit<Values, keyof RoleInScopeChoice>): MappingInput['match'] {
  const { by, groupId, name, connectionId, attribute, value } = values;
  if (by === 'group') return { by, groupId: groupId ?? '' };
  if (by === 'attribute') return { by, connectionId: connectionId ?? '', attribute, value: value.trim() };
  return { by, name: name.trim(), ...(connectionId ? { connectionId } : {}) };
}

/** Which group, or which value, gives which role where. */
export function MappingForm({ mapping, input, onCancel, onPreview }: MappingFormProps) {
  const organization = useOrganization();
  const { data: details } = useQuery(organizationQuery(organization));
  const connections = useConnectionChoices();
  const form = useForm<Values>({
    initialValues: valuesOf(input ?? (mapping && inputOf(mapping)), details?.id ?? null),
    validate: {
      groupId: (value, { by }) => (by !== 'group' || value ? null : 'Choose a group'),
      name: (value, { by }) => (by !== 'name' || value.trim() ? null : 'Enter the name of the group'),
      value: (value, { by }) => (by !== 'attribute' || value.trim() ? null : 'Enter the value'),
      connectionId: (value, { by }) => (by !== 'attribute' || value ? null : 'Choose the connection'),
      ...roleInScopeChecks,
    },
  });
  const { values, errors } = form;
  const submit = form.onSubmit(({ scopeKind, scopeId, role, ...match }) => {
    if (scopeId && role) onPreview({ match: matchOf(match), scopeKind, scopeId, role });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <ChoiceCards
          label="Who gets the role?"
          value={values.by}
          onChange={(by) => form.setFieldValue('by', by)}
          choices={[
            {
              value: 'group',
              title: 'One group (recommended)',
              description: 'The members of exactly this group, even when it is renamed.',
            },
            {
              value: 'name',
              title: 'Every group of a name',
              description: 'For groups that do not exist yet, or are made anew now and then.',
            },
            {
              value: 'attribute',
              title: 'Users with a role or entitlement',
              description: 'For providers that send these of each user, instead of groups.',
            },
          ]}
        />
        {values.by === 'group' ? (
          <GroupPicker
            label="Group"
            placeholder="Find by name"
            value={values.groupId}
            onChange={(groupId) => form.setFieldValue('groupId', groupId)}
            error={errors.groupId}
          />
        ) : values.by === 'attribute' ? (
          <ValueFields form={form} connections={connections} />
        ) : (
          <Stack gap="sm">
            <Callout tone="attention" icon={<IconAlertTriangle size={18} />}>
              Whoever can name a group in the identity provider can hand out this role, and a renamed group loses it.
            </Callout>
            <Group grow align="flex-start">
              <TextInput
                label="Name of the group"
                description="Upper and lower case count as the same"
                maxLength={500}
                {...form.getInputProps('name')}
              />
              <Select
                label="Connection"
                description="Only groups pushed over it"
                placeholder="Any connection"
                clearable
                data={connections}
                value={values.connectionId}
                onChange={(connectionId) => form.setFieldValue('connectionId', connectionId)}
              />
            </Group>
          </Stack>
        )}
        <RoleInScopeFields value={values} onChange={form.setValues} errors={errors} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit">Preview</Button>
        </Group>
      </Stack>
    </form>
  );
}
