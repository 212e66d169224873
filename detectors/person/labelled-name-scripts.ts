import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { CHINESE_SURNAMES, JAPANESE_SURNAMES } from './surnames-east.ts'

const words = (...all: readonly string[]): string => all.map(foldLetters).join('|')
/** With the sign that repeats the one before it, as in Sasaki. */
const HAN = String.raw`[\x{3005}\x{4E00}-\x{9FFF}]`
const EAST = String.raw`[\x{3005}\x{3041}-\x{9FFF}]`
const KANA = String.raw`[\x{3041}-\x{30FF}]`
/** The letters that Korean syllables are folded to. */
const JAMO = String.raw`[\x{1100}-\x{11FF}]`
const SURNAMES = `[${CHINESE_SURNAMES}]`
const TITLES = '様|さま|さん|先生|女士|小姐|ちゃん|くん'
/** Behind a name; 殿 also begins words for the buttocks, and 氏 stands in the names of diseases and stains. */
const HONORIFICS = String.raw`(?:${TITLES}|殿(?:[^部筋裂皮溝]|$)|[氏君](?:[^\x{4E00}-\x{9FFF}]|$))`
/** The first signs of Chinese and Japanese surnames. */
const FIRST_SIGNS = `[${CHINESE_SURNAMES}${JAPANESE_SURNAMES.map((name) => name.charAt(0)).join('')}]`
const OWN_LABELS = `(?:(?:患者|病人)?(?:姓名|氏名|名前|お名前|${words('フリガナ', 'ふりがな', 'カナ氏名')}))`
const ROLE_LABELS = '(?:担当医|主治医|執刀医|担当者|看護師|医師|主治医生|主治医师|主治醫師|主刀医生|医生|医师|护士|联系人|家属|連絡先|緊急連絡先|介護者|保護者)'
/** The most frequent surnames of Korea, as the letters that Hangul is folded to. */
const KOREAN_SURNAMES = words('김', '이', '박', '최', '정', '강', '조', '윤', '장', '임', '한', '오', '서', '신', '권', '황', '송', '류', '홍')
/** Capital and small letters of any alphabet, as far as they are not folded to ASCII. */
const WORD = String.raw`[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}-]+`
/** The same with a capital that looks like no Latin one. */
const NAME_WORD = String.raw`[A-Z\x{410}-\x{42F}\x{404}\x{406}\x{407}\x{490}][A-Za-z'\x{80}-\x{10FFFF}-]+`
const SEMITIC_WORD = String.raw`[\x{590}-\x{6FF}]{2,}`
/** Of two words where the first says so: Abd Allah, Ibn Sina. */
const ARABIC_NAME = `(?:(?:${words('عبد', 'بن', 'ابن', 'بنت', 'أبو', 'ابو', 'آل')}) )?${SEMITIC_WORD}`
const THAI_WORD = String.raw`[\x{E00}-\x{E7F}]{2,}`

