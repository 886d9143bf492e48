"""The shapes of figures in running text: dates, shares, rates, number words, money, ordinals, plain numbers."""

import re
from collections.abc import Iterator
from functools import cache

from litbase.claims.figures.numerals import (
    CHINESE,
    FRACTION_PHRASES,
    FRACTION_WORDS,
    IN_FIGURES,
    IN_WORDS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    ORDINALS,
    SCALES,
    in_foreign_words,
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier janeiro januar января январе январь 一月",
            "february feb febrero février fevereiro februar февраля феврале февраль 二月",
            "march mar marzo mars março märz марта марте март 三月",
            "april apr abril avril апреля апреле апрель 四月",
            "may mayo mai maio мая мае май 五月",
            "june jun junio juin junho juni июня июне июнь 六月",
            "july jul julio juillet julho juli июля июле июль 七月",
            "august aug agosto août августа августе август 八月",
            "september sept sep septiembre septembre setembro сентября сентябре сентябрь 九月",
            "october oct octubre octobre outubro oktober октября октябре октябрь 十月",
            "november nov noviembre novembre novembro ноября ноябре ноябрь 十一月",
            "december dec diciembre décembre dezembro dezember декабря декабре декабрь 十二月",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted((name for name in MONTHS if name.isalpha() and "月" not in name), key=len, reverse=True))
