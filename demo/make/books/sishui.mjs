// 泗水县困境儿童汇总表.xlsx: a county's book, one sheet a township, about 400 children, two kinds of heading.
import { Chooser, again, guardDoubles, handwriting, homeOf, linesOf, rename, withoutNumber } from '../ledger.mjs';
import { people } from '../people.mjs';
import { baseKey, county, fit, isNear } from '../places.mjs';
import { BIRTH_STYLES, cleanLine, FAULTS } from '../line.mjs';
import { countsOf, expectedBook, expectedRow, outcomeOf } from '../expected.mjs';
import { newBook, Page } from '../workbook.mjs';
import { stream } from '../random.mjs';

const FILE = '泗水县困境儿童汇总表.xlsx', REGION = '370831';
const FIRST_LINES = 385, SHARED = 8;   // eight children of 泉林镇 also stand in its ledger of left-behind children

const TICKS = [
  ['散居孤儿', 'orphan-community'], ['事实无人抚养', 'de-facto-unattended'], ['重点困境', 'key-difficulty'], ['重残', 'severe-disability'], ['重病', 'severe-illness'],
  ['家庭困难', 'hardship-family'], ['监护缺失', 'guardianship-lacking'], ['留守', 'left-behind'], ['单亲', 'single-parent'], ['受艾滋病影响', 'sealed'],
];
const GROUPED = [
  { key: 'serial', head: '序号', width: 5 },
  ...[['name', '姓名', 9], ['sex', '性别', 5], ['ethnicity', '民族', 6], ['birth', '出生年月日', 13], ['id', '身份证号', 21]].map(of('儿童基本情况')),
  ...[['registeredTown', '乡镇', 9], ['registeredVillage', '村居', 12]].map(of('户籍地')),
  ...[['town', '乡镇', 9], ['village', '村居', 14]].map(of('现居住地')),
  ...TICKS.map(([head, code]) => [code, head, 5]).map(of('困境类型')),
  ...[['disability', '类别', 7], ['disabilityGrade', '等级', 6]].map(of('残疾情况')),
  ...[['fatherName', '姓名', 8], ['fatherId', '身份证号', 20], ['fatherState', '现状', 9]].map(of('父亲')),
  ...[['motherName', '姓名', 8], ['motherId', '身份证号', 20], ['motherState', '现状', 9]].map(of('母亲')),
  ...[['guardian', '姓名', 8], ['relation', '与儿童关系', 8], ['phone', '联系电话', 15]].map(of('监护人')),
  { key: 'school', head: '就读学校', width: 16 }, { key: 'grade', head: '年级', width: 8 },
  ...[['director', '姓名', 8], ['directorPhone', '电话', 13]].map(of('儿童主任')),
  { key: 'remark', head: '备注', width: 14 },
];
const FLAT = [
  { key: 'serial', head: '序号', width: 5 }, { key: 'name', head: '儿童姓名', width: 9 }, { key: 'sex', head: '性别', width: 5 }, { key: 'id', head: '身份证号码', width: 21 },
  { key: 'birth', head: '出生年月', width: 13 }, { key: 'category', head: '困境类别', width: 18 }, { key: 'town', head: '所在乡镇', width: 10 }, { key: 'village', head: '所在村', width: 14 },
  { key: 'school', head: '学校名称', width: 16 }, { key: 'grade', head: '年级', width: 8 }, { key: 'guardian', head: '监护人姓名', width: 9 },
  { key: 'relation', head: '与被监护人关系', width: 9 }, { key: 'phone', head: '联系方式', width: 15 }, { key: 'directorPhone', head: '儿童主任电话', width: 13 }, { key: 'remark', head: '备注', width: 14 },
];
/** Townships whose clerks keep their own simple table. */
const FLAT_TOWNS = ['苗馆镇', '高峪镇', '华村镇'];
const RELATIVES = ['爷爷', '爷爷', '奶奶', '奶奶', '姥爷', '姥姥', '大伯', '叔叔', '姑姑'];
const KINDS = [
  [12, { codes: ['orphan-community'], parents: [['死亡'], ['死亡']] }],
  [26, { codes: ['de-facto-unattended'], parents: [['死亡', '服刑', '重残'], ['失联', '改嫁', '离家出走']] }],
  [20, { codes: ['key-difficulty'], parents: [['重残', '重病', '在家'], ['在家', '重病', '离异']] }],
  [8, { codes: ['key-difficulty', 'severe-disability'], parents: [['在家'], ['在家']], disabled: true }],
  [6, { codes: ['severe-illness', 'hardship-family'], parents: [['外出务工', '在家'], ['在家']] }],
  [14, { codes: ['hardship-family'], parents: [['在家', '重病'], ['在家', '外出务工']] }],
  [6, { codes: ['guardianship-lacking', 'single-parent'], parents: [['离异', '外出务工'], ['改嫁', '离家出走']] }],
  [8, { codes: ['left-behind', 'hardship-family'], parents: [['外出务工'], ['外出务工']] }],
];
const WORDS = { 'orphan-community': '散居孤儿', 'de-facto-unattended': '事实无人抚养儿童', 'key-difficulty': '重点困境儿童', 'severe-disability': '重残',
  'severe-illness': '重病', 'hardship-family': '家庭困难', 'guardianship-lacking': '监护缺失', 'single-parent': '单亲', 'left-behind': '留守儿童' };