export const labelledNameScripts: PatternDetector = {
  name: 'labelled-name-scripts',
  class: 'name',
  describes:
    'A name in another script behind its label or before its title of respect: Chinese, Japanese, Korean, Russian, Ukrainian, Greek, Arabic, Hebrew, Thai.',
  source:
    'Headings of clinical documents in these languages; the 100 surnames that are most frequent in China (Ministry of Public Security, 2019)',
  patterns: [
    {
      re: String.raw`${OWN_LABELS}(?: ?: ?| )(?<phi>${HAN}{1,3} (?:${HAN}{1,3}|${KANA}{1,6})|${KANA}{1,6} ${KANA}{1,6}|${EAST}+)`,
      prior: 0.85,
      check: isNoTerm,
    },
    { re: String.raw`患者 ?(?:さん|様|さま|名) ?: ?(?<phi>${HAN}{1,3} ${HAN}{1,3}|${HAN}{2,5})`, prior: 0.8, check: isNoTerm },
    {
      re: String.raw`${ROLE_LABELS} ?: ?(?<phi>${HAN}{1,3} ${HAN}{1,3}?|${HAN}{2,}?)(?: ?(?:${TITLES}|医師|醫師|医师|医生|[殿氏]))?(?:[^\x{3005}\x{3041}-\x{9FFF}]|$)`,
      prior: 0.8,
      check: isNoTerm,
    },
    {
      re: String.raw`(?:患者|病人)(?::? ?)(?<phi>${SURNAMES}${HAN}{1,2})(?: ?${HONORIFICS}|[^\x{3005}\x{4E00}-\x{9FFF}]|$)`,
      prior: 0.85,
      check: isNoTerm,
    },
    // Behind a word, 様 also says that something is like it.
    { re: String.raw`(?<phi>${HAN}{1,3} ${HAN}{1,3}?) ?${HONORIFICS}`, prior: 0.8, check: isNoTerm },
    { re: String.raw`(?<phi>${HAN}+) ?(?:さん|殿(?:[^部筋裂皮溝]|$)|ちゃん|くん)`, prior: 0.8, check: isNoTerm },
    {
      re: String.raw`(?<phi>${FIRST_SIGNS}${HAN}{1,3}?) ?(?:先生|女士|小姐|(?:様|さま|氏)(?:[^\x{3005}\x{4E00}-\x{9FFF}]|$))`,
      prior: 0.8,
      check: hasSurname,
    },
    {
      re: `(?:${words('환자', '환자명', '성명', '이름', '담당의', '주치의', '보호자', '간호사')}) ?: ?(?<phi>${JAMO}+)(?:[^\\x{1100}-\\x{11FF}]|$)`,
      prior: 0.75,
      check: isNoTerm,
    },
    {
      re: `(?:${words('환자', '보호자')}) (?<phi>(?:${KOREAN_SURNAMES})${JAMO}+)(?: ?(?:${words('씨', '님')})|[,(])`,
      prior: 0.8,
      check: isNoTerm,
    },
    {
      re: `(?:${words('пациент', 'пациентка', 'Пациент', 'Пациентка', 'больной', 'больная', 'Больной', 'Больная', 'врач', 'Врач', 'доктор', 'Доктор', 'пацієнт', 'Пацієнт', 'пацієнтка', 'Пацієнтка', 'лікар', 'Лікар', 'ФИО', 'медсестра')})(?: ?: ?| )(?<phi>${NAME_WORD}(?: ${NAME_WORD}){1,2}|${NAME_WORD} [A-Z\\x{400}-\\x{4FF}]\\. ?[A-Z\\x{400}-\\x{4FF}]\\.)`,
      prior: 0.85,
      check: isCapitalized,
    },
    {
      re: `(?:^|[\\s(])(?:${words('д-р', 'Д-р', 'доктор', 'Доктор', 'доктора', 'доктору', 'г-н', 'г-жа', 'профессор', 'профессора', 'медсестра', 'лікар', 'Лікар', 'пан', 'пані')}) (?<phi>${NAME_WORD}(?: [A-Z\\x{400}-\\x{4FF}]\\. ?[A-Z\\x{400}-\\x{4FF}]\\.)?)`,
      prior: 0.75,
      check: isCapitalized,
    },
    // Who belongs to somebody: Супруга Мария, η σύζυγος Ελένη
    {
      re: `(?:^|[\\s(])(?:${words('супруга', 'Супруга', 'супруг', 'Супруг', 'жена', 'Жена', 'жены', 'муж', 'Муж', 'мужа', 'мать', 'Мать', 'отец', 'Отец', 'сын', 'Сын', 'дочь', 'Дочь', 'брат', 'Брат', 'сестра', 'дружина', 'Дружина', 'чоловік', 'мати', 'Мати', 'дочка', 'бабушка', 'внук', 'внучка')}),? (?<phi>${NAME_WORD}(?: ${NAME_WORD}){0,2})`,
      prior: 0.75,
      check: isCapitalized,
    },
    {
      re: `(?:^|[\\s(])(?:${words('σύζυγος', 'σύζυγό', 'συζύγου', 'μητέρα', 'μητέρας', 'πατέρας', 'πατέρα', 'κόρη', 'γιος', 'γιο', 'αδελφός', 'αδελφή', 'Η σύζυγος', 'Ο σύζυγος')}) (?:(?:του|της|τον|την) )?(?<phi>${WORD})`,
      prior: 0.7,
      check: isCapitalized,
    },
    {
      re: `(?:^|[\\s(])(?:${words('κα', 'κος', 'κυρία', 'κύριος', 'Κα', 'Κος', 'Δρ', 'δρ')}) (?<phi>${WORD}(?: ${WORD})?)`,
      prior: 0.7,
      check: isCapitalized,
    },
    {
      re: `(?:${words('пациента', 'пациенту', 'пациентку', 'пациентки', 'пацієнта', 'пацієнтку', 'пацієнтки')})(?: ?: ?| )(?<phi>${NAME_WORD}(?: ${NAME_WORD}){1,2}|${NAME_WORD} [A-Z\\x{400}-\\x{4FF}]\\. ?[A-Z\\x{400}-\\x{4FF}]\\.)`,
      prior: 0.8,
      check: isCapitalized,
    },
    {
      re: `(?:${words('ασθενής', 'Ασθενής', 'ιατρός', 'Ιατρός', 'ονοματεπώνυμο', 'Ονοματεπώνυμο')})(?: ?: ?| )(?<phi>${WORD} ${WORD})`,
      prior: 0.85,
      check: isCapitalized,
    },
    {
      re: `(?:(?:${words('المريض', 'المريضة', 'الطبيب', 'اسم المريض', 'الاسم')}) ?: ?|(?:${words('الدكتور', 'الدكتورة', 'السيد', 'السيدة')}) |(?:^|[\\s(])(?:${words('د')})[./] ?)(?<phi>${SEMITIC_WORD} ${ARABIC_NAME})(?:[^\\x{590}-\\x{6FF}]|$)`,
      prior: 0.7,
    },
    {
      re: `(?:(?:${words('המטופל', 'המטופלת', 'שם', 'הרופא', 'הרופאה')}) ?: ?|(?:${words('דר', 'ד"ר', 'גברת')}) )(?<phi>${SEMITIC_WORD} ${SEMITIC_WORD})(?:[^\\x{590}-\\x{6FF}]|$)`,
      prior: 0.7,
    },
    { re: `(?:${words('דר', 'ד"ר', 'גברת', 'פרופ')}) (?<phi>${SEMITIC_WORD})(?:[.,;:)\\n]|$)`, prior: 0.7 },
    {
      re: `(?:(?:${words('ผู้ป่วย', 'ชื่อ')}) ?: ?|(?:${words('นาย', 'นางสาว', 'นาง', 'คุณ', 'นพ.', 'พญ.')}) ?)(?<phi>${THAI_WORD} ${THAI_WORD})`,
      prior: 0.7,
    },
  ],
  examples: {
    true: [
      'フリガナ：[[ヤマノ ハナヨ]]、', 'Супруга [[Мариванна]] уведомлена', 'η σύζυγος [[Φερνήλη]] ενημερώθηκε',
      '担当医：[[佐藤健一]] 高血圧', '氏名: [[山本 花子]]、', '主治医生：[[李伟]]。', '患者[[王小明]]，男', '昨日 [[山本花子]]さんが', '[[山本 花子]]様へ', '환자 [[김민수]], 고혈압',
      'Лечащий врач: [[Иванов Пётр Сергеевич]].', 'Пациентка [[Сидорова Анна]] поступила', 'Ο ασθενής [[Νίκος Παπαδόπουλος]] γεννήθηκε',
      'المريض: [[محمد الأحمد]]، بخير', 'ד"ר [[יעל כהן]], סוכרת', 'นาย [[สมชาย ใจดี]] เบาหวาน', 'врач [[Петрова О. И.]]', '氏名: [[田中 花子]]',
      '氏名: [[田野 花子]]', '氏名: [[山本花子]] 高血圧症', '氏名: [[山本 さくら]]', '氏名: [[おおた けんし]]、', '氏名: [[白井 花子]]、', '主治医：[[段志强]]', '患者[[顾晓明]]，',
      '主治医：[[白井健一]]先生', '主治医：[[佐々木健一]]さん', '[[山本 花子]]さんは', '[[山本 花子]] 殿', '[[山本 花子]]先生', '[[山本 花子]]氏は', '主治医：[[佐藤健一]]殿', '[[佐藤]]先生の外来',
      '[[森健一]]先生の', '昨日[[王小明]]女士来诊', '主治医生：[[李秀君]]。', '[[佐藤健一]]様', '患者さん：[[山田花子]]、', '主治医：[[佐藤健一]]医師', 'д-р [[Ковалёв]] осмотрел',
      'Доктор [[Петренко]] оглянув', 'пацієнта [[Шевченко Тараса]].', 'Η κα [[Μαρία Δημητρίου]] εισήχθη', 'ידי ד"ר [[כהן]].',
      'المريض: [[محمد عبد الله]]، بخير', 'راجعت د. [[ليلى حسن]]، ثم',
    ],
    false: [
      'план Петров', 'доктор назначил терапию', 'γυναίκα 54 ετών', 'الحمد. ثم راجع العيادة', 'пан-цитопения', '患者女性，45岁', '患者自述，头痛',
      '医師: 不明', 'Пациент поступил с болью', 'Врач назначил терапию', 'Ο ασθενής αναφέρει πόνο', '患者様は元気', '주치의: 미정', '환자 상태 양호',
      'المريض يعاني من ارتفاع ضغط الدم', 'המטופל סובל מכאבים', 'ผู้ป่วย มีไข้ สูง', '医生：建议复查。', '担当医：変更なし。', 'ご家族様も同意', '意識清明、苦痛様 顔貌なし',
      'けいれん様の動き', '医生：白内障术后。', '患者白血病，', '患者顾虑，', '患者高血压，', '氏名: お願いします', '看護師さんが', '皆様へ', '患者様へ', '主治医：田野。', '発作様 。', '帕金森氏病', '慢性 橋本氏病',
      '両側大殿筋', '次回 息子さんと', '内科 担当先生',
    ],
  },
}

