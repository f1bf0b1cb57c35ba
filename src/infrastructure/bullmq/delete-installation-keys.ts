import { Cluster, type Redis } from 'ioredis';
import { installationPrefix } from './queue-names.ts';
import { parseRedisUrl } from './redis-address.ts';
import { openClusterOnce, openOnce } from './redis-connections.ts';

const CONNECT_MS = 5_000;

/** Removes everything an installation keeps on Redis; what others keep there stays. */
export async function deleteInstallationKeys(url: string, installationId: string): Promise<void> {
  const address = parseRedisUrl(url);
  const connection = address.kind === 'cluster' ? openClusterOnce(address, CONNECT_MS) : openOnce(address, CONNECT_MS);
  try {
    await connection.connect();
    const nodes: readonly Redis[] = connection instanceof Cluster ? connection.nodes('master') : [connection];
    for (const node of nodes) {
      const found = node.scanStream({ match: `${installationPrefix(installationId)}*`, count: 1_000 });
      for await (const keys of found) if (keys.length > 0) await node.del(keys);
    }
  } finally {
    connection.disconnect();
  }
}
