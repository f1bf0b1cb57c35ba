import { Group, Select, Skeleton, Text } from '@mantine/core';
import { IconBox, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createProject, createTeam, projectsQuery, teamsQuery } from '../../api/organizations.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { QuickCreate } from '../../components/quick-create.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';
import classes from './teams-and-projects.module.css';

/** The organization's teams, each with its projects. */
export function TeamsAndProjects({ organization }: { readonly organization: string }) {
  const teams = useQuery(teamsQuery(organization));
  const projects = useQuery(projectsQuery(organization));
  const [team, setTeam] = useState<string | null>(null);
  const error = teams.error ?? projects.error;
  const options = (teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section
      title="Teams and projects"
      padding="flush"
      actions={
        <Group gap="xs">
          <QuickCreate
            size="xs"
            label="New team"
            fieldLabel="Name of the team"
            onCreate={async (name) => {
              await createTeam(organization, name);
              done(`Team ${name} created`);
            }}
          />
          <QuickCreate
            size="xs"
            label="New project"
            fieldLabel="Name of the project"
            disabled={team === null}
            onCreate={async (name) => {
              await createProject(organization, { teamId: team ?? '', name });
              done(`Project ${name} created`);
            }}
          >
            <Select
              label="Team"
              placeholder={options.length > 0 ? 'Choose a team' : 'Make a team first'}
              data={options}
              value={team}
              onChange={setTeam}
              comboboxProps={{ withinPortal: false }}
            />
          </QuickCreate>
        </Group>
      }
    >
      {error && !(teams.data && projects.data) ? (
        <div className={classes.pad}>
          <ErrorState
            error={error}
            onRetry={() => {
              void teams.refetch();
              void projects.refetch();
            }}
          />
        </div>
      ) : !teams.data || !projects.data ? (
        <div className={classes.pad} aria-busy="true">
          <Skeleton height={16} width="40%" mb={10} />
          <Skeleton height={16} width="60%" />
        </div>
      ) : teams.data.items.length === 0 ? (
        <EmptyState icon={<IconUsersGroup size={22} />} title="No team yet">
          Teams and their projects are the places, besides the organization, where a role can hold.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {teams.data.items.map(({ id, name }) => {
            const own = projects.data.items.filter(({ teamId }) => teamId === id);
            return (
              <li key={id} className={classes.team}>
                <span className={classes.name}>
                  <IconUsersGroup size={17} stroke={1.7} aria-hidden /> {name}
                </span>
                {own.length > 0 ? (
                  <ul className={classes.projects}>
                    {own.map((project) => (
                      <li key={project.id} className={classes.project}>
                        <IconBox size={15} stroke={1.7} aria-hidden /> {project.name}
                      </li>
                    ))}
                  </ul>
                ) : (
                  <Text span size="xs" c="dimmed">
                    no project
                  </Text>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
