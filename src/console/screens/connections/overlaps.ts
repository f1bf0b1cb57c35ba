/** How long what is replaced by a rotation may go on working, in hours. */
export const OVERLAPS = [
  { value: '0', label: 'They stop at once' },
  { value: '1', label: 'One hour' },
  { value: '24', label: '24 hours' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
];