_ENGLISH_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_PLAIN_MONTHS = [name for name in _ENGLISH_MONTH.split("|")[:12] if name not in ("March", "May")]
CURRENCIES = {
    "us$": "USD", "$": "$", "usd": "USD", "dollar": "$", "dollars": "$", "dólares": "$", "долларов": "$",
    "us dollars": "USD", "us dollar": "USD", "australian dollars": "AUD", "canadian dollars": "CAD",
    "hong kong dollars": "HKD", "dólares estadounidenses": "USD", "dollars américains": "USD",
    "долларов сша": "USD", "美元": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR",
    "欧元": "EUR", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "pounds sterling": "GBP", "英镑": "GBP", "¥": "¥",
    "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "renminbi": "CNY", "元": "CNY", "元人民币": "CNY", "人民币": "CNY",
    "a$": "AUD", "au$": "AUD", "aud": "AUD", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "hk$": "HKD", "nz$": "NZD",
    "s$": "SGD", "r$": "BRL", "reais": "BRL", "₩": "KRW", "won": "KRW", "원": "KRW", "₹": "INR", "rs": "INR",
    "rs.": "INR", "inr": "INR", "rupees": "INR", "₽": "RUB", "roubles": "RUB", "rubles": "RUB", "рублей": "RUB",
    "yen": "JPY", "jpy": "JPY", "日元": "JPY", "francs": "francs", "chf": "CHF", "baht": "THB", "pesos": "pesos",
    "dong": "VND", "swiss francs": "CHF", "norwegian kroner": "NOK", "norwegian crowns": "NOK", "danish kroner": "DKK",
    "danish crowns": "DKK", "swedish kronor": "SEK", "swedish crowns": "SEK",
    "riyals": "riyals", "dirhams": "dirhams", "crowns": "crowns", "kroner": "kroner", "kronor": "SEK", "naira": "NGN",
    "taka": "BDT", "ringgit": "MYR", "rupiah": "IDR", "shillings": "shillings", "lira": "lira", "dinars": "dinars",
    "cents": "cents", "cfa francs": "XOF", "f cfa": "XOF", "francs cfa": "XOF", "fcfa": "XOF",
}  # fmt: skip
CURRENCIES.update((code, code.upper()) for code in ("nok", "sek", "dkk", "mxn", "brl", "zar", "try", "thb", "vnd"))
_SYMBOL = (
    r"(?:(?P<symbol>(?:\b(?:US|AU?|CA?|HK|NZ|S|R))?\$|[€£¥₩₹₽]"
    r"|\b(?:USD|EUR|GBP|RMB|CNY|AUD|CAD|JPY|CHF|INR|NOK|SEK|DKK|MXN|BRL|ZAR|THB|VND)\b|\bRs\.?)[ \u00a0]?)?"
)
_MONEY = (
    r"(?:d[e']s? ?)?(?:(?:Chinese|Japanese|Indian|British|Thai|Russian|Korean|Mexican|Philippine) (?=[a-z]))?"
    r"(?P<currency>(?:U\.?S\.? |American |Australian |Canadian |Hong Kong )?dollars?\b"
    r"|Swiss francs\b|(?:Norwegian|Danish|Swedish) (?:kroner|kronor|crowns)\b"
    r"|dólares estadounidenses\b|dólares\b|dollars américains\b|долларов США|долларов|€|£|\$|евро\b|рублей\b|euros?\b"
    r"|pounds sterling\b|pounds\b(?! of)|yuan\b|renminbi\b|rupees\b|roubles\b|rubles\b|won\b(?! the)|yen\b|baht\b"
    r"|CFA francs\b|F ?CFA\b|francs CFA\b|francs\b|pesos\b|dong\b|riyals\b|dirhams\b|crowns\b|kroner\b|kronor\b|naira\b"
    r"|taka\b|ringgit\b|rupiah\b|shillings\b|lira\b|dinars\b|reais\b|cents\b|美元|欧元|英镑|日元|元人民币|元|人民币|원"
    r"|(?:USD|EUR|RMB|CNY|GBP|CHF|JPY|NOK|SEK|DKK)\b)"
)
SCALE = "|".join(sorted((re.escape(s).replace(r"\ ", r"[ \u00a0]") for s in SCALES), key=len, reverse=True))
_PER_CENT = (
    r"(?P<basis>basis points?\b)|(?P<points>(?:percentage|per ?cent|%)[ -]points?\b|pp\b|p\.p\.|puntos porcentuales"
    r"|points de pourcentage"
    r"|个百分点)"
    r"|(?P<percent>%|％|per[ -]?cent(?:age)?\b|pct\b|por ciento\b|por cento\b|pour ?cents?\b|процент\w*|prozent\b)"
    r"|(?P<per_mille>‰)"
)
UNITS = {
    "year": r"years?|yrs?|año|años|ans?|годa?|лет|年", "month": r"months?|mes(?:es)?|mois|месяц\w*|个月",
    "week": r"weeks?|semanas?|semaines?|недел\w+|周", "day": r"days?|días?|jours?|дн[яей]+|天",
    "hour": r"hours?|hrs?|horas?|heures?|час\w*|小时", "minute": r"minutes?|mins?|minutos?|минут\w*|分钟",
    "km": r"km|kilomet(?:re|er)s?", "mile": r"miles?", "metre": r"met(?:re|er)s?", "kg": r"kg|kilograms?|kilos?",
    "tonne": r"tonnes?|tons?", "hectare": r"hectares?|ha", "acre": r"acres?",
}  # fmt: skip
MEASURE = re.compile(
    r"[ \u00a0-]?(?:"
    + "|".join(rf"(?P<{unit}>(?:{words})(?![A-Za-zа-яà-ÿ²³\d]))" for unit, words in UNITS.items())
    + ")",
    re.I,
)
_ALONE = (
    r"(?:(?<![A-Za-z0-9_\u00c0-\u04ff/#§])|(?<=\bFY))(?:(?<![A-Za-z]-)|(?<=mid-)|(?<=pre-)|(?<=post-))(?<!\d[.,:])"
    r"(?<!\w[.'’])"
)
_SOME = r"one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}(?:,\d{3})*"
_PARTS = "|".join(FRACTION_WORDS)
_RATE = (
    r"(?:per|for every|for each|in every|out of every)[ -](?P<{name}>one hundred thousand|hundred thousand|thousand"
    r"|million|10,000|100,000|1,000,000|1,000|10[ \u00a0]000|100[ \u00a0]000|1[ \u00a0]000|1000|10000|100000"
    r"|mille|mil habitantes)\b(?![,.]\d)"
)
RATE = re.compile(rf" ?(?:[a-z]+ ){{0,2}}?{_RATE.format(name='rate')}", re.I)
_DATES = (
    r"(?P<iso>(?<![\w-])(?P<year4>(?:19|20)\d\d)-(?P<month4>\d\d)-(?P<day4>\d\d)(?!\d|-)(?![a-su-z]))"
    r"|(?P<numeric>(?<![\w./-])(?P<first5>\d{1,2})(?P<mark5>[./-])(?P<second5>\d{1,2})(?P=mark5)"
    r"(?P<year5>(?:19|20)\d\d)(?![\w/-]))"
    rf"|(?P<date>(?<![\w.])(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: of| de)? (?P<month1>{_MONTH})\b"
    rf"|\b(?P<month2>(?-i:{_ENGLISH_MONTH}))\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[,.]?\d))"
    rf"|(?<!\d)(?P<month3>\d{{1,2}}|{CHINESE}{{1,2}})月(?P<day3>\d{{1,2}}|{CHINESE}{{1,3}})[日号])"
    rf"|(?P<month>\b(?P<month6>(?-i:{_ENGLISH_MONTH})|(?!mar\b|may\b|mai\b)(?:{_MONTH}))"
    rf"(?=\.?,?(?: of| de| del)? (?:1[5-9]|20)\d\d\b)"
    rf"|(?<!\d)(?<=年)(?P<month7>\d{{1,2}}|{CHINESE}{{1,2}})月"
    rf"|(?:(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Ff]rom )|(?<=\b[Bb]etween )"
    rf"|(?<=\b[Ll]ast )|(?<=\b[Nn]ext )|(?<= of )|(?<=\b[Ee]arly )"
    rf"|(?<=\b[Ll]ate )|(?<=-)|(?<=–)|(?<= and )|(?<= to )|(?<= through ))(?P<month8>(?-i:March|May))"
    rf"|\b(?P<month9>(?-i:{'|'.join(_PLAIN_MONTHS)})))\b(?!\.? \d|(?-i: [A-Z]))"
    r")"
    r"|(?P<years>(?<![\w/.-])(?P<first6>(?:19|20)\d\d)/(?P<last6>(?:(?:19|20)\d\d|\d\d))(?![\w/-]))"
    r"|(?P<nineties>(?<=\bthe )(?:(?:early|late|mid)[ -])?"
    r"(?P<decade_name>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b)"
    rf"|(?P<chinese_year>(?<!{CHINESE})[一二][〇零九一二三四五六七八]{{3}}(?=年))"
)
_SHARES = (
    rf"(?P<chinese>百分之(?P<hundredths>\d+(?:\.\d+)?|{CHINESE}+(?:点{CHINESE}+)?))"
    rf"|(?P<parts>(?P<bottom>{CHINESE}{{1,2}}|\d)分之(?P<top>{CHINESE}{{1,2}}|\d))"
    rf"|(?P<phrase>(?<!\w)(?:{'|'.join(sorted(FRACTION_PHRASES, key=len, reverse=True))})(?![A-Za-zа-я]))"
    rf"|(?P<ratio>(?<![\w,.])(?P<part>{_SOME})[ -](?:in|out[ -]of|of(?= every| each))(?:[ -](?:every|each))?[ -]"
    rf"(?P<whole>(?:{_SOME}|twelve|twenty|hundred|a hundred|a thousand|thousand)\b)"
    rf"(?![,.]?\d|[ -](?-i:{_ENGLISH_MONTH})\b))"
    rf"|(?P<one_in>\b(?P<one_in_part>one|{_SOME}) [a-z]+ in (?:every )?"
    rf"(?P<one_in_whole>{_SOME}|twelve|twenty|hundred)\b"
    r"(?=[,;)]|\.(?:\s|$)| (?:was|were|is|are|had|has|have|did|could|of|[a-z]+ed)\b|$))"
    rf"|(?P<mixed>(?<![\w,.])(?:(?P<whole2>{_SOME})[ -]and[ -]an?[ -]|(?P<whole3>\d{{1,3}})(?= ?[½⅓⅔¼¾]))"
    rf"(?P<part2>half\b|third\b|quarter\b| ?[½⅓⅔¼¾]))"
    r"|(?P<half>\b(?P<half_part>half|(?:an? |one )?quarter of|three[ -]quarters of|two[ -]thirds of|(?:a|one) third of)"
    r" an? (?P<half_of>million|billion|thousand|dozen)\b)"
    r"|(?P<part_of_time>\bhalf an? (?=(?:hour|day|week|month|year|century|decade)\b)"
    r"|\ban? (?:hour|day|week|month|year) and a half\b)"
    r"|(?P<every>\bevery (?P<every_nth>second|third|fourth|fifth|sixth|tenth)\b(?= [a-z])"
    r"(?! (?:year|month|week|day)\b))"
    rf"|(?P<fraction>\b(?:(?P<numerator>{_SOME}|an?)[ -](?P<denominator>{_PARTS})|(?P<bare_half>half))\b|[½⅓⅔¼¾])"
)
IS_ORDINAL = r"(?! world war| country| countries|-country| part(?:y|ies)|-part| person| world|-hand|ly\b)"
_ORDINALS = (
    r"(?P<ordinal>(?<![\w.,])(?P<nth>\d{1,3})(?:st|nd|rd|th|º|ª|ème|er|e)\b|第(?P<nth2>\d{1,3})(?=[届次个名位季])"
    rf"|\b(?P<nth3>{ORDINAL_WORDS})\b{IS_ORDINAL}"
    r"|(?:(?<=\bthe )|(?<=\bits )|(?<=\bhis )|(?<=\bher )|(?<=\btheir ))(?P<nth4>first|second)\b"
    r"(?= [a-z]|-[a-z])(?! of all| one | two | instance)" + IS_ORDINAL + ")"
)
_MAGNITUDE = (
    r"(?P<magnitude>\b(?:tens|dozens|hundreds|thousands|millions|billions)\b"
    r"(?: of (?:thousands|millions|billions)\b)?|\bscores(?= of [a-z]))"
)
_TIMES = r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|(?:a )?hundred|\d+(?:\.\d+)?)"
_FACTORS = (
    r"(?P<factor>\b(?P<verb>doubl|tripl|trebl|quadrupl|halv)(?:ed|ing)\b|\b(?P<twice>twice|thrice)\b"
    r"(?= (?:as|that|the|more|its|their|what|this)\b)"
    rf"|(?<![\w.,])(?P<fold>{_TIMES})[ -]?fold\b"
    rf"|(?<![\w.,])(?P<times>{_TIMES}) times"
    r"(?= (?:as|more|less|fewer|higher|lower|greater|larger|smaller|likelier|that|the|longer|bigger|worse)\b)"
    r"|\b(?P<half_as>half)(?= as (?:many|much|likely|large|high|often|long)\b)"
    rf"|(?<![\w.,:/])(?<!from )(?<!between )(?P<odds>{_TIMES})(?: ?: ?|[ -]to[ -])(?:one|1)\b(?![:.,]?\d)"
    r"(?![ -](?:years?|months?|weeks?|days?|hours?|in|of|hundred|thousand|million|billion)\b))"
)
_COUNTABLE = (
    r"(?:convictions?|prosecutions?|arrests?|victims?|cases?|investigations?|deaths?|complaints?|charges|sentences"
    r"|inspections?|raids?|shelters?|traffickers?|indictments?|survivors|acquittals?|referrals?|fatalities|casualties"
    r"|incidents?|inspectors?|children|women|girls|boys|suspects?|defendants?|offenders?|perpetrators?|persons?|people"
    r"|officers?|trials?|appeals?|fines?|accidents?|inquiries)\b"
)
_OTHER = r"(?:(?!(?:longer|less|more|other|such|doubt|of|on|for|to|about|by|in|with|data)\b)[a-z]+ )?"
_NONE = (
    rf"(?P<none>\bno(?= {_OTHER}{_COUNTABLE})|\bnone(?= of (?:the|these|those|its|their|them|all)\b)"
    rf"|\bnot a single(?= [a-z])|\bnot [a-z]+ any(?= {_OTHER}{_COUNTABLE}))"
)
_POWER = (
    r"(?P<power>(?<![\w.,])(?:(?P<mantissa>\d+(?:[.,]\d+)?) ?[×x·*] ?)?10"
    r"(?:(?P<raised>⁻?[¹²³⁰⁴-⁹]{1,2})|(?:\^\{?|\*\*|<sup>)(?P<caret>[-−]?\d{1,2})(?:\^|\}|</sup>)?)(?![\w]))"
)
_PASSED_OVER = (
    r"(?P<passed>(?<![\w+])\+\d{1,3}[ -](?:\(?\d{1,4}\)?[ -]?){2,6}\d|\b\d{1,4}-[A-Za-z]{2,3}-\d{2,6}\b"
    r"|(?<![\d.,–-])\d{1,4}[–-]\d{1,4}[–-] ?\d{1,6}(?!\d))"
)


