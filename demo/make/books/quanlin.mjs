// 泉林镇留守儿童台账.xlsx: a township's ledger, 214 lines (demo.md 6, L1).
import { again, Chooser, guardDoubles, handwriting, homeOf, linesOf, rename, soundsLike, withoutNumber } from '../ledger.mjs';
import { addDays, people } from '../people.mjs';
import { baseKey, county, fit, isNear } from '../places.mjs';
import { BIRTH_STYLES, ditto, FAULTS } from '../line.mjs';
import { expectedBook, expectedRow, outcomeOf } from '../expected.mjs';
import { newBook, Page } from '../workbook.mjs';
import { stream } from '../random.mjs';

const FILE = '泉林镇留守儿童台账.xlsx', TOWN = '370831101', SHEET = '留守儿童台账';
const PLANNED = { rows: 214, accepted: 96, fixed: 78, needsPerson: 28, rejected: 12 };
const FIRST_LINES = 199;   // the other 15 are children who stand in the ledger twice

const COLUMNS = [
  { key: 'serial', head: '序号', width: 5.5 }, { key: 'name', head: '姓名', width: 9 }, { key: 'sex', head: '性别', width: 5 },
  { key: 'age', head: '年龄', width: 5 }, { key: 'birth', head: '出生日期', width: 13 }, { key: 'id', head: '身份证号码', width: 21 },
  { key: 'category', head: '类别', width: 12 },
  { key: 'village', head: '村（居）', group: '家庭住址', width: 14 }, { key: 'group', head: '组', group: '家庭住址', width: 5 },
  { key: 'school', head: '就读学校', group: '就学情况', width: 16 }, { key: 'grade', head: '年级', group: '就学情况', width: 8 },
  { key: 'fatherName', head: '姓名', group: '父亲', width: 8 }, { key: 'fatherWork', head: '务工地点', group: '父亲', width: 11 },
  { key: 'fatherPhone', head: '联系电话', group: '父亲', width: 13 },
  { key: 'motherName', head: '姓名', group: '母亲', width: 8 }, { key: 'motherWork', head: '务工地点', group: '母亲', width: 11 },
  { key: 'motherPhone', head: '联系电话', group: '母亲', width: 13 },
  { key: 'guardian', head: '姓名', group: '委托监护人', width: 8 }, { key: 'relation', head: '与儿童关系', group: '委托监护人', width: 8 },
  { key: 'phone', head: '联系电话', group: '委托监护人', width: 15 },
  { key: 'grading', head: '监护情况评估', width: 8 }, { key: 'remark', head: '备注', width: 16 },
];
const OF_THE_HOME = ['fatherName', 'fatherWork', 'fatherPhone', 'motherName', 'motherWork', 'motherPhone', 'guardian', 'relation', 'phone'];
const RELATIONS = ['爷爷', '爷爷', '爷爷', '奶奶', '奶奶', '奶奶', '姥爷', '姥姥', '姥姥', '大伯', '姑姑', '叔叔'];
const WORK = ['江苏苏州', '江苏昆山', '浙江宁波', '浙江义乌', '上海松江', '山东青岛', '山东济南', '山东威海', '北京通州', '天津滨海', '广东东莞', '河北廊坊'];

const PUT_RIGHT = {
  idSpaces: 5, idFullWidth: 3, idSmallX: 5, idApostrophe: 2, idTab: 2, idBreak: 1, nameSpaced: 7,
  birthBlank: 6, birthYear: 3, birthMonth: 3, birthMonthChinese: 2, birthSerial: 6, sexBlank: 5,
  phoneDashes: 3, phoneSpaces: 2, phoneNamed: 3, phoneCountry: 1, phoneFullWidth: 1, phoneTwo: 2, phoneTwoSlash: 2, phoneTwoBreak: 1,
};
const AS_IT_IS = { noId: 4, noIdWord: 4, phoneShort: 2, phoneBlank: 3 };
const REFUSED = { idLost: 1, idNumberCell: 1, id15: 1, idCheck: 1, idMasked: 1, sexWrong: 1, birthWrong: 1, nameBlank: 1, phoneError: 1 };
/** Villages as this clerk misspells them, or puts into this town though they are another's. */
const NEAR = ['卞桥', '安东庄', '余良庄', '石缝', '御家道'], ELSEWHERE = 5, UNKNOWN = '光明新区';

