/**
 * Runs before every suite. Where recorded client traffic lies is for the tests alone; services they start would refuse a
 * `HOLDFAST_…` setting that is none of theirs.
 */
const { HOLDFAST_TRACES } = process.env;
if (HOLDFAST_TRACES !== undefined) {
  delete process.env.HOLDFAST_TRACES;
  process.env.CLIENT_TRACES = HOLDFAST_TRACES;
}
