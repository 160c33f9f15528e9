/** Prints the help and ends when it was asked for. */
export function helpIfAsked(help, args = process.argv.slice(2)) {
  if (!args.includes('--help') && !args.includes('-h')) return;
  console.log(help.trim());
  process.exit(0);
}

/** Ends the program with what it answers; a fault is one line, not a stack, for the person at the keyboard. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
