const sorted = (numbers) => [...numbers].sort((a, b) => a - b);

export function median(numbers) {
  const all = sorted(numbers);
  const middle = Math.floor(all.length / 2);
  return all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
}

/** The smallest of the numbers that at least `share` of them do not exceed. */
export function quantile(numbers, share) {
  const all = sorted(numbers);
  return all[Math.max(0, Math.ceil(all.length * share) - 1)];
}
