// What the `mongo-init` service of docker-compose.yml runs in mongosh beside mongo-1: makes the replica set and its
// users. Safe to repeat: what is there stays.
const { MONGO_ROOT_PASSWORD, MONGO_PASSWORD, MONGO_MEMBERS } = process.env;
const hosts = MONGO_MEMBERS.split(',');
const codes = { unauthorized: 13, alreadyInitialized: 23, userExists: 51003 };

const attempt = (work, ...harmless) => {
  try {
    // Not returned: mongosh waits for it only within the block.
    work();
  } catch (error) {
    if (!harmless.includes(error.code)) throw error;
  }
};
const until = (what, look) => {
  for (let tries = 0; tries < 120; tries++) {
    if (look()) return;
    sleep(500);
  }
  throw new Error(`Gave up waiting for ${what}`);
};

// As long as there is no user, mongo-1 obeys whoever is on its own machine. On its own it is primary at once.
const admin = db.getSiblingDB('admin');
const initiate = { replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: hosts[0] }] } };
attempt(() => admin.runCommand(initiate), codes.unauthorized, codes.alreadyInitialized);
until('mongo-1 to take part', () => {
  const { isWritablePrimary, secondary, hosts: members = [] } = admin.hello();
  return isWritablePrimary || (secondary && members.length > 1);
});
if (admin.hello().isWritablePrimary) {
  const root = { user: 'root', pwd: MONGO_ROOT_PASSWORD, roles: ['root'] };
  attempt(() => admin.createUser(root), codes.unauthorized, codes.userExists);
}

const password = encodeURIComponent(MONGO_ROOT_PASSWORD);
const set = new Mongo(`mongodb://root:${password}@${hosts}/admin?replicaSet=rs0`).getDB('admin');
const holdfast = {
  pwd: MONGO_PASSWORD,
  roles: [
    { role: 'readWrite', db: 'holdfast' },
    { role: 'clusterMonitor', db: 'admin' },
  ],
};
if (set.getUser('holdfast') === null) set.createUser({ user: 'holdfast', ...holdfast });
else set.updateUser('holdfast', holdfast);

// One voting member at a time may be added.
for (const host of hosts) {
  const { config } = set.runCommand({ replSetGetConfig: 1 });
  if (config.members.some((member) => member.host === host)) continue;
  const _id = 1 + Math.max(...config.members.map((member) => member._id));
  config.members.push({ _id, host });
  config.version++;
  set.runCommand({ replSetReconfig: config });
}
until('every member to follow', () =>
  set.runCommand({ replSetGetStatus: 1 }).members.every(({ state }) => state === 1 || state === 2),
);
print(`The replica set has ${hosts.length} members.`);
