import { Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ExplainedGrant, Scope } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { roleName } from '../../components/role-names.ts';
import { Time } from '../../components/time.tsx';
import { capital } from '../../components/words.ts';
import { AnchorLink } from '../../routing/router-links.tsx';
import classes from './why-chain.module.css';

interface WhyChainProps {
  readonly organization: string;
  readonly grant: ExplainedGrant;
  readonly scope: Scope;
}

interface Link {
  readonly label: string;
  readonly value: ReactNode;
}

/** Where one grant came from: connection → group → mapping → sync job → request, each a link. */
export function WhyChain({ organization, grant, scope }: WhyChainProps) {
  const links = chain(organization, grant, scope);
  return (
    <div className={classes.root}>
      <Text className={classes.sentence}>{capital(grant.sentence)}</Text>
      <div className={classes.chain}>
        {links.map(({ label, value }, index) => (
          <span key={label} className={classes.link}>
            {index > 0 && <IconChevronRight size={13} aria-hidden className={classes.arrow} />}
            <span className={classes.label}>{label}</span>
            <span className={classes.value}>{value}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

function chain(organization: string, grant: ExplainedGrant, scope: Scope): Link[] {
  const { source, jobId, jobSummary, requestId } = grant;
  const params = { organization };
  const links: (Link | false | undefined)[] = [
    source.connectionId !== undefined && {
      label: 'Connection',
      value: (
        <AnchorLink
          inherit
          to="/o/$organization/connections/$connectionId"
          params={{ organization, connectionId: source.connectionId }}
        >
          {source.connectionName ?? 'deleted'}
        </AnchorLink>
      ),
    },
    source.groupId !== undefined && {
      label: 'Group',
      value: (
        <AnchorLink inherit to="/o/$organization/users" params={params} search={{ group: source.groupId }}>
          {source.groupName ?? 'deleted'}
        </AnchorLink>
      ),
    },
    source.attribute !== undefined && { label: `In ${source.attribute.name}`, value: source.attribute.value },
    source.mappingId !== undefined && {
      label: 'Mapping',
      value: (
        <AnchorLink inherit to="/o/$organization/mappings" params={params}>
          → {roleName(scope.kind, grant.role)}
        </AnchorLink>
      ),
    },
    source.kind === 'manual' && { label: 'By hand', value: source.byEmail ?? 'an operator' },
    source.kind === 'first_user' && { label: 'First administrator', value: 'created through the one-time link' },
    source.reason !== undefined && { label: 'Reason', value: source.reason },
    jobId !== undefined && {
      label: 'Sync job',
      value: (
        <AnchorLink inherit to="/o/$organization/sync-jobs/$jobId" params={{ organization, jobId }}>
          {jobSummary ?? 'see the sync job'}
        </AnchorLink>
      ),
    },
    requestId !== undefined && { label: 'Request', value: <CopyableCode value={requestId} /> },
    { label: 'Since', value: <Time at={grant.createdAt} /> },
  ];
  return links.filter((link): link is Link => Boolean(link));
}
