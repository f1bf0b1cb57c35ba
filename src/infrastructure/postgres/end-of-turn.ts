type Work = () => void;

const gathering: Work[] = [];
const sending: Work[] = [];
let isScheduled = false;

/** Runs when everybody has had their say in this turn of the event loop, before anything is sent. It must not throw. */
export function gatherAtEndOfTurn(work: Work): void {
  gathering.push(work);
  schedule();
}

/** Runs after what gathers. It must not throw. */
export function sendAtEndOfTurn(work: Work): void {
  sending.push(work);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    for (let work = gathering.shift(); work !== undefined; work = gathering.shift()) work();
    for (let work = sending.shift(); work !== undefined; work = sending.shift()) work();
    isScheduled = false;
  });
}
