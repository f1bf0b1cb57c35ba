import { Text, Timeline } from '@mantine/core';
import { IconListDetails, IconPlugConnected, IconRoute } from '@tabler/icons-react';
import { Section } from '../../components/section.tsx';
import { AnchorLink, ButtonLink } from '../../routing/router-links.tsx';

/** What to do in an organization where nothing is connected yet. */
export function FirstSteps({ organization }: { readonly organization: string }) {
  const params = { organization };
  return (
    <Section
      title="Three steps to the first sync"
      description="It takes about ten minutes, most of them in your identity provider."
    >
      <Timeline bulletSize={34} lineWidth={2} active={0} mt="sm">
        <Timeline.Item bullet={<IconPlugConnected size={17} aria-hidden />} title="Connect your identity provider">
          <Text c="dimmed" maw={560} mb="sm">
            You get an address and a token to paste into Okta, Microsoft Entra ID or another SCIM client. Holdfast shows
            the first requests as they arrive.
          </Text>
          <ButtonLink to="/o/$organization/connections/new" params={params}>
            Connect an identity provider
          </ButtonLink>
        </Timeline.Item>
        <Timeline.Item bullet={<IconRoute size={17} aria-hidden />} title="Map groups to roles">
          <Text c="dimmed" maw={560}>
            Say which group makes somebody an administrator, a team member or a project owner. A{' '}
            <AnchorLink underline="always" inherit to="/o/$organization/mappings" params={params}>
              role mapping
            </AnchorLink>{' '}
            shows who gains and who loses what before it is saved.
          </Text>
        </Timeline.Item>
        <Timeline.Item bullet={<IconListDetails size={17} aria-hidden />} title="Watch it happen">
          <Text c="dimmed" maw={560}>
            Every change becomes a{' '}
            <AnchorLink underline="always" inherit to="/o/$organization/sync-jobs" params={params}>
              sync job
            </AnchorLink>{' '}
            that says what became of each person, and the last administrator is never removed.
          </Text>
        </Timeline.Item>
      </Timeline>
    </Section>
  );
}
