export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export const median = (values) => percentile(values, 0.5);

/** How far apart rounds of the same thing lie: greatest over smallest. */
export const spread = (values) => Math.max(...values) / Math.min(...values);
