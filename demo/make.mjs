// Makes the sample ledgers of this folder and expected.json from one seed: node make.mjs [FOLDER]. Twice gives the same bytes.
import fs from 'node:fs';
import path from 'node:path';
import { asText } from './make/expected.mjs';
import { TODAY } from './make/line.mjs';
import { bytesOf } from './make/workbook.mjs';
import * as changes from './make/books/changes.mjs';
import * as gaoxin from './make/books/gaoxin.mjs';
import * as jiaxiang from './make/books/jiaxiang.mjs';
import * as quanlin from './make/books/quanlin.mjs';
import * as sishui from './make/books/sishui.mjs';

const folder = process.argv[2] ?? import.meta.dirname;
const taken = new Set();   // names, numbers and phones of all books: nobody comes twice by accident

const town = quanlin.make(taken);
const orphans = jiaxiang.make(taken);
const county = sishui.make(taken, town.lines);
const month = changes.make(taken, [...town.lines.filter(line => !county.lines.some(other => other.child === line.child)), ...county.lines]);
const zone = gaoxin.make(taken);
const made = [town, orphans, county, month, zone];

for (const { book, bytes, expected } of made) fs.writeFileSync(path.join(folder, expected.file), bytes ?? await bytesOf(book));
fs.writeFileSync(path.join(folder, 'expected.json'), asText({ today: TODAY, books: made.map(each => each.expected) }));
for (const { expected } of made) console.log(expected.file, JSON.stringify(expected.counts));
