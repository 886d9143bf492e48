"""Words that are one word in another form: irregular forms of English, numbers in words and in figures, months.

A group stands here only if one word may replace the other without changing what is claimed. Other languages have none:
their words are themselves.
"""

from collections.abc import Sequence
from functools import cache

from litbase.search.analysis import tokens

_FORMS = """
    win won; take took taken; make made; give gave given; get got gotten; go went gone; come came; become became
    begin began begun; bring brought; build built; buy bought; catch caught; choose chose chosen; deal dealt
    draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt
    fight fought; find found; flee fled; fly flew flown; forget forgot forgotten; forgive forgave forgiven
    freeze froze frozen; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known
    lead led; leave left; lend lent; lose lost; mean meant; meet met; pay paid; ride rode ridden; rise rose risen
    run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shoot shot; show shown
    sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend spent; stand stood
    steal stole stolen; strike struck; swear swore sworn; teach taught; tell told; think thought; throw threw thrown
    understand understood; wear wore worn; withdraw withdrew withdrawn; write wrote written; bind bound
    break broke broken; arise arose arisen; beat beaten; bear bore borne; overcome overcame; undergo underwent
    undertake undertook undertaken; uphold upheld; oversee oversaw overseen; foresee foresaw foreseen; die died dying
    man men; woman women; child children; foot feet; person people persons; wife wives; life lives; half halves
    thief thieves; crisis crises; analysis analyses
"""
_NUMBERS = """
    1 one; 2 two; 3 three; 4 four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 11 eleven; 12 twelve; 13 thirteen
    14 fourteen; 15 fifteen; 16 sixteen; 17 seventeen; 18 eighteen; 19 nineteen; 20 twenty; 30 thirty; 40 forty
    50 fifty; 60 sixty; 70 seventy; 80 eighty; 90 ninety; 1st first; 2nd second; 3rd third; 4th fourth; 5th fifth
    6th sixth; 7th seventh; 8th eighth; 9th ninth; 10th tenth; january jan; february feb; april apr; august aug
    september sep sept; october oct; november nov; december dec
"""


def same_word(term: str, language: str | None) -> str:
    """Return the term that stands for *term* and all that are the same word in another form."""
    return _english().get(term, term) if language in ("en", None) else term


def same_words(terms: Sequence[str], language: str | None) -> tuple[str, ...]:
    """Return what `same_word` returns for each of *terms*."""
    return tuple(map(_english().get, terms, terms)) if language in ("en", None) else tuple(terms)


@cache
def _english() -> dict[str, str]:
    """Return, for each stem of the groups, the stem of its group's first word."""
    groups = (group.split() for block in (_FORMS, _NUMBERS) for line in block.split("\n") for group in line.split(";"))
    stems = [[token.term for word in group for token in tokens(word, "en")] for group in groups]
    return {stem: group[0] for group in stems for stem in group if stem != group[0]}
