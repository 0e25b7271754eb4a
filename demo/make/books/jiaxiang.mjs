// 嘉祥县孤困儿童花名册.csv: a county's roll of orphans and children in difficulty, exported from Excel, GB18030, 156 records (demo.md 6, L2).
import iconv from 'iconv-lite';
import { again, Chooser, guardDoubles, handwriting, homeOf, linesOf, withoutNumber } from '../ledger.mjs';
import { people } from '../people.mjs';
import { county, fit, isNear } from '../places.mjs';
import { BIRTH_STYLES, ditto, FAULTS } from '../line.mjs';
import { expectedBook, expectedRow, outcomeOf } from '../expected.mjs';
import { stream } from '../random.mjs';

const FILE = '嘉祥县孤困儿童花名册.csv', REGION = '370829';
const PLANNED = { rows: 156, accepted: 61, fixed: 70, needsPerson: 13, rejected: 12 };
const FIRST_LINES = 154;   // one child stands here twice word for word, one probably

/** 疃里镇 and 马集镇 belong to the county on the map and to the development zone (370892) in daily work: codes.md 1.3. */
const MANAGED_ELSEWHERE = ['370829104', '370829108'];

const HEADINGS = [
  ['serial', '序号'], ['name', '姓名'], ['sex', '性别'], ['birth', '出生日期'], ['age', '年龄'], ['id', '身份证号'], ['town', '乡镇（街道）'], ['village', '村（居）'],
  ['category', '儿童类别'], ['health', '健康状况'], ['disability', '残疾类别'], ['disabilityGrade', '残疾等级'], ['school', '就读学校'], ['grade', '年级'],
  ['guardian', '监护人姓名'], ['relation', '与儿童关系'], ['guardianId', '监护人身份证号'], ['phone', '联系电话'], ['standard', '保障标准（元/月）'],
  ['bank', '开户银行'], ['account', '银行账号'], ['since', '纳入时间'], ['remark', '备注'],
];
const RELATIVES = ['爷爷', '爷爷', '奶奶', '奶奶', '姥爷', '姥姥', '大伯', '叔叔', '姑姑'];
const KINDS = [
  [14, { word: '社会散居孤儿', codes: ['orphan-community'], pay: 1540 }], [6, { word: '散居孤儿', codes: ['orphan-community'], pay: 1540 }],
  [22, { word: '事实无人抚养儿童', codes: ['de-facto-unattended'], pay: 1540 }], [10, { word: '事实孤儿', codes: ['de-facto-unattended'], pay: 1540 }],
  [18, { word: '重点困境儿童', codes: ['key-difficulty'], pay: 1078 }], [6, { word: '重点困境、重残', codes: ['key-difficulty', 'severe-disability'], pay: 1078, ill: '重残' }],
  [5, { word: '困境儿童（重病）', codes: ['severe-illness'], ill: '重病' }], [7, { word: '低保家庭儿童', codes: ['hardship-family'] }],
  [4, { word: '特困儿童', codes: ['hardship-family'] }], [5, { word: '事实无人抚养/单亲', codes: ['de-facto-unattended', 'single-parent'], pay: 1540 }],
  [3, { word: '困境儿童', codes: ['in-difficulty'] }],
];

const PUT_RIGHT = {
  idSpaces: 4, idFullWidth: 3, idSmallX: 4, idShell: 3, idTab: 2, nameSpaced: 6, birthBlank: 6, birthYear: 3, birthMonth: 3, birthSerial: 5, sexBlank: 5,
  phoneDashes: 3, phoneSpaces: 2, phoneNamed: 2, phoneCountry: 1, phoneTwo: 2, phoneTwoSlash: 2, phoneTwoBreak: 1,
};
const AS_IT_IS = { noId: 3, noIdWord: 3, phoneShort: 1, phoneBlank: 2, guardianIdOld: 3, accountLost: 1 };
const REFUSED = { idLost: 3, id15: 1, idCheck: 2, sexWrong: 1, birthWrong: 1 };
const FOR_A_PERSON = { orphanAlone: 2, wordBlank: 1, ageOnly: 1, birthLunar: 1 };

