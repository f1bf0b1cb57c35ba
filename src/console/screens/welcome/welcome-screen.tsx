import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../api/problem.ts';
import { type LinkKey, linkKeyFrom, linkQuery } from '../../api/session.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import { AuthFrame } from '../../shell/auth-frame.tsx';
import { FirstAdministratorForm } from './first-administrator-form.tsx';
import { SetPasswordForm } from './set-password-form.tsx';

/** Where one-time links lead: `/welcome#<id>.<secret>`. */
export function WelcomeScreen() {
  const [link] = useState(() => linkKeyFrom(window.location.hash));
  return link ? <OpenLink link={link} /> : <DeadLink />;
}

function OpenLink({ link }: { readonly link: LinkKey }) {
  const { data, error, refetch, isFetching } = useQuery(linkQuery(link));
  if (error && asProblem(error).status !== 0 && asProblem(error).status < 500) return <DeadLink />;
  if (error) {
    return (
      <AuthFrame title="Welcome to Holdfast">
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
      </AuthFrame>
    );
  }
  if (!data) {
    return (
      <AuthFrame title="Welcome to Holdfast">
        <Stack aria-busy="true" aria-label="Reading the link">
          <Skeleton height={36} />
          <Skeleton height={36} />
          <Skeleton height={36} />
        </Stack>
      </AuthFrame>
    );
  }
  if (data.purpose === 'create_first_administrator') {
    return (
      <AuthFrame
        title="Welcome to Holdfast"
        description="Create the first instance administrator. They manage organizations, accounts and everything else."
      >
        <FirstAdministratorForm link={link} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Choose your password"
      description={
        <>
          for <strong>{data.email}</strong>. The link ends <Time at={data.expiresAt} />.
        </>
      }
    >
      <SetPasswordForm link={link} email={data.email ?? ''} />
    </AuthFrame>
  );
}

function DeadLink() {
  return (
    <AuthFrame title="This link does not work any more">
      <Stack gap="md">
        <Text>
          One-time links work once, and only for a while. This one was used, has ended, or was not copied whole.
        </Text>
        <Text c="dimmed">
          Ask an instance administrator for a new link. For the very first administrator, start Holdfast again: it
          prints a new one.
        </Text>
        <ButtonLink to="/sign-in" variant="default">
          Go to sign-in
        </ButtonLink>
      </Stack>
    </AuthFrame>
  );
}
