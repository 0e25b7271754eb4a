// Invented people. ID numbers begin with 370899, which is no division, so they are nobody's; phones are 1540000dddd.

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎'
  + '余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'];
const BOYS = [...'梓轩浩宇子豪博文俊熙天佑一鸣雨泽皓铭辰逸奕星阳宸睿思远嘉恒承志明哲伟祺家乐瑞霖旭东晨曦楷鑫磊懿诚昊霆凯航启润卓越'
  + '景行振翔修杰煜城立诺言翰墨云帆海涛少华鸿飞安邦靖尧信然硕朋正勋广源世昌仕维栋森柏松岩岳峰峻川江河溪洋沐可为知庭骏驰腾'
  + '乔均程宁丰健康彦彬彤捷敬斌昂昭暄朗朔毅洲淇清渊湛澄炎焕烨牧琛璟益祥秉竣绍舟茂'];
const GIRLS = [...'梓涵欣怡诗琪雨桐佳慧思彤语嫣若曦一诺可馨梦瑶子萱心悦雅静婉清晓雯艺文美琳嘉妍紫玥依然雪芷采薇舒窈宁月茹云沐晴锦书念慈'
  + '楚安岚卉芳菲菀柔蕊莹洁露瑾瑜珂珺璇琦璐珊珍蓓蕾蔓莉荷莲兰梅竹菊桂枝秋冬夏春晗昕曼妮娅娴婷媛秀巧倩颖彩凤玲珑敏丽'
  + '乐亦冉希汐苒茜荔桃棠榕楠沁泠漫溪灵珞琬琼盈碧筠箐素绮绣翎芮芸苗蓉蕙贝逸甜萍'];
const MEN = [...'建国志强德福广才永祥庆生茂林宝山长河传军学文兆民继武成友洪亮玉柱连喜占元怀忠守信绪东衍乾昭凡兴存礼治厚运来'];
const WOMEN = [...'桂英秀兰玉珍凤霞淑芹翠花素梅爱莲月娥春香巧云红菊金枝银环瑞芬广庆芝美荣存衍昭娟兴传芳茂'];

/** Names of known persons that the lists could spell. */
const KNOWN = new Set(('李娜 刘翔 姚明 孙杨 林丹 马龙 丁宁 马琳 陈龙 王皓 王浩 王菲 杨洋 李晨 李冰 邓超 黄晓明 王凯 王源 李强 李希 韩正 王毅 陈云 '
  + '陈毅 贺龙 林彪 朱德 高峰 文峰 王楠 张宁 张继科 张怡宁 刘诗雯 陈梦 孙颖 杨颖 王文 李可 李敏 白露 周洁 江海 江涛 何洁 谢文 周迅 宋佳 马丽 贾玲 沈腾 '
  + '张杰 谢娜 何炅 李静 王静 周涛 董卿 朱军 毛宁 张琳 吴敏 吴越 胡歌 唐嫣 陆毅 范伟 郭涛 雷军 李宁 汪峰 田亮 刘璇 王军霞 邓亚萍 孔令辉 王励勤 李雪 李铁 '
  + '郝海东 范志毅 刘建宏 黄建翔 张国立 刘德华 李书福 王建国 张志强 周星 石云 万茜 孟美 江一 陈思 任嘉 李建国 刘建军').split(' '));

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character by GB 11643-1999. */
export const checkCharacter = first17 => '10X98765432'[WEIGHTS.reduce((sum, weight, i) => sum + weight * +first17[i], 0) % 11];

const ordinal = day => Date.parse(`${day}T00:00:00Z`) / 86400000;
export const addDays = (day, days) => new Date((ordinal(day) + days) * 86400000).toISOString().slice(0, 10);
export const daysBetween = (from, to) => ordinal(to) - ordinal(from);

/** Completed years; the birthday itself counts. */
export const ageOn = (born, day) => +day.slice(0, 4) - +born.slice(0, 4) - (day.slice(5) < born.slice(5) ? 1 : 0);