const PUT_RIGHT = {
  idSpaces: 9, idFullWidth: 4, idSmallX: 6, idApostrophe: 4, idTab: 4, nameSpaced: 10, birthBlank: 12, birthYear: 4, birthMonth: 4, birthMonthChinese: 3,
  birthSerial: 6, sexBlank: 8, phoneDashes: 6, phoneSpaces: 4, phoneNamed: 4, phoneCountry: 2, phoneTwo: 5, phoneTwoSlash: 4, phoneTwoBreak: 2,
};
const AS_IT_IS = { noId: 6, noIdWord: 6, phoneShort: 4, phoneBlank: 8 };
const REFUSED = { idLost: 2, idNumberCell: 2, id15: 2, id17: 1, idCheck: 2, idMasked: 1, sexWrong: 1, birthWrong: 2, birthFuture: 1, nameBlank: 1 };
const FOR_A_PERSON = { villageBlank: 3, ageOnly: 1, birthLunar: 1, birthTwoDigits: 2, sexUnknown: 1, noIdNoSex: 1, nameWithMark: 1 };

function of(group) { return ([key, head, width]) => ({ key, head, width, group }); }

/** The categories in one cell, as a clerk writes them. */
export const wordsOf = codes => codes.map(code => WORDS[code]).join('、');

function dress(line, kind, random) {
  const { home } = line.child, { father, mother } = home;
  home.states ??= kind.parents.map(random.pick);
  Object.assign(line.cells, {
    fatherId: father.id, motherId: mother.id, fatherState: home.states[0], motherState: home.states[1],
    disability: kind.disabled ? random.pick(['肢体', '智力', '听力', '多重']) : '', disabilityGrade: kind.disabled ? random.pick(['一级', '二级']) : '',
    registeredTown: line.cells.town, registeredVillage: line.cells.village, director: line.village.director.name, directorPhone: line.village.director.phone,
  });
  line.kind = kind;
  return line;
}