function firstLines(random, who) {
  const towns = county(REGION).filter(town => !MANAGED_ELSEWHERE.includes(town.code)), hand = handwriting(random), lines = [];
  const villages = towns.flatMap(town => random.shuffled(town.villages).slice(0, town.code.endsWith('400') ? 3 : 8)).sort((a, b) => (a.code < b.code ? -1 : 1));
  const sizes = new Map(villages.map(village => [village, 1]));
  for (let left = FIRST_LINES - 3 - villages.length; left > 0; left--) { const v = random.pick(villages); sizes.set(v, sizes.get(v) + 1); }
  const add = (village, size, births) => {
    const kind = random.weighted(KINDS), orphaned = kind.codes.some(code => /orphan|de-facto/.test(code));
    const home = homeOf(village, who, random, { relations: orphaned ? RELATIVES : [...RELATIVES, '母亲', '母亲', '父亲'], size, births, from: '2010-09-01' });
    lines.push(...linesOf(home, random, hand, () => kind).map(line => dress(line, kind, random)));
  };
  for (const village of villages) for (let left = sizes.get(village); left > 0;) {
    const size = Math.min(left, random.weighted([[70, 1], [24, 2], [6, 3]]));
    add(village, size);
    left -= size;
  }
  const ownVillages = towns.flatMap(town => town.villages);
  add(random.pick(county(REGION).find(town => town.code === MANAGED_ELSEWHERE[0]).villages), 1);
  add(random.pick(ownVillages), 1, ['2007-12-20']);
  add(random.pick(ownVillages), 1);
  return { lines, towns };
}

/** What this roll has beside the common columns. */
function dress(line, kind, random) {
  const guardian = line.child.home.guardian;
  Object.assign(line.cells, {
    health: kind.ill ? (kind.ill === '重残' ? '残疾' : random.pick(['白血病', '先天性心脏病', '肾病综合征'])) : random.weighted([[90, '健康'], [10, '一般']]),
    disability: kind.ill === '重残' ? random.pick(['肢体', '智力', '听力']) : '', disabilityGrade: kind.ill === '重残' ? random.pick(['一级', '二级']) : '',
    guardianId: guardian.id, standard: kind.pay ? random.weighted([[70, `${kind.pay}`], [20, `${kind.pay}元`], [10, `${kind.pay}.00`]]) : '',
    bank: kind.pay ? '农村商业银行' : '', account: kind.pay ? `0000${String(random.below(1e9)).padStart(9, '0')}${String(random.below(1e6)).padStart(6, '0')}` : '',
    since: `${random.between(2019, 2025)}年${random.between(1, 12)}月`,
  });
  line.style = random.weighted([[35, 'dashes'], [25, 'slashes'], [15, 'dots'], [15, 'chinese'], [10, 'digitText']]);
  return line;
}

function plantAll({ lines, towns }, random) {
  const all = county(REGION), [foreign, old, rare] = lines.slice(-3);
  foreign.codes.add('outside-region');
  delete foreign.truth.regionCode;   // whether a place outside is named is left open by import.md 7
  old.codes.add('over-age');
  rare.cells.name = rare.truth.name = rare.child.name[0] + '㛃';   // four bytes in GB18030

  const chooser = new Chooser(lines.slice(0, -3), random);
  chooser.plant(PUT_RIGHT);
  chooser.plant(AS_IT_IS, line => !line.cells.account.startsWith('6') && line.cells.account);
  chooser.plant(REFUSED);
  chooser.plant(FOR_A_PERSON);
  FAULTS.wordUnknown(chooser.take(1)[0], random, '特困');
  const [excluded] = chooser.take(1);
  Object.assign(excluded.cells, { category: '散居孤儿、事实无人抚养' });
  excluded.truth.categories = ['orphan-community', 'de-facto-unattended'];
  excluded.codes.add('exclusive-categories');
  chooser.take(2).forEach((line, i) => {
    const text = ['刘庄村', '高庄'][i];
    if (fit(text, towns).length < 2) throw new Error(`${text} is one village`);
    FAULTS.villageTwice(line, random, text);
  });
  const [home] = chooser.take(1), [near] = chooser.take(1), [unknown] = chooser.take(1), [nowhere] = chooser.take(1);
  FAULTS.villageHome(home, random, '嘉祥县儿童福利院');
  Object.assign(home.cells, { category: '集中养育孤儿', guardian: '', relation: '', guardianId: '' });
  home.truth.categories = ['orphan-institution'];
  const name = misspelt(near, all);
  FAULTS.villageNear(near, random, name);
  if (fit('光明新区', all).length || isNear('光明新区', [unknown.village.town])) throw new Error('光明新区 is known');
  FAULTS.villageUnknown(unknown, random, '光明新区');
  FAULTS.townUnknown(nowhere, random, '城北新镇');
  return chooser;
}

