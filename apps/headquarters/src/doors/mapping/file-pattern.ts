const PIECE = /\{([A-Za-z]\w*)\}|\*/g;
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** The named parts of a file name that fits a pattern such as `prices-{channelId}-*.csv`; undefined when it does not. */
export function namePartsOf(pattern: string, fileName: string): Readonly<Record<string, string>> | undefined {
  let expression = '';
  let end = 0;
  for (const { 0: piece, 1: name, index } of pattern.matchAll(PIECE)) {
    expression += escaped(pattern.slice(end, index)) + (name === undefined ? '.*' : `(?<${name}>.+?)`);
    end = index + piece.length;
  }
  const found = new RegExp(`^${expression}${escaped(pattern.slice(end))}$`, 's').exec(fileName);
  return found ? { ...found.groups } : undefined;
}
