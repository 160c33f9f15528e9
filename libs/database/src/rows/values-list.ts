/** `(?, ?), (?, ?)`: marks for as many rows of as many columns. */
export function valuesList(rowCount: number, columnCount: number): string {
  const row = `(${Array<string>(columnCount).fill('?').join(', ')})`;
  return Array<string>(rowCount).fill(row).join(', ');
}
