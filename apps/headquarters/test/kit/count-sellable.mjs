// What a price file lets each branch sell, from the rule of the issue and nothing else: no code of ours.
// Prints {branch: {count, digest}}; the digest is SHA-256 over the sorted lines `code TAB price TAB weighed TAB name`,
// with GTINs as 14 digits and prices in ten-thousandths. With `rows` as second argument {branch: {code: [price, weighed, name, discount]}}.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const text = gunzipSync(readFileSync(process.argv[2])).toString('utf8');
const branches = {};
for (const cells of rows(text).slice(1)) {
  const [chain, branch, code, name, price, weighed, discount] = [1, 2, 3, 4, 10, 12, 14].map((column) => cells[column].trim());
  if (!isSellable({ code, name, price: Number(price) })) continue;
  const key = isAnyGtin(code) ? code.padStart(14, '0') : code;
  (branches[`${chain}-${branch}`] ??= []).push([key, Math.round(Number(price) * 10_000), weighed === '1' ? 1 : 0, name, discount]);
}
const lineOf = ([key, price, weighed, name]) => [key, price, weighed, name].join('\t');
const digestOf = (found) => createHash('sha256').update(found.map(lineOf).sort().join('\n')).digest('hex');
const counted = (found) => ({ count: found.length, digest: digestOf(found) });
/** Where a code stands twice, the first line counts. */
const byCode = (found) => Object.fromEntries(found.toReversed().map(([key, ...values]) => [key, values]));
const form = process.argv[3] === 'rows' ? byCode : counted;
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(branches).map(([branch, found]) => [branch, form(found)]))));

function isAnyGtin(code) {
  if ([8, 12, 13, 14].includes(code.length)) return isGtin(code);
  return (code.length === 10 || code.length === 11) && isGtin(code.padStart(12, '0'));
}

function isSellable({ code, name, price }) {
  if (!(price > 0) || name === '' || !/^[0-9]+$/.test(code)) return false;
  return isAnyGtin(code) || (code.length >= 3 && code.length <= 8);
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