function wordOf(random) {
  return () => random.weighted([
    [60, { word: '留守儿童', codes: ['left-behind'] }], [15, { word: '农村留守儿童', codes: ['left-behind'] }], [8, { word: '留守', codes: ['left-behind'] }],
    [7, { word: '留守/单亲', codes: ['left-behind', 'single-parent'] }], [5, { word: '双留守', codes: ['left-behind'] }],
    [5, { word: '留守儿童、低保', codes: ['left-behind', 'hardship-family'] }],
  ]);
}

/** 199 children of the 44 villages, village after village, brothers and sisters together. */
function firstLines(random, who) {
  const [town] = county('370831').filter(each => each.code === TOWN), hand = handwriting(random), word = wordOf(random);
  const homes = [];
  const settle = (village, size, more) => homes.push(homeOf(village, who, random, { relations: RELATIONS, size, ...more }));
  for (const village of town.villages) settle(village, 1 + random.below(2));
  for (const born of ['2012-03-05', '2012-03-05', '2012-03-05', '2012-03-05']) settle(random.pick(town.villages), 1, { births: [born] });
  const twins = [0, 1].map(() => { settle(random.pick(town.villages), 2, { twins: true }); return homes.at(-1); });
  const old = homeOf(random.pick(town.villages), who, random, { relations: ['奶奶'], size: 1, births: ['2007-11-02'] });
  homes.push(old);
  while (homes.reduce((sum, home) => sum + home.children.length, 0) < FIRST_LINES) {
    const left = FIRST_LINES - homes.reduce((sum, home) => sum + home.children.length, 0);
    settle(random.pick(town.villages), Math.min(left, random.weighted([[60, 1], [30, 2], [10, 3]])));
  }
  homes.sort((a, b) => (a.village.code < b.village.code ? -1 : a.village.code > b.village.code ? 1 : 0));
  const lines = homes.flatMap(home => {
    const text = word(), of = { fatherWork: random.pick(WORK), motherWork: random.chance(70) ? random.pick(WORK) : '在家', group: `${random.between(1, 6)}组` };
    const grading = random.weighted([[30, '较好'], [60, '一般'], [10, '差']]);
    if (random.chance(60)) of.motherWork = of.fatherWork;
    return linesOf(home, random, hand, () => text).map(line => { Object.assign(line.cells, of, { grading }); return line; });
  });
  return { lines, town, twins, old };
}

function plantAll(lines, { town, twins, old }, random) {
  const all = county('370831'), plain = line => !twins.includes(line.child.home) && line.child.home !== old;
  const of = home => lines.filter(line => line.child.home === home);
  of(old)[0].codes.add('over-age').add('over-16');
  of(twins[1])[1].cells.remark = '与上一名系双胞胎，户口正在办理';
  FAULTS.noIdWord(of(twins[1])[1], random);

  const fourth = lines.filter(line => line.child.born === '2012-03-05');
  ['dots', 'chinese', 'digits'].forEach((style, i) => { fourth[i].style = style; });
  FAULTS.birthSerial(fourth[3]);   // 40973

  const chooser = new Chooser(lines.filter(line => plain(line) && !fourth.includes(line)), random);
  chooser.plant(PUT_RIGHT);
  const [both, two] = chooser.take(2);
  FAULTS.idSpaces(both); FAULTS.phoneTwo(both);
  FAULTS.birthBlank(two); FAULTS.sexBlank(two);
  chooser.plant(AS_IT_IS);
  for (const line of chooser.take(2)) { line.hidden = true; line.codes.add('hidden-row'); }
  chooser.plant(REFUSED);

  for (const line of chooser.take(4)) FAULTS.villageBlank(line);
  chooser.take(NEAR.length).forEach((line, i) => {
    if (fit(NEAR[i], all).length || !isNear(NEAR[i], [town])) throw new Error(`${NEAR[i]} is not near`);
    FAULTS.villageNear(line, random, NEAR[i]);
  });
  const foreign = random.shuffled(all.filter(each => each !== town).flatMap(each => each.villages).filter(village => !fit(`${baseKey(village.name)}村`, [town]).length));
  chooser.take(ELSEWHERE).forEach((line, i) => FAULTS.villageElsewhere(line, random, `${baseKey(foreign[i].name)}村`));
  if (fit(UNKNOWN, all).length || isNear(UNKNOWN, [town])) throw new Error(`${UNKNOWN} is known`);
  FAULTS.villageUnknown(chooser.take(1)[0], random, UNKNOWN);
  return chooser;
}

