import type { z } from 'zod';
import type { Application } from '../../application/application.ts';
import { absent, and, eq, gte, isIn, lt } from '../../application/ports/query.ts';
import type { Hold } from '../../domain/access/hold.ts';
import { addMs } from '../../domain/instant.ts';
import type { SyncJob, SyncJobState } from '../../domain/provisioning/sync-job.ts';
import { connectionState, lastRequests } from './connection-facts.ts';
import type { Overview } from './schemas/overview.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;

type ByState = Partial<Record<SyncJobState, number>>;

/** Sync health of an organization: counted by the database, hour by hour, along the index of acceptance times. */
export async function readOverview(app: Application, tenant: string): Promise<z.input<typeof Overview>> {
  const { database } = app;
  const at = app.clock.now();
  const [hours, waitingJobs, holds, people, connections] = await Promise.all([
    jobsPerHour(app, tenant, at),
    database.syncJobs.count(tenant, isIn('state', ['queued', 'running'])),
    openHolds(app, tenant, at),
    database.memberships.countBy(tenant, 'state'),
    database.connections.find(tenant, { where: absent('deletedAt'), sort: [{ field: 'name' }] }),
  ]);
  const lastRequestAt = await lastRequests(
    database,
    tenant,
    connections.map((connection) => connection.id),
  );
  return {
    at,
    jobsByState: hours.reduce<ByState>((sum, hour) => addStates(sum, hour.byState), {}),
    jobsPerHour: hours,
    waitingJobs,
    ...holds,
    people: {
      active: people.get('active') ?? 0,
      suspended: people.get('suspended') ?? 0,
      ended: people.get('ended') ?? 0,
    },
    connections: connections.map((connection) => ({
      id: connection.id,
      name: connection.name,
      type: connection.type,
      state: connectionState(connection),
      lastRequestAt: lastRequestAt.get(connection.id),
    })),
  };
}

/** The last 24 full clock hours up to the running one, oldest first. */
async function jobsPerHour(app: Application, tenant: string, at: string) {
  const running = new Date(Math.floor(Date.parse(at) / HOUR_MS) * HOUR_MS).toISOString();
  const starts = Array.from({ length: HOURS }, (_, index) => addMs(running, (index - HOURS + 1) * HOUR_MS));
  return await Promise.all(
    starts.map(async (hour) => {
      const within = and<SyncJob>(gte('createdAt', hour), lt('createdAt', addMs(hour, HOUR_MS)));
      const counts = await app.database.syncJobs.countBy(tenant, 'state', within);
      const byState: ByState = Object.fromEntries(counts);
      return { hour, total: [...counts.values()].reduce((sum, count) => sum + count, 0), byState };
    }),
  );
}

async function openHolds(app: Application, tenant: string, at: string) {
  const open = eq<Hold>('state', 'open');
  const [count, [oldest]] = await Promise.all([
    app.database.holds.count(tenant, open),
    app.database.holds.find(tenant, { where: open, sort: [{ field: 'openedAt' }], limit: 1 }),
  ]);
  return {
    openHolds: count,
    oldestOpenHoldSeconds: oldest && Math.max(0, Math.floor((Date.parse(at) - Date.parse(oldest.openedAt)) / 1000)),
  };
}

function addStates(sum: ByState, more: ByState): ByState {
  const total = { ...sum };
  for (const [state, count] of Object.entries(more)) {
    total[state as SyncJobState] = (total[state as SyncJobState] ?? 0) + count;
  }
  return total;
}
