/** What can be done to a running topology, as one line of text each. */
export const help = `  status                what runs where
  step-down [seconds]   the primary gives it up; another member takes over
  kill NAME             SIGKILL; it is started again by itself
  down NAME · up NAME   SIGKILL, and leave it so until it is brought back
  restart NAME          SIGTERM, wait, start again
  empty-queue           Redis crashes and comes back without its data
  settled               wait until every mongod that runs is primary or secondary`;

/** Carries out one line. Resolves with what there is to say about it. @throws with a sentence. */
export async function carryOut(topology, line) {
  const [word, name] = line.trim().split(/\s+/);
  const named = () => {
    const found = topology.process(name);
    if (!found) throw new Error(`There is no process ${name ?? 'without a name'}: "status" lists them.`);
    return found;
  };
  switch (word) {
    case 'status':
      return { ...topology.describe(), primary: await topology.set.primary() };
    case 'step-down':
      return { primary: await topology.set.stepDown(name === undefined ? undefined : Number(name)) };
    case 'kill': {
      const process = named();
      await process.crash();
      await process.start();
      return { started: process.name };
    }
    case 'down':
      await named().stop('SIGKILL');
      return { down: name };
    case 'up':
      await named().start();
      return { up: name };
    case 'restart':
      return { restarted: name, code: await named().restart() };
    case 'empty-queue':
      await topology.redis.empty();
      return { emptied: 'redis' };
    case 'settled':
      await topology.set.settled();
      return { primary: await topology.set.primary() };
    default:
      throw new Error(`There is no command ${word}. There are:\n${help}`);
  }
}