/** Children of the 13 townships, by the number of their villages; those shared with `ledger` come first in 泉林镇. */
function firstLines(random, who, ledger) {
  const towns = county(REGION), total = towns.reduce((sum, town) => sum + town.villages.length, 0), hand = handwriting(random), lines = [];
  for (const town of towns) for (const village of town.villages) village.director = { name: who.family(['爷爷']).mother.name, phone: who.phone() };
  const villageOf = code => towns.flatMap(town => town.villages).find(village => village.code === code);
  const add = (village, size, kind = random.weighted(KINDS), births = undefined) => {
    const orphaned = kind.codes.some(code => /orphan|de-facto|lacking/.test(code));
    const home = homeOf(village, who, random, { relations: orphaned || kind.codes.includes('left-behind') ? RELATIVES : [...RELATIVES, '母亲', '母亲', '父亲'], size, births });
    const word = { word: wordsOf(kind.codes), codes: kind.codes };
    const made = linesOf(home, random, hand, () => word).map(line => dress(line, kind, random));
    lines.push(...made);
    return made[0];
  };
  const shared = random.shuffled(ledger.filter(line => line.codes.size === 0 && line.truth.categories.length === 1 && line.cells.phone)).slice(0, SHARED).map(line => {
    const kind = KINDS.at(-1)[1], child = line.child;
    child.home.village = villageOf(line.village.code);
    const copy = dress(cleanLine(child, random, { word: wordsOf(kind.codes), codes: kind.codes }), kind, random);
    copy.cells.village = copy.cells.registeredVillage = hand(copy.village);
    copy.shared = true;
    lines.push(copy);
    return copy;
  });
  let done = 0, seen = 0;
  for (const town of towns) {
    seen += town.villages.length;
    const share = Math.round((FIRST_LINES - SHARED - 4) * seen / total) - done;
    for (let left = share; left > 0;) {
      const size = Math.min(left, random.weighted([[72, 1], [22, 2], [6, 3]]));
      left -= size;
      add(random.pick(town.villages), size);
    }
    done += share;
  }
  const special = [['2007-09-14', 5], ['2008-01-30', 5], ['2010-05-20', 7], ['2010-02-11', 7]]
    .map(([born, kind]) => add(random.pick(towns.find(town => town.name === '星村镇').villages), 1, KINDS[kind][1], [born]));
  return { lines, towns, shared, special };
}

function plantAll({ lines, towns, shared, special }, random) {
  special.slice(0, 2).forEach(line => line.codes.add('over-age'));
  special.slice(2).forEach(line => line.codes.add('over-16'));
  const chooser = new Chooser(lines.filter(line => !shared.includes(line) && !special.includes(line)), random);
  chooser.plant(PUT_RIGHT);
  chooser.plant(AS_IT_IS);
  chooser.plant({ fatherIdOld: 5 }, grouped);
  chooser.plant(REFUSED);
  chooser.plant(FOR_A_PERSON);
  for (const line of chooser.take(4, grouped)) { line.cells.town = line.cells.village = ''; line.codes.add('place-from-registered'); }
  for (const line of chooser.take(2, grouped)) { line.truth.categories = [...line.truth.categories, 'sealed']; line.codes.add('sealed-category'); }
  for (const line of chooser.take(3)) { line.hidden = true; line.codes.add('hidden-row'); }
  for (const line of chooser.take(2, each => grouped(each) && each.kind.codes[0] === 'orphan-community')) {
    line.truth.categories = ['orphan-community', 'left-behind'];
    line.codes.add('exclusive-categories');
  }
  for (const line of chooser.take(2, grouped)) { line.truth.categories = []; line.codes.add('category-missing'); }
  chooser.take(2, each => !grouped(each)).forEach((line, i) => FAULTS.wordUnknown(line, random, ['特困', '其他情形'][i]));
  for (const line of chooser.take(2, each => !grouped(each))) FAULTS.orphanAlone(line);
  for (const line of chooser.take(2)) { line.cells.remark = '=1+1'; line.noted = true; }
  misplace(chooser, towns, random);
  return chooser;
}

const grouped = line => !FLAT_TOWNS.includes(line.village.town.name);

