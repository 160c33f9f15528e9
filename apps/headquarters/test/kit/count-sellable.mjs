// Counts the sellable rows of a price file per branch, from the rule of the issue and nothing else: no code of ours.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const text = gunzipSync(readFileSync(process.argv[2])).toString('utf8');
const counts = {};
for (const cells of rows(text).slice(1)) {
  if (!isSellable({ code: cells[3].trim(), name: cells[4].trim(), price: Number(cells[10]) })) continue;
  const branch = `${cells[1]}-${cells[2]}`;
  counts[branch] = (counts[branch] ?? 0) + 1;
}
process.stdout.write(JSON.stringify(counts));

function isSellable({ code, name, price }) {
  if (!(price > 0) || name === '' || !/^[0-9]+$/.test(code)) return false;
  if ([8, 12, 13, 14].includes(code.length) && isGtin(code)) return true;
  if ((code.length === 10 || code.length === 11) && isGtin(code.padStart(12, '0'))) return true;
  return code.length >= 3 && code.length <= 8;
}

/** Mod-10 over 14 digits, weights 3, 1, 3, 1 ... from the left. */
function isGtin(code) {
  const digits = [...code.padStart(14, '0')].map(Number);
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0) % 10 === 0;
}

/** CSV with quotes, RFC 4180. */
function rows(csv) {
  const found = [];
  let [row, cell, isQuoted] = [[], '', false];
  for (let i = csv.charCodeAt(0) === 0xfeff ? 1 : 0; i < csv.length; i += 1) {
    const sign = csv[i];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (csv[i + 1] === '"') cell += csv[(i += 1)];
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      found.push([...row, cell.replace(/\r$/, '')]);
      [row, cell] = [[], ''];
    } else cell += sign;
  }
  return cell === '' && row.length === 0 ? found : [...found, [...row, cell]];
}
