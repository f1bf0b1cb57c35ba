import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Connection } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Section } from '../../components/section.tsx';
import { type RehearsalReport, readRehearsalReport } from './read-rehearsal-report.ts';
import { RehearsalResult } from './rehearsal-result.tsx';

/** How to rehearse on a connection, and what a rehearsal found, from the file it wrote: nothing is sent anywhere. */
export function RehearseConnection({ connection }: { readonly connection: Connection }) {
  const [report, setReport] = useState<RehearsalReport>();
  const [problem, setProblem] = useState<string>();
  const resetButton = useRef<() => void>(null);
  const open = (file: File | null): void => {
    if (!file) return;
    // So that the same file can be opened again once it was written anew.
    resetButton.current?.();
    setReport(undefined);
    setProblem(undefined);
    file
      .text()
      .then(readRehearsalReport)
      .then(setReport, (error: Error) => setProblem(error.message));
  };
  return (
    <Section
      title="Rehearsal"
      description="What Okta, Entra and others send, tried here"
      actions={
        <FileButton onChange={open} resetRef={resetButton} accept="application/json,.json">
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconFileSearch size={14} aria-hidden />}>
              Open a report
            </Button>
          )}
        </FileButton>
      }
    >
      <Stack gap="md">
        <Text>
          With a token of this connection in the environment as TOKEN. What it creates is deleted again; nothing else is
          touched.
        </Text>
        <CopyField
          label="Command"
          value={`npx holdfast rehearse --to ${connection.scimBaseUrl} --token env:TOKEN --report report.json`}
        />
        {problem && (
          <Callout role="alert" tone="bad" icon={<IconAlertTriangle size={18} />}>
            {problem}
          </Callout>
        )}
        {report && (
          <Stack gap="sm" role="status" aria-label="Report of a rehearsal">
            {report.address !== connection.scimBaseUrl && (
              <Text c="dimmed">It was made at another address than this one: {report.address}</Text>
            )}
            <RehearsalResult report={report} />
          </Stack>
        )}
      </Stack>
    </Section>
  );
}
