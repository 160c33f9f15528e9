import { readFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { readEscapes } from '../../../test/kit/read-poslog';
import { xmlText } from './xml-text';

const NAUGHTY = resolve(__dirname, '../../../../../../shared/data/naughty-strings/blns.json');