/** Villages misspelt, of another township, of none, and a name that two townships have while the township is left blank. */
function misplace(chooser, towns, random) {
  const near = line => `${baseKey(line.village.name)}前村`, all = towns;
  for (const line of chooser.take(4, each => !fit(near(each), all).length && isNear(near(each), [each.village.town]))) FAULTS.villageNear(line, random, near(line));
  const others = random.shuffled(towns.flatMap(town => town.villages));
  for (const line of chooser.take(3)) {
    const village = others.find(each => each.town !== line.village.town && !fit(`${baseKey(each.name)}村`, [line.village.town]).length);
    FAULTS.villageElsewhere(line, random, `${baseKey(village.name)}村`);
    others.splice(others.indexOf(village), 1);
  }
  for (const text of ['曹家庄', '朱家村']) {
    if (fit(text, towns).length < 2) throw new Error(`${text} is one village`);
    const [line] = chooser.take(1);
    FAULTS.villageTwice(line, random, text);
  }
  for (const line of chooser.take(2, each => !isNear('光明新区', [each.village.town]))) FAULTS.villageUnknown(line, random, '光明新区');
}

function doubles(chooser, lines, who) {
  const made = chooser.take(6, line => line.codes.size === 0 && !line.noted).map(again), [same, differs, conflict, ...probable] = made;
  same.codes.add('duplicate-row');
  differs.codes.add('duplicate-differs');
  differs.cells.school = '泗水县实验小学';
  conflict.codes.add('id-name-conflict');
  rename(conflict, conflict.child.name[0] + who.child(conflict.child.home, conflict.child.born).name.slice(1));
  for (const copy of probable) { copy.codes.add('probable-duplicate'); withoutNumber(copy); }
  for (const copy of made) lines.splice(lines.findLastIndex(line => line.village.town === copy.village.town) + 1, 0, copy);
}

/** The tick cells of a line, with the glyph that its township's clerk uses. */
function ticksOf(line, glyph) {
  const cells = {};
  for (const code of line.truth.categories) cells[code] = glyph;
  return cells;
}

function sheetOf(book, town, lines, outcomes, random) {
  const flat = FLAT_TOWNS.includes(town.name), glyph = random.pick(['√', '√', '✓', '是', '1']), page = new Page(book, town.name, flat ? FLAT : GROUPED, {
    font: random.pick(['宋体', '仿宋', '等线']), fill: flat ? 'FFF2F2F2' : random.pick(['FFDDEBF7', 'FFE2EFDA', 'FFFFF2CC']),
  });
  page.title(`${town.name}困境儿童汇总表`);
  page.across(`填报单位（盖章）：${town.name}人民政府`.replace('街道人民政府', '街道办事处'), '填报时间：2026年6月12日');
  page.heading();
  let serial = 0;
  for (const line of lines) {
    const cells = { ...line.cells, ...(flat ? {} : ticksOf(line, glyph)), serial: ++serial };
    if (cells.birth === line.truth.bornOn) cells.birth = BIRTH_STYLES[line.style](cells.birth);
    if (/^1540000\d{4}$/.test(cells.phone) && serial % 2) cells.phone = +cells.phone;
    line.row = page.line(cells, { hidden: line.hidden, dateFormat: 'yyyy-mm-dd' });
    outcomes.push(expectedRow(town.name, line.row, line));
  }
  page.line({ serial: '合计', name: serial });
  page.across(`填表人：${town.name.slice(0, 2)}民政办`, '审核人：', '联系电话：15400009999');
  if (!flat) for (const key of ['fatherName', 'fatherId', 'fatherState', 'motherName', 'motherId', 'motherState', 'guardian', 'relation']) joinHomes(page, lines, key);
}

function joinHomes(page, lines, key) {
  for (let from = 0; from < lines.length;) {
    let to = from;
    while (to + 1 < lines.length && lines[to + 1].child.home === lines[from].child.home && lines[to + 1].child !== lines[from].child && !lines[to + 1].again
      && !lines[from].again && lines[to + 1].cells[key] === lines[from].cells[key]) to++;
    page.merge(key, lines[from].row, lines[to].row);
    from = to + 1;
  }
}

