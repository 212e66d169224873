/** Names of the months outside Europe, as they stand beside a day (Unicode CLDR 48, months, format wide). A low line stands for a blank. */
const NAMES: readonly (readonly [language: string, names: string])[] = [
  ['he', 'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר'],
  ['ar', 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'],
  ['ar-LB', 'كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول'],
  ['fa', 'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر'],
  ['ur', 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'],
  ['hi', 'जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'],
  ['bn', 'জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর'],
  ['hy', 'հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի'],
  ['ka', 'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი'],
  ['az', 'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'],
  ['uz', 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'],
  ['id', 'januari februari maret april mei juni juli agustus september oktober november desember'],
  ['zh', '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月'],
  ['sw', 'januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba'],
]
/** Beside them the year of the Buddhist calendar stands, 543 more than the common one. */
const THAI = 'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม'

export const THAI_MONTH_NAMES: readonly string[] = THAI.split(' ')
/** In Hebrew `in`, `to` and `from` are one word with the name. */
const HEBREW_PREFIXES = ['ב', 'ל', 'מ'] as const

/** Each name once, in lower case; of two words with a blank. */
export const OTHER_MONTH_NAMES: readonly string[] = [...new Set(NAMES.flatMap(([language, names]) => names.split(' ').flatMap((name) =>
  [name.replace('_', ' '), ...language === 'he' ? HEBREW_PREFIXES.map((prefix) => prefix + name) : []])))]