/** Ten lines say 同上 for what stands in the line above: a village, or a school. */
function plantDittos(lines, chooser) {
  const above = line => lines[lines.indexOf(line) - 1];
  const untouched = line => line && line.codes.size === 0 && line.cells.village !== '同上' && line.cells.school !== '同上';
  for (const [field, count] of [['village', 6], ['school', 4]])
    for (let i = 0; i < count; i++) {
      const same = each => field === 'village' ? above(each).village === each.village : each.cells.school && above(each).cells.school === each.cells.school;
      const [line] = chooser.take(1, each => untouched(above(each)) && same(each));
      ditto(line, above(line), field, i % 3 === 2 ? '〃' : '同上');
      line.ditto = true;
    }
}

/** Fifteen children once more: nine likely doubles, five conflicts, one plain repetition. @returns lines by where they go */
function doubles(lines, chooser, random, who) {
  const withNumber = (suits = () => true) => {
    const [line] = chooser.take(1, each => each.codes.size === 0 && suits(each));
    return again(line);
  };
  const numberless = lines.filter(line => line.codes.has('id-missing') && line.codes.size === 1 && !line.cells.remark);
  const made = [];
  const probable = copy => { copy.codes.add('probable-duplicate'); made.push(copy); return copy; };

  for (let i = 0; i < 3; i++) withoutNumber(probable(withNumber()));
  for (let i = 0; i < 2; i++) {
    const copy = probable(withNumber(line => soundsLike(line.child.name)));
    rename(copy, soundsLike(copy.child.name));
    withoutNumber(copy);
  }
  const later = probable(withNumber(line => line.child.born.endsWith('5') && line.child.born !== '2012-03-05'));   // 5 read as 6
  Object.assign(later.truth, { bornOn: later.child.born.slice(0, 9) + '6' });
  later.cells.birth = later.truth.bornOn;
  withoutNumber(later);
  for (const first of numberless.slice(0, 2)) {   // the number has come since: the clerk writes the child anew
    const copy = probable(again(first));
    Object.assign(copy.cells, { id: copy.child.id, remark: '身份证已补办' });
    copy.truth.idNumber = copy.child.id;
  }
  const third = probable(again(numberless[2]));
  third.codes.add('id-missing');

  for (let i = 0; i < 3; i++) {
    const copy = withNumber();
    copy.codes.add('id-name-conflict');
    rename(copy, copy.child.name[0] + who.child(copy.child.home, copy.child.born).name.slice(1));
    made.push(copy);
  }
  const moved = withNumber(), rung = withNumber(), same = withNumber(line => line.cells.phone);
  moved.cells.school = '泗水县实验小学';
  rung.cells.phone = who.phone();
  rung.truth.guardianPhone = rung.cells.phone;
  for (const copy of [moved, rung]) { copy.codes.add('duplicate-differs'); made.push(copy); }
  same.codes.add('duplicate-row');
  made.push(same);
  return random.shuffled(made);
}