/** The county's count: a sheet without names, therefore without children. */
function summary(book, towns, lines) {
  const page = new Page(book, '汇总', [{ key: 'town', head: '乡镇（街道）', width: 16 }, { key: 'count', head: '儿童总数', width: 12 }, { key: 'boys', head: '其中：男', width: 12 }, { key: 'girls', head: '其中：女', width: 12 }]);
  page.title('泗水县困境儿童情况汇总');
  page.across('填报单位：泗水县民政局', '2026年6月');
  page.heading();
  const from = page.row + 1;
  for (const town of towns) {
    const own = lines.filter(line => line.village.town === town), boys = own.filter(line => line.child.sex === '男').length;
    page.line({ town: town.name, count: own.length, boys, girls: own.length - boys });
  }
  page.line({ town: '全县合计', ...Object.fromEntries([['count', 'B'], ['boys', 'C'], ['girls', 'D']].map(([key, column]) =>
    [key, { formula: `SUM(${column}${from}:${column}${page.row})`, result: key === 'count' ? lines.length : lines.filter(line => (line.child.sex === '男') === (key === 'boys')).length }])) });
}

/** Last year's list, hidden by whoever made the book; it is not read. */
function hiddenSheet(book, random) {
  const old = people(stream('hutong-demo-1/sishui/2024'), new Set());
  const page = new Page(book, '2025年底数（旧）', FLAT.slice(0, 8), { state: 'hidden' });
  page.heading();
  const towns = county(REGION);
  for (let i = 1; i <= 12; i++) {
    const town = random.pick(towns), home = homeOf(random.pick(town.villages), old, random, { relations: RELATIVES, size: 1 }), [child] = home.children;
    page.line({ serial: i, name: child.name, sex: child.sex, id: child.id, birth: child.born, category: '困境儿童', town: town.name, village: home.village.name });
  }
}

function notes(book) {
  const page = new Page(book, '填表说明', [{ key: 'text', head: '', width: 90 }]);
  for (const text of ['填表说明', '1. 每名儿童一行，困境类型可多选，符合的打√。', '2. 身份证号码请按文本格式填写。', '3. 现居住地与户籍地一致的，现居住地可不填。', '4. 父母现状填：在家、外出务工、死亡、失联、服刑、重残、重病、改嫁、离异。'])
    page.across(text);
}

export function make(taken, ledger) {
  const random = stream('hutong-demo-1/sishui'), who = people(random, taken), made = firstLines(random, who, ledger), { lines, towns } = made;
  for (const line of lines) line.style = random.weighted([[45, 'date'], [15, 'dots'], [12, 'chinese'], [10, 'digits'], [13, 'dashes'], [5, 'slashes']]);
  const chooser = plantAll(made, random);
  lines.sort((a, b) => (a.village.town.code < b.village.town.code ? -1 : a.village.town.code > b.village.town.code ? 1 : 0));
  doubles(chooser, lines, who);
  const read = lines.filter(line => outcomeOf([...line.codes]) !== 'rejected');
  guardDoubles([...ledger.filter(line => outcomeOf([...line.codes]) !== 'rejected' && !read.some(each => each.child === line.child)), ...read]);

  const book = newBook('泗水县民政局'), outcomes = [];
  summary(book, towns, lines);
  for (const town of towns) sheetOf(book, town, lines.filter(line => line.village.town === town), outcomes, random);
  hiddenSheet(book, random);
  notes(book);
  return {
    book, lines, expected: expectedBook({ file: FILE, region: REGION, as: 'c370831', outcomes, later: afterLedger(outcomes, lines) }),
  };
}

/** When 泉林镇's ledger is on the register, the shared children are known: their new category is proposed to a person. */
function afterLedger(outcomes, lines) {
  const shared = lines.filter(line => line.shared), isShared = row => shared.some(line => line.row === row.row && line.village.town.name === row.sheet);
  const changed = outcomes.filter(isShared).map(row => ({ ...row, outcome: 'needs-person', codes: [...row.codes, 'changes-proposed'].sort() }));
  return { given: ['泉林镇留守儿童台账.xlsx'], counts: countsOf([...outcomes.filter(row => !isShared(row)), ...changed]), outcomes: changed };
}
