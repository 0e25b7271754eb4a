// 高新区流动儿童登记表.xls: an export of an old Excel, BIFF8, of a functional zone that is a county-level unit (370871).
import XLSX from 'xlsx';
import { Chooser, guardDoubles, handwriting, homeOf, linesOf } from '../ledger.mjs';
import { people } from '../people.mjs';
import { baseKey, county, fit, isNear } from '../places.mjs';
import { BIRTH_STYLES, FAULTS, serialOf } from '../line.mjs';
import { expectedBook, expectedRow, outcomeOf } from '../expected.mjs';
import { stream } from '../random.mjs';

const FILE = '高新区流动儿童登记表.xls', REGION = '370871', SHEET = 'Sheet1', LINES = 52;
const HEADINGS = [
  ['serial', '序号', 5], ['name', '儿童姓名', 9], ['sex', '性别', 5], ['birth', '出生日期', 12], ['id', '身份证号码', 20], ['category', '儿童类型', 12], ['registered', '户籍所在地', 22],
  ['town', '街道', 10], ['village', '社区（村）', 16], ['school', '就读学校', 18], ['grade', '年级', 8], ['guardian', '监护人姓名', 9], ['relation', '与儿童关系', 9],
  ['phone', '联系电话', 14], ['came', '流入时间', 10], ['remark', '备注', 14],
];
const FROM = ['江苏省徐州市丰县', '安徽省阜阳市太和县', '河南省商丘市虞城县', '山东省菏泽市单县', '山东省枣庄市滕州市', '黑龙江省绥化市', '四川省达州市宣汉县', '贵州省毕节市'];

function firstLines(random, who) {
  const towns = county(REGION), hand = handwriting(random), villages = random.shuffled(towns.flatMap(town => town.villages)).slice(0, 30);
  villages.sort((a, b) => (a.code < b.code ? -1 : 1));
  const homes = villages.map(village => homeOf(village, who, random, { relations: ['父亲', '母亲', '母亲', '父亲', '奶奶'], size: 1 + random.below(2) }));
  const old = homeOf(villages[0], who, random, { relations: ['父亲'], size: 1, births: ['2010-04-02'] });
  const word = () => random.weighted([[60, { word: '流动儿童', codes: ['migrant'] }], [30, { word: '随迁子女', codes: ['migrant'] }], [10, { word: '流动儿童、单亲', codes: ['migrant', 'single-parent'] }]]);
  const lines = [...homes.flatMap(home => linesOf(home, random, hand, word)).slice(0, LINES - 1), ...linesOf(old, random, hand, word)];
  while (lines.length < LINES) {
    const home = homeOf(random.pick(villages), who, random, { relations: ['父亲', '母亲'], size: 1 });
    lines.push(...linesOf(home, random, hand, word));
  }
  for (const line of lines) {
    Object.assign(line.cells, { registered: random.pick(FROM), came: `${random.between(2020, 2025)}.${random.between(1, 12)}` });
    line.style = random.weighted([[50, 'date'], [20, 'dots'], [15, 'dashes'], [15, 'digits']]);
  }
  return { lines, towns, old: lines.find(line => line.child.home === old) };
}

function plantAll({ lines, towns, old }, random) {
  old.codes.add('over-16');
  const chooser = new Chooser(lines.filter(line => line !== old), random);
  chooser.plant({ idSpaces: 2, idFullWidth: 1, idApostrophe: 1, nameSpaced: 1, birthBlank: 2, birthSerial: 2, sexBlank: 2, phoneDashes: 2, phoneNamed: 1, phoneTwo: 2 });
  chooser.plant({ noIdWord: 2, phoneShort: 1, wordBlank: 1, idNumberCell: 1, idCheck: 1, sexWrong: 1 });
  const [both] = chooser.take(1), near = line => `${baseKey(line.village.name)}里村`;
  both.cells.category = '流动儿童、留守儿童';
  both.truth.categories = ['migrant', 'left-behind'];
  both.codes.add('exclusive-categories');
  const [wrong] = chooser.take(1, line => !fit(near(line), towns).length && isNear(near(line), [line.village.town]));
  FAULTS.villageNear(wrong, random, near(wrong));
}

function write(lines) {
  const rows = [['济宁高新区流动儿童登记表'], ['填报单位：高新区民政部门', '', '', '', '', '填报时间：2026年6月'], HEADINGS.map(([, head]) => head)], outcomes = [];
  lines.forEach((line, i) => {
    const cells = { ...line.cells, serial: i + 1 };
    if (cells.birth === line.truth.bornOn)
      cells.birth = line.style === 'date' ? { t: 'n', v: serialOf(cells.birth), z: 'yyyy-mm-dd' } : BIRTH_STYLES[line.style](cells.birth);
    if (/^1540000\d{4}$/.test(cells.phone)) cells.phone = +cells.phone;
    rows.push(HEADINGS.map(([key]) => cells[key] || undefined));
    outcomes.push(expectedRow(SHEET, rows.length, line));
  });
  rows.push(['合计', lines.length], ['填表人：', '', '', '', '', '', '审核人：']);
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!cols'] = HEADINGS.map(([, , width]) => ({ wch: width }));
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: HEADINGS.length - 1 } }, { s: { r: 1, c: 0 }, e: { r: 1, c: 4 } }];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, SHEET);
  return { bytes: XLSX.write(book, { bookType: 'biff8', type: 'buffer' }), outcomes };
}

export function make(taken) {
  const random = stream('hutong-demo-1/gaoxin'), who = people(random, taken), made = firstLines(random, who);
  plantAll(made, random);
  made.lines.sort((a, b) => (a.village.code < b.village.code ? -1 : a.village.code > b.village.code ? 1 : 0));
  guardDoubles(made.lines.filter(line => outcomeOf([...line.codes]) !== 'rejected'));
  const { bytes, outcomes } = write(made.lines);
  return { bytes, expected: expectedBook({ file: FILE, region: REGION, as: 'c370871', outcomes }) };
}
