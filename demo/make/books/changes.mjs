// 泗水县2026年6月变动.xlsx: a month later, children who are on the register already: most unchanged, some changed, ten new.
import { Chooser, again, guardDoubles, handwriting, homeOf, linesOf, rename } from '../ledger.mjs';
import { people } from '../people.mjs';
import { county } from '../places.mjs';
import { FAULTS } from '../line.mjs';
import { expectedBook, expectedRow, outcomeOf } from '../expected.mjs';
import { newBook, Page } from '../workbook.mjs';
import { stream } from '../random.mjs';

const FILE = '泗水县2026年6月变动.xlsx', REGION = '370831', SHEET = '6月变动';
const UNCHANGED = 24, NEW = 10;

const COLUMNS = [
  { key: 'serial', head: '序号', width: 5 }, { key: 'name', head: '儿童姓名', width: 9 }, { key: 'sex', head: '性别', width: 5 }, { key: 'birth', head: '出生日期', width: 12 },
  { key: 'id', head: '身份证号', width: 21 }, { key: 'town', head: '乡镇（街道）', width: 10 }, { key: 'village', head: '村（社区）', width: 14 },
  { key: 'category', head: '儿童类别', width: 20 }, { key: 'school', head: '就读学校', width: 16 }, { key: 'grade', head: '年级', width: 8 },
  { key: 'guardian', head: '监护人姓名', width: 9 }, { key: 'relation', head: '与儿童关系', width: 8 }, { key: 'phone', head: '监护人电话', width: 13 },
  { key: 'what', head: '变动内容', width: 14 }, { key: 'remark', head: '备注', width: 12 },
];

/** What may have changed since; each leaves one proposal for a person. */
const CHANGES = [
  [8, '转学', (line) => { line.cells.school = line.cells.school.includes('中学') ? '泗水县实验中学' : '泗水县实验小学'; }, line => line.cells.grade.endsWith('年级')],
  [8, '电话变更', (line, { who }) => { line.cells.phone = line.truth.guardianPhone = who.phone(); }],
  [6, '照料人变更', (line, { who }) => {
    const { guardian } = who.family(['姑姑', '大伯', '叔叔']);
    Object.assign(line.cells, { guardian: guardian.name, relation: guardian.relation, phone: guardian.phone });
    line.truth.guardianPhone = guardian.phone;
  }],
  [3, '搬家', (line, { random, hand }) => {
    const village = random.pick(line.village.town.villages.filter(each => each !== line.village));
    line.cells.village = hand(village);
    line.truth.regionCode = village.code;
  }],
  [3, '新增类别', line => {
    line.cells.category += '、重病';
    line.truth.categories = [...line.truth.categories, 'severe-illness'];
  }],
];

function newcomers(random, who, hand) {
  const towns = county(REGION), word = () => random.pick([{ word: '留守儿童', codes: ['left-behind'] }, { word: '重点困境儿童', codes: ['key-difficulty'] }, { word: '低保家庭儿童', codes: ['hardship-family'] }]);
  const lines = Array.from({ length: NEW }, () => homeOf(random.pick(random.pick(towns).villages), who, random, { relations: ['爷爷', '奶奶', '姥姥', '姑姑'], size: 1 }))
    .flatMap(home => linesOf(home, random, hand, word));
  for (const line of lines) line.cells.what = '新增';
  FAULTS.idSpaces(lines[2]);
  FAULTS.birthBlank(lines[6]);
  return lines;
}

/** A child as it stands on the register now, written in this book's columns. */
function known(line, hand) {
  const copy = again(line);
  copy.cells.village = hand(line.village);
  copy.cells.remark = '';
  return copy;
}

export function make(taken, ledgers) {
  const random = stream('hutong-demo-1/changes'), who = people(random, taken), hand = handwriting(random);
  const clean = ledgers.filter(line => line.codes.size === 0 && !line.again && !line.shared && line.cells.phone && line.cells.category);
  const chooser = new Chooser(clean, random), lines = [];
  const take = (count, suits) => { const made = chooser.take(count, suits).map(line => known(line, hand)); lines.push(...made); return made; };

  for (const line of take(UNCHANGED)) { line.codes.add('unchanged'); line.cells.what = '无变动'; }
  for (const [count, what, change, suits] of CHANGES)
    for (const line of take(count, suits)) {
      change(line, { who, random, hand });
      line.cells.what = what;
      line.codes.add('changes-proposed');
    }
  const [conflict] = take(1);
  conflict.codes.add('id-name-conflict');
  conflict.cells.what = '更名';
  rename(conflict, conflict.child.name[0] + who.child(conflict.child.home, conflict.child.born).name.slice(1));
  lines.push(...newcomers(random, who, hand));
  guardDoubles([...ledgers.filter(line => outcomeOf([...line.codes]) !== 'rejected' && !lines.some(each => each.child === line.child)), ...lines]);

  const { book, outcomes } = write(random.shuffled(lines));
  return {
    book,
    expected: expectedBook({ file: FILE, region: REGION, as: 'c370831', given: ['泉林镇留守儿童台账.xlsx', '泗水县困境儿童汇总表.xlsx'], outcomes }),
  };
}

function write(lines) {
  const book = newBook('泗水县民政局'), page = new Page(book, SHEET, COLUMNS, { font: '仿宋', fill: 'FFFCE4D6' }), outcomes = [];
  page.title('泗水县2026年6月儿童信息变动情况表', 16);
  page.across('填报单位：泗水县民政局', '填报日期：2026年6月30日');
  page.heading();
  const towns = [...new Map(lines.map(line => [line.village.town.code, line.village.town.name]))].sort();
  let serial = 0;
  towns.forEach(([code, name], i) => {
    page.section(`${['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三'][i]}、${name}`);
    for (const line of lines.filter(each => each.village.town.code === code))
      outcomes.push(expectedRow(SHEET, page.line({ ...line.cells, serial: ++serial }, { mark: line.codes.has('changes-proposed') ? 'FFFFFFCC' : undefined }), line));
  });
  page.line({ serial: '合计', name: serial });
  page.across('制表人：', '审核人：', '负责人：');
  return { book, outcomes };
}
