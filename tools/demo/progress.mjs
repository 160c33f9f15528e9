/** Says what is going on, and how long it took when it took a while. */
export async function step(what, work) {
  const start = Date.now();
  console.log(`  ${what} ...`);
  const result = await work();
  const seconds = (Date.now() - start) / 1000;
  if (seconds >= 2) console.log(`    ${seconds.toFixed(1)} s`);
  return result;
}
