"""What looks like the names of authors, and what only begins with a capital letter."""

import re

from litbase.claims.citations.known import ET_AL
from litbase.claims.citations.works import name_words

_PARTICLE = (
    r"(?:(?:de|del|della|di|da|dos|du|van|von|der|den|la|le|el|al|ibn|bin|ter|ten|zu|zur|af|av)[\s-]|d['’]|al-|el-)"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_SURNAME = rf"{_PARTICLE}{{0,3}}{_CAPITAL}[\w'’-]+"
# Each way to read a name is the only one: two ways for every name of a list would take time without end.
_INITIAL = rf"{_CAPITAL}\.(?:[\s-]?{_CAPITAL}\.){{0,2}}"
_PERSON = rf"(?:{_INITIAL}[\s-]?)?{_SURNAME}(?:\s{_SURNAME}|[\s-]{_INITIAL}){{0,2}}"
_AND = r"(?:,?\s+(?:and|und|y|e|et)\s+|\s*(?:,\s*)?&\s*)"
_PEOPLE = rf"{_PERSON}(?:,\s+{_PERSON})*(?:{_AND}{_PERSON})?"
_LITTLE = r"(?:of|for|on|the|and|in|to|de|des|du|la|für|der|y|del|against|&|with)"
_BODY = rf"(?:{_CAPITAL}[\w.'’-]*)(?:,?\s+(?:{_LITTLE}\s+){{0,3}}{_CAPITAL}[\w.'’-]*){{0,10}}"
_MORE = rf"(?P<more>(?:\s*,)?\s*{ET_AL.pattern})"
_SEVERAL = re.compile(rf"{_PEOPLE}{_MORE}|{_PERSON}(?:,\s+{_PERSON})*{_AND}{_PERSON}")
_ANY = re.compile(rf"(?:{_PEOPLE}|{_BODY}){_MORE}?(?:\s\[[A-Z]{{2,}}\])?")
AT_END = re.compile(
    rf"(?<![\w.])(?P<names>{_PERSON}(?:,\s+{_PERSON})*{_AND}{_PERSON}|"
    rf"{_SURNAME}(?:,\s+{_SURNAME})*(?:{_AND}{_SURNAME})?{_MORE}?)"
    r"(?:['’]s?)?\s*$"
)
PREFIX = re.compile(
    r"[\s,:]*(?:(?:and|or|but|also|both|see|compare|cf|e\.\s?g|i\.\s?e|esp|especially|inter alia|as cited in|"
    r"cited (?:in|by|after)|cit(?:ed|ing)|quoted (?:in|by)|qtd\.? in|as quoted in|quoting|"
    r"for (?:example|instance|a review|an overview|more|details)|most recently|recently|notably|originally|"
    r"reviewed in|reprinted in|translated in|following|from|per|adapted from|based on|sources?|data from|"
    r"discussed in|siehe|vgl|so|auch|etwa|zit\.? n(?:ach|\.)|z\.\s?b|véase|ver|voir|en|by|in|according to|"
    r"contra|but cf|accord|generally|further|more recently|among (?:many )?others|but see)\b[.,:]*\s+)+",
    re.IGNORECASE,
)
MONTHS = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember enero febrero marzo abril "
        "mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars avril juin juillet août "
        "septembre octobre novembre décembre spring summer autumn fall winter monday tuesday wednesday thursday "
        "friday saturday sunday ",
    )
)
_NOT_AUTHORS = MONTHS | frozenset(
    re.findall(
        r"\w+",
        "figure fig figs table tables tbl chapter chapters section sections appendix annex article articles art part "
        "parts level levels tier tiers type types phase phases stage stages model models group groups grade class "
        "category panel equation hypothesis hypotheses question item items step steps study experiment sample version "
        "volume vol issue no number line lines page pages note notes box map plate example examples case cases rule "
        "rules resolution round wave target goal sdg principle protocol paragraph para clause day week month year age "
        "ages north south east west northern southern eastern western central northeast northwest southeast southwest "
        "total mean median average range approx around about since until before after between during from in on at by "
        "to the a an this that these those it its he she they we our their however thus also for nor yet so when "
        "while where although though because if as per over under public law pub chart graph diagram sheet slide unit "
        "module session lot room act ",
    )
)
_LONE_CAPITALS = re.compile(r"[A-Z][A-Z&.\d/-]+s?")


def are_several(text: str) -> bool:
    """Tell whether *text* is a list of people: two or more, or one "et al."."""
    return _SEVERAL.fullmatch(text.strip()) is not None and not _has_other_words(text)


def are_names(text: str) -> bool:
    """Tell whether *text* can be names of authors; an abbreviation alone can not."""
    text = text.strip(" ,“”\"'‘’")
    return _ANY.fullmatch(text) is not None and not _has_other_words(text) and not is_abbreviation(text)


def is_abbreviation(text: str) -> bool:
    return _LONE_CAPITALS.fullmatch(text.strip()) is not None


def _has_other_words(text: str) -> bool:
    words = name_words(text)
    return not words or words[0] in _NOT_AUTHORS or words[-1] in _NOT_AUTHORS


def without_prefix(text: str) -> int:
    """Return how many characters of *text* introduce a citation: "see also ", "cf. ", "as cited in "."""
    match = PREFIX.match(text)
    start = match.end() if match else 0
    return start + len(text[start:]) - len(text[start:].lstrip(" ,:"))
