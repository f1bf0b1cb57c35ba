import pc from 'picocolors';

/** Colours for people at a terminal only: output that a script or a CI log reads stays plain, whatever `CI` says. */
export const colours = pc.createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);
