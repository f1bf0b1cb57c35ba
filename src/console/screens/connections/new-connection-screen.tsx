import { Button, Group, Stack, Stepper, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type ConnectionChoices, createConnection } from '../../api/connections.ts';
import type { ConnectionType, CreatedConnection } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { CONNECTION_TYPES, ConnectionTypeMark } from '../../components/connection-types.tsx';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { ConnectionPolicies } from './connection-policies.tsx';
import { FirstRequest } from './first-request.tsx';
import { LatestRequests } from './latest-requests.tsx';
import { SetUpGuide } from './set-up-guide.tsx';

const TYPES = ['okta', 'entra', 'generic'] as const satisfies readonly ConnectionType[];

type Values = ConnectionChoices & { type: ConnectionType; name: string };

export function NewConnectionScreen() {
  const organization = useOrganization();
  const [step, setStep] = useState(0);
  const [created, setCreated] = useState<CreatedConnection>();
  const form = useForm<Values>({
    initialValues: { type: 'okta', name: '', onLastAdministrator: 'hold', whileHeld: 'end_sessions' },
    validate: { name: (value) => (value.trim() ? null : 'Give it a name') },
  });
  const submit = useMutation({
    mutationFn: (values: Values) => createConnection(organization, { ...values, name: values.name.trim() }),
    onSuccess: (result) => {
      setCreated(result);
      setStep(2);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const { values } = form;
  const chooseType = () => {
    if (!form.isTouched('name')) form.setFieldValue('name', CONNECTION_TYPES[values.type].name);
    setStep(1);
  };
  return (
    <>
      <PageHeader
        title="Connect an identity provider"
        back={{ label: 'Connections', link: { to: '/o/$organization/connections', params: { organization } } }}
      />
      <Stack maw={780} gap="lg">
        <Stepper
          active={step}
          size="sm"
          allowNextStepsSelect={false}
          {...(created ? {} : { onStepClick: (next: number) => next < step && setStep(next) })}
        >
          <Stepper.Step label="Provider" />
          <Stepper.Step label="Policies" />
          <Stepper.Step label="Connect" />
        </Stepper>
        {step === 0 && (
          <Section>
            <Stack gap="lg">
              <ChoiceCards
                label="Which identity provider is it?"
                description="It decides which peculiarities Holdfast expects, and which instructions you see next."
                value={values.type}
                onChange={(type) => form.setFieldValue('type', type)}
                choices={TYPES.map((type) => ({
                  value: type,
                  title: CONNECTION_TYPES[type].name,
                  description: CONNECTION_TYPES[type].meaning,
                  icon: <ConnectionTypeMark type={type} />,
                }))}
              />
              <Group justify="flex-end">
                <Button onClick={chooseType}>Continue</Button>
              </Group>
            </Stack>
          </Section>
        )}
        {step === 1 && (
          <Section>
            <form onSubmit={form.onSubmit((input) => submit.mutate(input))} noValidate>
              <Stack gap="lg">
                <TextInput
                  label="Name"
                  description="How it is called here, in sync jobs and in the audit log"
                  data-autofocus
                  maxLength={200}
                  {...form.getInputProps('name')}
                />
                <ConnectionPolicies
                  type={values.type}
                  value={values}
                  onChange={(policies) => form.setValues(policies)}
                />
                <FormProblem error={submit.error} fields={['name']} />
                <Group justify="space-between">
                  <Button variant="default" onClick={() => setStep(0)}>
                    Back
                  </Button>
                  <Button type="submit" loading={submit.isPending}>
                    Create connection
                  </Button>
                </Group>
              </Stack>
            </form>
          </Section>
        )}
        {step === 2 && created && (
          <>
            <FirstRequest organization={organization} connectionId={created.connection.id} />
            <LatestRequests
              organization={organization}
              connectionId={created.connection.id}
              type={created.connection.type}
            />
            <Section
              title={`In ${created.connection.type === 'generic' ? 'your identity provider' : CONNECTION_TYPES[created.connection.type].name}`}
            >
              <SetUpGuide connection={created.connection} token={created.token.token} />
            </Section>
            <Group justify="flex-end">
              <ButtonLink variant="default" to="/o/$organization/mappings" params={{ organization }}>
                Map groups to roles
              </ButtonLink>
              <ButtonLink
                to="/o/$organization/connections/$connectionId"
                params={{ organization, connectionId: created.connection.id }}
              >
                Finish
              </ButtonLink>
            </Group>
          </>
        )}
      </Stack>
    </>
  );
}
