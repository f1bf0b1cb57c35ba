import { Group, Input, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createProject, createTeam, organizationQuery, projectsQuery, teamsQuery } from '../api/organizations.ts';
import type { ScopeKind } from '../api/types.ts';
import { useOrganization } from '../routing/use-organization.ts';
import { QuickCreate } from './quick-create.tsx';

export type OrganizationScopeKind = Exclude<ScopeKind, 'instance'>;

/** Where a role is to hold; `scopeId` is null until a team or project is chosen. */
export interface ScopeChoice {
  readonly scopeKind: OrganizationScopeKind;
  readonly scopeId: string | null;
}

interface ScopePickerProps {
  readonly value: ScopeChoice;
  readonly onChange: (value: ScopeChoice) => void;
  readonly error?: string | undefined;
}

const KINDS = [
  { value: 'organization', label: 'The organization' },
  { value: 'team', label: 'A team' },
  { value: 'project', label: 'A project' },
] as const;

/** The organization, a team or a project; teams and projects that are missing are made on the spot. */
export function ScopePicker({ value, onChange, error }: ScopePickerProps) {
  const organization = useOrganization();
  const { data: details } = useQuery(organizationQuery(organization));
  const { data: teams } = useQuery(teamsQuery(organization));
  const { data: projects } = useQuery(projectsQuery(organization));
  const [team, setTeam] = useState<string | null>(null);
  const choose = (kind: string) => {
    const scopeKind = KINDS.find((each) => each.value === kind)?.value ?? 'organization';
    onChange({ scopeKind, scopeId: scopeKind === 'organization' ? (details?.id ?? null) : null });
  };
  const teamOptions = (teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Stack gap="xs">
      <Input.Wrapper label="Where" labelElement="div">
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label="Where"
          data={KINDS.map((kind) => ({ ...kind }))}
          value={value.scopeKind}
          onChange={choose}
        />
      </Input.Wrapper>
      {value.scopeKind === 'team' && (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <Select
            flex={1}
            searchable
            aria-label="Team"
            placeholder={teamOptions.length > 0 ? 'Choose a team' : 'There is no team yet'}
            data={teamOptions}
            value={value.scopeId}
            onChange={(scopeId) => onChange({ ...value, scopeId })}
            error={error}
          />
          <QuickCreate
            label="New team"
            fieldLabel="Name of the team"
            onCreate={async (name) => {
              const { id } = await createTeam(organization, name);
              onChange({ scopeKind: 'team', scopeId: id });
            }}
          />
        </Group>
      )}
      {value.scopeKind === 'project' && (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <Select
            flex={1}
            searchable
            aria-label="Project"
            placeholder={projects?.items.length ? 'Choose a project' : 'There is no project yet'}
            data={(projects?.items ?? []).map(({ id, name, teamName }) => ({
              value: id,
              label: teamName ? `${name} (team ${teamName})` : name,
            }))}
            value={value.scopeId}
            onChange={(scopeId) => onChange({ ...value, scopeId })}
            error={error}
          />
          <QuickCreate
            label="New project"
            fieldLabel="Name of the project"
            disabled={team === null}
            onCreate={async (name) => {
              const { id } = await createProject(organization, { teamId: team ?? '', name });
              onChange({ scopeKind: 'project', scopeId: id });
            }}
          >
            <Select
              label="Team"
              placeholder={teamOptions.length > 0 ? 'Choose a team' : 'Make a team first'}
              data={teamOptions}
              value={team}
              onChange={setTeam}
              comboboxProps={{ withinPortal: false }}
            />
          </QuickCreate>
        </Group>
      )}
    </Stack>
  );
}