/** The village with its last character doubled by a slip of the hand, so that it fits nothing. */
function misspelt(line, all) {
  const text = `${line.village.name.replace(/(村民委员会|村委会|社区.*|村)+$/, '')}里村`;
  if (fit(text, all).length || !isNear(text, [line.village.town])) throw new Error(`${text} is not near`);
  return text;
}

/** Thirteen records with 同上: village, school, category. */
function plantDittos(lines, chooser) {
  const above = line => lines[lines.indexOf(line) - 1];
  const clean = line => line && !line.codes.has('ditto-carried') && outcomeOf([...line.codes]) !== 'rejected';
  for (const [field, count] of [['village', 6], ['school', 4], ['category', 3]])
    for (let i = 0; i < count; i++) {
      const [line] = chooser.take(1, each => clean(above(each)) && above(each).cells[field] === each.cells[field]
        && each.cells[field] && above(each).village.town === each.village.town);
      if (field === 'village' && i % 2) line.cells.town = '同上';
      ditto(line, above(line), field);
    }
}

const quoted = value => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const record = cells => HEADINGS.map(([key]) => quoted(`${cells[key] ?? ''}`)).join(',');

function write(lines) {
  const blank = ','.repeat(HEADINGS.length - 1), out = [], outcomes = [];
  out.push(`嘉祥县孤儿、事实无人抚养儿童和困境儿童花名册${blank}`, `填报单位：嘉祥县民政局,,,,,填报时间：2026年6月,,,,,,,,,,,,,单位：元,,,,`);
  out.push(HEADINGS.map(([, head]) => quoted(head)).join(','));
  let serial = 0, townOf;
  for (const line of lines) {
    if (townOf && townOf !== line.village.town && serial % 4 === 0) out.push(serial % 8 ? '' : blank);
    townOf = line.village.town;
    const cells = { ...line.cells, serial: ++serial };
    if (cells.birth === line.truth.bornOn) cells.birth = BIRTH_STYLES[line.style](cells.birth);
    out.push(record(cells));
    outcomes.push(expectedRow('', out.length, line));
  }
  out.push(record({ serial: '合计', name: serial }), record({ serial: '制表人：', category: '审核：', guardian: '负责人：' }));
  return { text: out.map(each => `${each}\r\n`).join(''), outcomes };
}

export function make(taken) {
  const random = stream('hutong-demo-1/jiaxiang'), who = people(random, taken), made = firstLines(random, who);
  const chooser = plantAll(made, random);
  made.lines.sort((a, b) => (a.village.code < b.village.code ? -1 : a.village.code > b.village.code ? 1 : 0));
  plantDittos(made.lines, chooser);
  const plain = chooser.take(2, line => line.codes.size === 0), [same, probable] = plain.map(again);
  same.codes.add('duplicate-row');
  probable.codes.add('probable-duplicate');
  withoutNumber(probable);
  const texts = chooser.take(2);
  texts[0].cells.remark = '=1+1';
  texts[1].cells.remark = '每月走访，需“重点关注”\n父母失联';
  const lines = [...made.lines, same, probable];
  guardDoubles(lines.filter(line => outcomeOf([...line.codes]) !== 'rejected'));
  const { text, outcomes } = write(lines);
  return { bytes: iconv.encode(text, 'gb18030'), expected: expectedBook({ file: FILE, region: REGION, as: 'c370829', planned: PLANNED, outcomes }) };
}