/** No part of a name. */
const TERMS = /同意|変更|同席|不在|交代|説明|指示|建议|家族|^(?:患者|病人|女性|男性|不明|未定|未知|なし|无|無|同上|本人)|(?:担当|当直|指導|息子| [娘奥嫁妹姉兄弟母父皆]|[者師师員员医醫])$/u
/** Words that begin as surnames do: what begins with them is no name. */
const TERMS_LIKE_SURNAMES = /^(?:お[願名伝聞答知子母父客]|高[血烧热熱]|金属|石膏|黄疸|黄染|苏醒|方便|周围|顾[虑及忌客]|段落|白(?:内障|血|细胞|細胞|癜|蛋白|带|喉|斑|苔|痰|色|濁|浊|質|质))/u
/** Such words that a name may begin with: they are refused alone. */
const WHOLE_TERMS = /^(?:任何|任何人|白天|马上|陆续|张口|曾[经有因]|何时|程度|田[地间野])$/u
const KOREAN_TERMS = ['미정', '없음', '같음', '본인', '상태', '증상'].map(foldLetters)

const HAN_ONLY = /^[\u3005\u4E00-\u9FFF ]+$/u
const HAN_LENGTH_MAX = 6
/** In the letters of Korean, or in kana. */
const LENGTH_MAX = 12
const BEGINS_CHINESE = new RegExp(`^${SURNAMES}`, 'u')
const BEGINS_JAPANESE = new RegExp(`^(?:${JAPANESE_SURNAMES.join('|')})`, 'u')

/** No word that stands in the place of a name, such as unknown, and nothing too long for one. */
function isNoTerm(value: string): number {
  const { length } = value.replace(' ', '')
  if (length < 2 || length > LENGTH_MAX || HAN_ONLY.test(value) && length > HAN_LENGTH_MAX) return 0
  // Two signs in one word are a name only behind a frequent surname.
  if (/^[\u3005\u4E00-\u9FFF]{2}$/u.test(value) && !BEGINS_CHINESE.test(value) && !BEGINS_JAPANESE.test(value)) return 0
  if (TERMS.test(value) || TERMS_LIKE_SURNAMES.test(value) || WHOLE_TERMS.test(value)) return 0
  return KOREAN_TERMS.some((term) => value.startsWith(term)) ? 0 : 1
}

/** A name that a frequent surname begins, where no label stands before it. */
function hasSurname(value: string): number {
  return BEGINS_CHINESE.test(value) || BEGINS_JAPANESE.test(value) ? isNoTerm(value) : 0
}

/** Alphabets with capitals write them in each part of a name. */
function isCapitalized(value: string): number {
  return value.split(' ').every((part) => /^[\p{Lu}]/u.test(part)) ? 1 : 0
}