function write(lines, extra) {
  const book = newBook('泉林镇民政办'), page = new Page(book, SHEET, COLUMNS), outcomes = [];
  let serial = 0;
  page.title('泗水县泉林镇农村留守儿童基本情况台账');
  page.across('填报单位（盖章）：泉林镇人民政府', '填报日期：2026年6月10日', '单位：人');
  page.heading();
  const put = line => {
    const cells = { ...line.cells, serial: ++serial };
    if (typeof cells.birth === 'string' && cells.birth === (line.truth.bornOn ?? '-')) cells.birth = BIRTH_STYLES[line.style](cells.birth);
    if (/^1540000\d{4}$/.test(cells.phone) && serial % 3) cells.phone = +cells.phone;
    if (/^1540000\d{4}$/.test(cells.fatherPhone)) cells.fatherPhone = +cells.fatherPhone;
    const row = page.line(cells, { hidden: line.hidden, mark: line.codes.has('probable-duplicate') && serial % 2 ? 'FFFFFF99' : undefined,
      dateFormat: serial % 2 ? 'yyyy/m/d;@' : 'yyyy"年"m"月"d"日"' });
    if (cells.birth instanceof Date)
      page.sheet.getCell(page.address('age', row)).value = { formula: `DATEDIF(${page.address('birth', row)},DATE(2026,6,15),"y")`, result: cells.age };
    line.row = row;
    outcomes.push(expectedRow(SHEET, row, line));
  };
  lines.forEach((line, i) => {
    if (i === 70) page.line({ serial: '本页小计', name: 70 });
    if (i === 121) page.blank();
    put(line);
  });
  page.section('以下为6月份补报人员');
  extra.forEach(put);
  page.blank();
  page.line({ serial: '合计', name: { formula: `COUNTA(B5:B${page.row - 1})-3`, result: serial } });
  page.across('填表人：民政办', '审核人：分管领导', '联系电话：15400009999');
  page.across('备注：1.“监护情况评估”填较好、一般、差；2.本表一式两份，镇（街）、县民政局各一份。');
  joinCells(page, lines);
  book.worksheets[0].getCell(page.address('remark', lines[3].row)).value = { formula: '1+1', result: 2 };
  book.worksheets[0].getCell(page.address('remark', lines[8].row)).value = '=1+1';
  return { book, outcomes };
}

/** Merged cells: what brothers and sisters share, and every second village's name. */
function joinCells(page, lines) {
  const runs = (key, alike) => {
    for (let from = 0; from < lines.length;) {
      let to = from;
      while (to + 1 < lines.length && lines[to + 1].row === lines[to].row + 1 && alike(lines[from], lines[to + 1])
        && lines[to + 1].cells[key] === lines[from].cells[key]) to++;
      if (lines[from].cells[key] && typeof lines[from].cells[key] === 'string') page.merge(key, lines[from].row, lines[to].row);
      from = to + 1;
    }
  };
  for (const key of OF_THE_HOME) runs(key, (a, b) => a.child.home === b.child.home);
  runs('village', (a, b) => a.village === b.village && +a.village.code % 2 === 1 && !a.ditto && !b.ditto);
}

export function make(taken) {
  const random = stream('hutong-demo-1/quanlin'), who = people(random, taken);
  const made = firstLines(random, who), { lines } = made;
  for (const line of lines)
    line.style = random.weighted([[40, 'date'], [15, 'dots'], [15, 'chinese'], [10, 'digits'], [12, 'dashes'], [5, 'slashes'], [3, 'midnight']]);
  const chooser = plantAll(lines, made, random);
  plantDittos(lines, chooser);
  const extra = doubles(lines, chooser, random, who);
  guardDoubles([...lines, ...extra].filter(line => outcomeOf([...line.codes]) !== 'rejected'));
  const { book, outcomes } = write(lines, extra);
  return {
    book, lines, expected: expectedBook({ file: FILE, region: TOWN, as: 'quanlin.supervisor', planned: PLANNED, outcomes }),
  };
}