const SEX_OF = {
  爷爷: 'm', 奶奶: 'f', 姥爷: 'm', 姥姥: 'f', 大伯: 'm', 叔叔: 'm', 姑姑: 'f', 姨: 'f', 舅舅: 'm', 父亲: 'm', 母亲: 'f',
};
const SAME_SURNAME = new Set(['爷爷', '大伯', '叔叔', '姑姑', '父亲']);

/** People of one book: no name, number or phone comes twice, in this book or (through `taken`) in another one. */
export function people(random, taken) {
  const surname = () => SURNAMES[Math.min(random.below(100), random.below(130))];
  function once(make, free = value => !taken.has(value)) {
    for (;;) { const value = make(); if (free(value)) { taken.add(value); return value; } }
  }
  function given(list, shortPercent) {
    return random.chance(shortPercent) ? random.pick(list) : random.pick(list) + random.pick(list);
  }
  const name = (family, list, shortPercent) => once(() => family + given(list, shortPercent),
    made => !taken.has(made) && !KNOWN.has(made) && new Set(made).size === made.length);

  /** @param wantX the check character must be X */
  function idNumber(born, sex, wantX = false) {
    return once(() => {
      const first17 = `370899${born.replaceAll('-', '')}${String(random.between(1, 49) * 2 - (sex === '男' ? 1 : 0)).padStart(3, '0')}`;
      return first17 + checkCharacter(first17);
    }, made => !taken.has(made) && (!wantX || made.endsWith('X')));
  }
  const phone = () => once(() => `1540000${String(random.below(10000)).padStart(4, '0')}`);

  function adult(family, sex, from, to) {
    const born = addDays(`${from}-01-01`, random.below((to - from) * 365));
    return { name: name(family, sex === 'm' ? MEN : WOMEN, 20), id: idNumber(born, sex === 'm' ? '男' : '女'), phone: phone() };
  }

  /** Father, mother and the person who looks after the child, who has the phone. */
  function family(relations) {
    const own = surname(), other = surname(), relation = random.pick(relations), old = /^(爷爷|奶奶|姥爷|姥姥)$/.test(relation);
    const father = adult(own, 'm', 1982, 1992), mother = adult(other, 'f', 1983, 1993);
    const isParent = relation === '父亲' ? father : relation === '母亲' ? mother : null;
    const surnameOfKeeper = SAME_SURNAME.has(relation) ? own : /^(姥|舅|姨)/.test(relation) ? other : surname();
    const keeper = isParent ?? adult(surnameOfKeeper, SEX_OF[relation], old ? 1952 : 1975, old ? 1966 : 1990);
    return { surname: own, father, mother, guardian: { ...keeper, relation } };
  }

  function child(home, born, { sex = random.chance(52) ? '男' : '女', wantX = false, short = false } = {}) {
    return {
      name: name(home.surname, sex === '男' ? BOYS : GIRLS, short ? 100 : 15), sex, born, id: idNumber(born, sex, wantX), home,
      ethnicity: random.chance(99) ? '汉族' : '回族',
    };
  }
  return { family, child, phone, surname, idNumber };
}

const NUMERALS = '一二三四五六七八九';

/** Where a child of this age goes to school in the year 2025/26; small children to none. */
export function schooling(born, town) {
  const age = ageOn(born, '2025-08-31'), place = town.name.replace(/街道$|镇$|管理委员会$/, '');
  if (age < 3) return { school: '', grade: '' };
  if (age < 6) return { school: `${town.name.replace('管理委员会', '')}中心幼儿园`, grade: ['小班', '中班', '大班'][age - 3] };
  if (age < 12) return { school: `${town.name.endsWith('镇') ? town.name : place}中心小学`, grade: `${NUMERALS[age - 6]}年级` };
  if (age < 15) return { school: `${place}中学`, grade: `${NUMERALS[age - 6]}年级` };
  return { school: '', grade: '' };
}