@cache
def grammar(language: str | None) -> re.Pattern[str]:
    """Return the pattern that finds figures, with the number words of *language* beside the English ones."""
    foreign = in_foreign_words(language or "")
    in_words = rf"|(?P<foreign>(?<![\w-])(?:{foreign})(?![\w-]))" if foreign else ""
    counted = "(?=[名个人岁年月天次家所起宗例国种])"
    han = rf"{CHINESE}+[万亿](?:{CHINESE}+)?|(?<!{CHINESE}){CHINESE}*[十百千]{CHINESE}*{counted}"
    return re.compile(
        rf"{_DATES}|{_PASSED_OVER}|{_FACTORS}|{_NONE}|{_POWER}|{_SHARES}|{_ORDINALS}|{_MAGNITUDE}|(?P<words>(?<![\w-]){IN_WORDS}\b(?!-(?:fold|way)))"
        rf"{in_words}|(?P<han>{han})"
        rf"|(?P<number>{_ALONE}{_SYMBOL}(?P<figures>{IN_FIGURES})(?P<decade>(?:s|['’]s)\b)?(?![A-Za-z]*\d))",
        re.I,
    )


_STARTS = re.compile(r"[\u4e00-\u9fff$€£¥₩₹₽+½⅓⅔¼¾]|\d+|[^\W\d_\u4e00-\u9fff½⅓⅔¼¾]+")
_FIRST_WORDS = frozenset(
    re.split(r"[ $.'-]", phrase)[0].casefold()
    for phrase in (
        *MONTHS, *CURRENCIES, *FRACTION_PHRASES, *FRACTION_WORDS, *ORDINALS, *SCALES, *NUMBER_WORDS, "a", "an",
        "tens", "dozens", "hundreds", "scores", "every", "no", "none", "not", "twice", "thrice", "early",
        "late", "mid",
        *(f"{stem}{end}" for stem in ("doubl", "tripl", "trebl", "quadrupl", "halv") for end in ("ed", "ing")),
        *(f"{number}fold" for number in NUMBER_WORDS), *(f"{ten[:-1]}ies" for ten in NUMBER_WORDS if ten[-2:] == "ty"),
    )
)  # fmt: skip


def starts_of(text: str) -> Iterator[int]:
    """Yield every place of *text* where a figure may begin: trying all shapes at each letter takes far longer."""
    for match in _STARTS.finditer(text):
        if not match[0][0].isalpha() or match[0] >= "\u4e00" or match[0].casefold() in _FIRST_WORDS:
            yield match.start()


AFTER_NUMBER = re.compile(
    rf"(?:(?: {{1,3}}|-)?(?P<scale>{SCALE})(?![A-Za-zа-яà-ÿ])| ?(?P<letter>bn|[mk])(?![A-Za-z²³\d]))?"
    rf"(?:(?: {{1,3}}|-)?(?:{_PER_CENT}|{_MONEY}))?",
    re.I,
)
