/**
 * Words that decide what a provision means: modal verbs, negations and exceptions, numerals, and the names of months,
 * in the official languages of the United Nations. A change of one of them is always a change of substance
 * (`edit-class.ts`), and the reader is told which word it was.
 *
 * The lists name the reason; they cannot make an edit lighter. What they leave out is substantive all the same.
 * All words are written folded, as `fold` gives them: without accents, in lower case.
 */

export type DecidingKind = 'modal verb' | 'negation' | 'number' | 'date';

const lists: Readonly<Record<Exclude<DecidingKind, 'number'>, string>> = {
  'modal verb': `
    shall should may might must will would can could cannot ought need dare
    doit doivent devra devront devrait devraient devoir peut peuvent pourra pourront pourrait pourraient pouvoir
    faut faudra faudrait
    debe deben debera deberan deberia deberian deber puede pueden podra podran podria podrian poder habra habran
    должен должна должно должны следует надлежит обязан обязана обязано обязаны может могут мог могла могли
    вправе будет будут необходимо надо нужно
    يجب ينبغي يتعين يجوز يمكن يلزم سوف تلتزم يلتزم عليه عليها
    应 须 必 得 可 宜 需 要 能 会 将`,
  negation: `
    not no nor none neither never without unless except excepting excluding save nothing nobody cannot
    non ne ni pas point aucun aucune jamais sans sauf nul nulle hormis excepte hors n
    no ni sin nunca jamas ningun ninguna ninguno nadie nada tampoco salvo excepto
    не ни нет без нельзя никогда никакой никакая никакие кроме если исключением
    لا لم لن ليس ليست غير دون بدون عدم سوى باستثناء الا
    不 未 非 无 没 勿 莫 否 除 免`,
  date: `
    january february march april may june july august september october november december
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    يناير فبراير مارس ابريل مايو يونيه يونيو يوليه يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
    年 月 日`,
};

const numerals = `
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
  millions billion half third quarter quarters thirds first second fourth fifth sixth seventh eighth ninth tenth once
  twice double dozen both
  zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
  quarante cinquante soixante cent cents mille million millions milliard moitie tiers quart premier premiere deuxieme
  troisieme
  cero uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
  cincuenta sesenta setenta ochenta noventa ciento mil millon millones mitad tercio cuarto primero primera segundo
  ноль один одна одно два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят
  сто двести тысяча тысячи тысяч миллион миллиона миллионов половина треть четверть первый первая второй вторая третий
  двух трех четырех пяти шести семи восьми девяти десяти
  صفر واحد واحده اثنان اثنين ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه تسعه عشره عشرون عشرين ثلاثون ثلاثين
  اربعون خمسون ستون سبعون ثمانون تسعون مائه مئه الف مليون نصف ثلث ربع
  零 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 半`;

const wordsOfList = (list: string) => new Set(list.trim().split(/\s+/u));
const kinds: readonly (readonly [DecidingKind, ReadonlySet<string>])[] = [
  ['negation', wordsOfList(lists.negation)],
  ['modal verb', wordsOfList(lists['modal verb'])],
  ['number', wordsOfList(numerals)],
  ['date', wordsOfList(lists.date)],
];

/** In Arabic, "and", "so", "for", "by" and the future are written at the word. */
const arabicPrefix = /^[وفلبس](?=\p{sc=Arabic}{2})/u;

/**
 * What a word decides; a word may be of several kinds (`may` is a modal verb and a month).
 * @param word folded, and without hyphens or apostrophes
 */
export function decidedBy(word: string): readonly DecidingKind[] {
  if (/\d/u.test(word)) return ['number'];
  const bare = word.replace(arabicPrefix, '');
  return kinds.filter(([, words]) => words.has(word) || words.has(bare)).map(([kind]) => kind);
}
