"""When a quotation is verbatim: the contract's rules, on fictional pages."""

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from litbase.claims.quotations.judging import QuotationMatch, find_verbatim
from litbase.claims.quotations.nearest import find_altered
from litbase.claims.quotations.quoted import find_quotations
from litbase.claims.quotations.source_text import SourceText
from litbase.model.claim import Difference
from litbase.model.page import Box, Layout, Page, Run

PAGE = (
    "In 2021 the US authorities told us that 27.6 per cent of 3–5 million workers had paid $9.5 million.\n"
    "The anti-trafficking unit did not open any case against the “owners”; its non-consensual searches,\n"
    "they said, were lawful. Recruiters increas-\ningly work online12 and pay 5 % of the fee.”34 The courts sat in"
    " 2016.7\n"
    "The unit never asked them. Nobody may be everyday heroes, but Señora García of the Norland Office was.\n"
    "12 Norland Gazette of 3 May."
)


def source(*texts: str) -> SourceText:
    return SourceText.of([Page(number, None, text) for number, text in enumerate(texts, start=1)])


def judge(quotation: str, *texts: str) -> QuotationMatch | None:
    (found,) = find_quotations(f"“{quotation}”")
    pages = source(*(texts or (PAGE,)))
    matches = find_verbatim(found, pages) or find_altered(found, pages)
    return matches[0] if matches else None


@pytest.mark.parametrize(
    "quotation",
    [
        "the US authorities told us that 27.6 per cent",
        "The US authorities told us that",  # case of the first letter
        "in 2021 the US authorities told",
        "27.6 per cent of 3-5 million workers had paid $9.5 million,",  # dash shape, mark at the very end
        'any case against the "owners"; its non‐consensual searches',  # quote and hyphen shapes
        "any case against the 'owners'; its non-consensual searches",
        "any case against the owners its non-consensual searches",  # punctuation alone
        "Recruiters increasingly work online and pay 5% of the fee",  # line-end hyphen, note number
        "pay 5 % of the fee.” The courts sat in 2016",  # note numbers after marks and years
        "Recruiters increasingly work online12 and pay",  # a writer who copied the note number
        "Recruiters […] work online",
        "Recruiters … pay 5 % of the fee",
        "Recruiters ... pay 5 % of the fee",
        "the [Norland] courts sat in 2016",  # an insertion
        "the [tribunals] sat in 2016",  # replaces one word
        "Recruiters increasingly work[ed] online and pay",
        "[t]he courts sat in 2016",
        "the courts [sic] sat in 2016",
        "The anti trafficking unit did not open any case",  # punctuation alone
        "Recruiters (...) work online",
        "Recruiters . . . work online",
        "Recruiters […] work online … and pay 5 % of the fee",
        "[R]ecruiters increasingly work online",
        "The anti-trafficking unit did not open any cas[es]",
        "the [Norland’s highest] courts sat in 2016",
        "told us that 27.6 per cent of 3 – 5 million workers",
        "Recruiters[…]work online and pay",  # a cut that no blank parts from the words
        "Recruiters[...]work online and pay",
        "told us that ... 3–5 million workers had paid",  # the dots are no decimal point of the number behind them
        "told us that . . . 3–5 million workers had paid",
        "The [that] unit did not open any case",  # a compound is replaced as one word
    ],
)
def test_faithful_quotation_is_verbatim(quotation: str) -> None:
    match = judge(quotation)
    assert match is not None
    assert match.differences == ()


@pytest.mark.parametrize(
    ("quotation", "difference"),
    [
        ("the us authorities told us that", ("us", "US")),  # an acronym is not a word
        ("authorities told US that 27.6 per cent", ("US", "us")),
        ("told us that 276 per cent of 3–5 million", ("276", "27.6")),
        ("27.6 per cent of 35 million workers", ("35", "3-5")),
        ("27.6 per cent of 3, 5 million workers", ("3, 5", "3-5")),
        ("workers had paid €9.5 million", ("€9.5", "$9.5")),
        ("workers had paid 9.5 million", ("9.5", "$9.5")),
        ("work online and pay 5 of the fee", ("5", "5 %")),
        ("The anti-trafficking unit did open any case", ("", "not")),
        ("The antitrafficking unit did not open any case", ("antitrafficking", "anti-trafficking")),
        ("its consensual searches, they said, were lawful", ("", "non")),
        ("consensual searches, they said, were lawful", ("consensual", "non-consensual")),
        ("its non-consensual searches, they said, were unlawful", ("unlawful", "lawful")),
        ("Senora García of the Norland Office", ("Senora", "Señora")),
        ("its’ non-consensual searches, they’d said, were lawful", ("they’d", "they")),
        ("The anti-trafficking unit […] open any case", ("[…]", "did not")),  # the cut hides the negation
        ("unit did not open any [new] case against [no] owners", ("[no]", "the")),
        ("the courts sat in [27] 2016", ("[27]", "")),
        ("The unit [sic] asked them", ("", "never")),
        ("any case [sic] the “owners”; its non-consensual searches", ("", "against")),
        ("The courts [of Norland] asked them", None),
        ("Recruiters work increasingly online and pay", None),
        ("5 million workers had paid $9.5 million", ("5", "3-5")),  # begins inside a range
        ("Recruiters increasingly work online and pay 5 per cent of the fee", ("5 per cent", "5 %")),
        ("its non-consensual searches, they said, were [un]lawful", ("[un]lawful", "lawful")),
        ("The anti-trafficking unit did not open any trial[s]", ("trial[s]", "case")),  # no word of the source
        ("the courts [of three towns] sat in 2016", ("[of three towns]", "")),  # a figure in words
        ("the courts [hardly] sat in 2016", ("[hardly]", "")),
        ("work online and pay 5 % [5 %] of the fee", ("[5 %]", "")),  # the same figure put in again
        ("pay 5 % of the fee [sic] courts sat in 2016", ("", "The")),
        ("The anti-trafficking unit … open a case against the “owners”", ("a", "any")),  # the rest is compared too
        ("The anti-trafficking unit … open a case against the “owners”", ("…", "did not")),
    ],
)
def test_altered_quotation_differs(quotation: str, difference: tuple[str, str] | None) -> None:
    match = judge(quotation)
    assert match is None or not match.is_verbatim
    if difference is not None and match is not None:
        assert Difference(*difference) in match.differences


@pytest.mark.parametrize(
    ("quotation", "text", "difference"),
    [
        ("$9.5 million was paid to the owners", "In all US$9.5 million was paid to the owners.", ("$9.5", "US$9.5")),
        ("5 % of the workers had no papers", "At most < 5 % of the workers had no papers.", None),
        ("2 of the pay was kept by owners", "Some 1/2 of the pay was kept by owners.", ("2", "1/2")),
        ("the in formal sector was growing", "the informal sector was growing", ("in formal", "informal")),
        ("they were notable to leave the house", "they were not able to leave the house", ("notable", "not able")),
        ("The women … received help in the shelter", "The women never asked and received help in the shelter",
         ("…", "never asked and")),
        ("Les femmes […] reçu une aide de l’État", "Les femmes n’ont jamais reçu une aide de l’État",
         ("[…]", "n’ont jamais")),
        ("Les femmes n’ont […] reçu une aide de l’État", "Les femmes n’ont pas reçu une aide de l’État",
         ("[…]", "pas")),
        ("Die Frauen […] Hilfe vom Staat bekommen", "Die Frauen haben keine Hilfe vom Staat bekommen",
         ("[…]", "haben keine")),
        ("жертвы торговли людьми получили помощь", "жертвы торговли людьми не получили помощь", ("", "не")),
        ("các nạn nhân được hỗ trợ pháp lý", "các nạn nhân không được hỗ trợ pháp lý", ("", "không")),
        ("피해자들은 아무런 지원을 받았다", "피해자들은 아무런 지원을 받지 못했다", None),
        ("收买被拐卖的妇女……追究刑事责任", "收买被拐卖的妇女一般不追究刑事责任", ("……", "一般不")),
    ],
)  # fmt: skip
def test_what_a_quotation_hides_is_shown(quotation: str, text: str, difference: tuple[str, str] | None) -> None:
    match = judge(quotation, text)
    assert match is not None
    assert not match.is_verbatim
    assert difference is None or Difference(*difference) in match.differences


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("жертвы торговли людьми не получили помощи", "Все жертвы торговли\nлюдьми не полу-\nчили помощи."),
        ("các nạn nhân không được hỗ trợ", "Các nạn nhân không\nđược hỗ trợ."),
        ("피해자들은 아무런 지원을 받지 못했다", "그 피해자들은 아무런\n지원을 받지 못했다."),
        ("警方解救了被拐卖的妇女和儿童", "2015年，警方解救了\n被拐卖的妇女和儿童。"),
        ("2015年以前警方解救了妇女", "在2015年以前警方解救了妇女。"),
        ("警方[诺兰]解救了被拐卖的妇女［…］在港口", "警方解救了被拐卖的妇女和儿童在港口。"),  # no blanks at brackets
    ],
)
def test_quotation_in_any_script_is_verbatim(quotation: str, text: str) -> None:
    match = judge(quotation, text)
    assert match is not None
    assert match.differences == ()


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("She decided to re-sign the contract with the owner", "She decided to resign the contract with the owner"),
        ("She decided to resign the contract with the owner", "She decided to re-sign the contract with the owner"),
        ("the man-eating tigers were never seen again", "the maneating tigers were never seen again"),
        ("it may be that the victims were silent", "it maybe that the victims were silent"),
        ("the everyday lives of the victims", "the every day lives of the victims"),
        ("a loss of 5 % of wages for all workers", "a loss of 5 of wages for all workers"),
        ("a loss of 5 per cent of wages for all", "a loss of 5 percent of wages for all"),
        ("temperatures of −5 degrees in the camp", "temperatures of 5 degrees in the camp"),
        ("temperatures of − 5 degrees in the camp", "temperatures of 5 degrees in the camp"),
        ("a rate of .5 per worker in the camp", "a rate of 5 per worker in the camp"),
        ("some 1,234 women in the camp", "some 1.234 women in the camp"),
        ("some 1,234 women in the camp", "some 1234 women in the camp"),
        ("about 10³ women were in the camp", "about 103 women were in the camp"),
        ("about 10³ women were in the camp", "about 10 women were in the camp"),
        ("an area of 40 km² in the camp", "an area of 40 km in the camp"),
        ("percent of 3–5 million traf-\nficking victims there", "percent of 3, 5 million trafficking victims there"),
        ("AT&T and the traf-\nficking victims were there", "AT T and the trafficking victims were there"),
        ("told the UN, US, EU and others of it", "told the UN, us, EU and others of it"),
        ("Die Buße der Täter war hoch genug", "Die Busse der Täter war hoch genug"),
        ("il n’est pas chargé de cette affaire", "il […] chargé de cette affaire"),
        ("les femmes n'ont pas été entendues hier", 'les femmes […] été entendues hier'),
        ("the covid19 rules were in force then", "the covid rules were in force then"),
        ("On Monday,12 people were rescued there", "On Monday, people were rescued there"),
        ("they rescued least500 women from there", "they rescued least women from there"),
        ("their un-\nlawful detention in the camp", "lawful detention in the camp"),
        ("the workers were over-\nlooked by the police", "the workers were over"),
        ("the market is now slavery-free in Norland", "the market is now slavery"),
        ("women and children were sold there", "women or children were sold there"),
        ("the women’s children were sold there", "the womens children were sold there"),
        ('its owners were never charged with it', "it's owners were never charged with it"),
        ("we're told that the victims were safe", 'were told that the victims were safe'),
        ("el año pasado hubo tres casos nuevos", "el ano pasado hubo tres casos nuevos"),
        ("警方解救了被拐卖的妇女和儿童三百人", "警方解救了被拐卖的妇女和儿童五百人"),
        ("피해자들은 지원을 받았다 그리고 떠났다", "피해자들이 지원을 받았다 그리고 떠났다"),
        ("ратифицировали протокол все страны мира", "ратифицировали протоколы все страны мира"),
        ("ещё все жертвы получили помощь там", "еще все жертвы получили помощь там"),
        ("at a rate of 5 °C in the store room", "at a rate of 5 °F in the store room"),
        ("at most 5½ hours of work were paid", "at most 51/2 hours of work were paid"),
        ("paid US$9.5 million to the owners there", "paid $9.5 million to the owners there"),
        ("paid 9.5 million to the owners there", "paid $9.5 million to the owners there"),
        ("the ratio was 1:5 in the whole country", "the ratio was 1.5 in the whole country"),
        ("the ratio was 1:5 in the whole country", "the ratio was 15 in the whole country"),
        ("the women were not able to leave", "the women were notable to leave"),
        ("the CO₂ price of the fishing fleet", "the CO price of the fishing fleet"),
        ("the H₂O in the tank was never clean", "the H20 in the tank was never clean"),
        ("a total of 1 000 women were sold there", "a total of 1,000 women were sold there"),
        ("the underdevelopment of the north", "the under development of the north"),
        ("they had ≥ 5 children in each house", "they had 5 children in each house"),
        ("they had 5 children in each house", "they had ≥ 5 children in each house"),
        ("they had 5 children in each house", "they had ~5 children in each house"),
        ("they had ~5 children in each house", "they had 5 children in each house"),
        ("5 children were in each of the houses", "≥ 5 children were in each of the houses"),
        ("a co-operative of fishers was formed", "a cooperative of fishers was formed"),
        ("they paid EUR9.5 million to the owners", "they paid EUR9,5 million to the owners"),
        ("they paid EUR9.5 million to the owners", "they paid EUR9 5 million to the owners"),
        ("the women said … 99 of them were sold", "the women said … <99 of them were sold"),
        ("of ifnum=0 in all the reports there", "of ifnum0 in all the reports there"),
        ("in the case of X is the women", "in the case of Xis the women"),
        ("the traf-\nficking of women was the case", "the traffickingof women was the case"),
    ],
)  # fmt: skip
def test_whatever_is_altered_is_never_verbatim(text: str, quotation: str) -> None:
    match = judge(quotation, f"Some words stand before. {text}. Some words stand after it.")
    assert match is None or not match.is_verbatim


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ('the man-eating tigers were never seen again', 'the man eating tigers were never seen again'),
        ('traf-\nficking of women was the case', 'trafficking of women was the case'),
        ('the traf-\nficking of women was the case', 'the traf-ficking of women was the case'),
        ('anti-\ntrafficking police of Norland came', 'anti-trafficking police of Norland came'),
        ('anti-\ntrafficking police of Norland came', 'antitrafficking police of Norland came'),
        ('it costs 5 % of the wages of workers', 'it costs 5% of the wages of workers'),
        ('the workers cannot leave the house', 'the workers can not leave the house'),
        ('the country ’ s laws were never read', 'the country’s laws were never read'),
        ('the L A TEX manual was never read', 'the LATEX manual was never read'),
        ('they were held 12 months in all there', 'they were held 12months in all there'),
        ('in the year 2016.5 The law was new then', 'in the year 2016. The law was new then'),
        ('forced labour12 was the case there\n12 See the report', 'forced labour was the case there'),
        ('the law² says that women may leave', 'the law says that women may leave'),
        ('人 身 权 利 不 受 侵 犯 的 国 家', '人身权利不受侵犯的国家'),
        ('인신\n매매 피해자 지원을 받았다 그리고', '인신매매 피해자 지원을 받았다 그리고'),
        ('STRASSE DER FRAUEN IN NORDLAND', 'Strasse der Frauen in Nordland'),
        ('ΟΔΟΣ ΤΩΝ ΓΥΝΑΙΚΩΝ ΤΗΣ ΧΩΡΑΣ', 'οδος των γυναικων της χωρας'),
        ('In 2021–22 the owners were charged', 'in 2021-22 the owners were charged'),
        ('the non-governmental groups were heard', 'the non‑governmental groups were heard'),
        ('WOMEN, MEN AND CHILDREN WERE SOLD', 'Women, men and children were sold'),
        ('wire-\nand mail fraud was charged', 'and mail fraud was charged'),
        ('the U.S. report was read by everyone', 'the US report was read by everyone'),
        ("the owners were told. 240 They left", "the owners were told .240 They left"),
    ],
)  # fmt: skip
def test_what_line_ends_fonts_and_shapes_do_to_a_word_alters_nothing(text: str, quotation: str) -> None:
    match = judge(quotation, f"Some words stand before. {text}. Some words stand after it.")
    assert match is not None
    assert match.differences == ()


def test_what_is_cut_with_a_mark_is_no_difference_of_an_altered_quotation() -> None:
    long = " ".join(["and with the men who had brought them there"] * 12)
    match = judge(
        "The women […] were released after two months of fear", f"The women, {long}, were released after three months"
        " of fear",
    )  # fmt: skip
    assert match is not None
    assert match.differences == (Difference("two", "three"),)


def test_foreign_words_are_not_found() -> None:
    assert judge("The lake froze over in the third winter of the war") is None


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        # the same words, scattered over other sentences
        ("Defenders, including human rights lawyers and",
         "Human rights defenders, including those defending marginalized groups, opposing organized crime and others."),
        ("promoting the right to education to ensure that all children learn",
         "The right to vote was lost. Education of the poor is said to ensure peace, and many children were ill."),
    ],
)  # fmt: skip
def test_chance_likeness_is_not_found(quotation: str, text: str) -> None:
    assert judge(quotation, text) is None


def test_nearest_passage_begins_where_the_words_agree() -> None:
    match = judge("The officers reported debts of many millions", "The owner left the farm. The officers reported debts"
                  " of some millions.")  # fmt: skip
    assert match is not None
    assert match.differences == (Difference("many", "some"),)


def test_quotation_crosses_a_page_bound() -> None:
    match = judge(
        "held in a locked house for months", "They were held in a locked", "house for months. Then they left."
    )
    assert match is not None
    assert match.is_verbatim


def test_word_broken_over_a_page_bound_is_one_word() -> None:
    match = judge("victims of traffick­ing were sheltered", "The victims of traffick-", "ing were sheltered there.")
    assert match is not None
    assert match.is_verbatim


def test_pages_that_are_not_neighbours_share_no_quotation() -> None:
    (found,) = find_quotations("“held in a locked house for months”")
    apart = SourceText.of([Page(1, None, "They were held in a locked"), Page(5, None, "house for months.")])
    assert find_verbatim(found, apart) == ()


def test_notes_between_two_parts_of_a_sentence_are_passed_over() -> None:
    body = "Some words of the page stand here.\nMore words stand in this line.\nThey were held in a locked"
    note = "3 See the annual report of the unit."
    text = f"{body}\n{note}"
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    heights = [10.0, 10.0, 10.0, 7.0]
    runs = [Run(a, b, a, b, Box(0, 0, 100, h)) for a, b, h in zip(starts, ends, heights, strict=True)]
    noted = Page(1, None, text, layout=Layout.of(runs))
    (found,) = find_quotations("“held in a locked house for months”")
    (match,) = find_verbatim(found, SourceText.of([noted, Page(2, None, "house for months.")]))
    assert match.is_verbatim
    (inside,) = find_quotations("“See the annual report of the unit”")
    assert find_verbatim(inside, SourceText.of([noted, Page(2, None, "house for months.")]))


def test_every_equal_place_is_returned() -> None:
    (found,) = find_quotations("“victims should be identified early”")
    pages = source(*["Victims should be identified early. More."] * 30)
    assert len(find_verbatim(found, pages)) == 30
    (altered,) = find_quotations("“The government did fully meet the standards and identified more victims”")
    pages = source(*["The government did not fully meet the standards and identified more victims. Wages rose."] * 30)
    assert [match.differences for match in find_altered(altered, pages)] == [(Difference("", "not"),)] * 30


def test_words_cut_behind_what_stands_on_every_page_are_found_where_they_stand() -> None:
    said = "The government does not fully meet the minimum standards. In 2021 it {} two recruiters from abroad."
    pages = source(*[said.format("fined" if number == 250 else "tried") for number in range(300)])
    (quotation,) = find_quotations(
        "“The government does not fully meet the minimum standards […] fined two recruiters”"
    )
    (match,) = find_verbatim(quotation, pages)
    assert match.is_verbatim
    assert [page.number for page, _, _ in pages.places(match.start, match.end)] == [251]


def test_what_was_cut_or_replaced_is_shown() -> None:
    match = judge("Recruiters […] pay 5 % of the [whole] fee")
    assert match is not None
    assert any("work online" in remark for remark in match.remarks)
    begins = judge("increas[ed] work online and pay", "They say that increasing work online and pay rose.")
    assert begins is not None
    assert begins.remarks == ("increas[ed] replaces “increasing”",)


def test_dropped_words_are_found_and_shown() -> None:
    match = judge("In 2021 the US authorities told us that workers had paid $9.5 million")
    assert match is not None
    assert match.differences == (Difference("", "27.6 per cent of 3-5 million"),)


def test_bracket_in_the_source_itself_is_no_alteration() -> None:
    match = judge("the [Chinese] police were told", "Then the [Chinese] police were told.")
    assert match is not None
    assert match.is_verbatim
    assert match.remarks == ()


def test_chinese_quotation_is_judged_by_characters() -> None:
    text = "2015年以前，拐卖妇女、儿童罪的刑罚较重，收买被拐卖的妇女一般不追究。"
    same = judge("收买被拐卖的妇女一般不追究", text)
    assert same is not None
    assert same.is_verbatim
    altered = judge("收买被拐卖的妇女一般要追究", text)
    assert altered is not None
    assert Difference("要", "不") in altered.differences


WORDS = st.lists(
    st.one_of(
        st.text(string.ascii_letters, min_size=1, max_size=9),
        st.sampled_from(
            ["US", "us", "27.6", "$9.5", "3–5", "5 %", "don’t", "(and)", "García,", "10,000", "not", "拐卖", "-5"]
        ),
    ),
    min_size=8,
    max_size=60,
)


@given(words=WORDS, breaks=st.lists(st.sampled_from([" ", "\n", "  "]), min_size=60, max_size=60), data=st.data())
def test_span_cut_from_a_page_is_always_verbatim_there(
    words: list[str], breaks: list[str], data: st.DataObject
) -> None:
    text = "".join(word + gap for word, gap in zip(words, breaks, strict=False))
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 4, len(words)))
    quotations = find_quotations(f"“{' '.join(words[start:end])}”")
    assume(quotations)
    matches = find_verbatim(quotations[0], source(text))
    assert matches
    assert matches[0].is_verbatim, matches[0].differences


@given(words=st.lists(st.text(string.ascii_lowercase, min_size=2, max_size=9), min_size=8, max_size=40), data=st.data())
def test_changing_one_word_is_never_verbatim(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(st.one_of(st.text(string.ascii_lowercase, min_size=2, max_size=9), st.just(f"{words[at]}s")))
    altered = [*words[:at], changed, *words[at + 1 :]]
    assume("".join(altered) not in "".join(words) * 2)
    quotations = find_quotations(f"“{' '.join(altered)}”")
    assume(quotations)
    assert not any(match.is_verbatim for match in find_verbatim(quotations[0], source(" ".join(words))))


# Without vowels, so that none of them negates.
DISTINCT = st.lists(st.text("bcdfghjklmpqrstvwxz", min_size=3, max_size=9), min_size=14, max_size=40, unique=True)
HARMLESS = ["[…]", "…", "...", ". . .", "[...]", "(…)"]


@settings(deadline=None)
@given(words=DISTINCT, size=st.integers(1, 6), mark=st.sampled_from(HARMLESS), data=st.data())
def test_cut_with_a_mark_is_verbatim_unless_it_hides_a_negation(
    words: list[str], size: int, mark: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(4, len(words) - size - 4))
    rest = [*words[:at], mark, *words[at + size :]]
    (quotation,) = find_quotations(f"“{' '.join(rest)}”")
    assert find_verbatim(quotation, source(" ".join(words)))[0].is_verbatim
    negated = [*words[: at + size], "never", *words[at + size :]]
    assert not any(match.is_verbatim for match in find_verbatim(quotation, source(" ".join(negated))))


@settings(deadline=None)
@given(words=DISTINCT, size=st.integers(1, 12), mark=st.sampled_from(["", "[sic]", "[emphasis added]"]), data=st.data())
def test_dropping_words_without_a_mark_is_never_verbatim(
    words: list[str], size: int, mark: str, data: st.DataObject
) -> None:
    size = min(size, len(words) - 8)
    at = data.draw(st.integers(3, len(words) - size - 3))
    rest = [*words[:at], *([mark] if mark else []), *words[at + size :]]
    assume("".join(words[:at] + words[at + size :]) not in "".join(words))
    quotations = find_quotations(f"“{' '.join(rest)}”")
    text = source(" ".join(words))
    assert not any(match.is_verbatim for one in quotations for match in find_verbatim(one, text))
    assert not any(match.is_verbatim for one in quotations for match in find_altered(one, text))


@settings(deadline=None)
@given(words=DISTINCT, inserted=st.sampled_from(["the unit", "of Norland", "that is"]), data=st.data())
def test_insertion_is_verbatim_and_replaces_about_as_many_words(
    words: list[str], inserted: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(3, len(words) - 9))
    text = source(" ".join(words))
    for replaced in range(7):
        tail = "".join(words[at + replaced :])
        assume("".join(words).find(tail) == len("".join(words[: at + replaced])))  # stands nowhere else
        rest = [*words[:at], f"[{inserted}]", *words[at + replaced :]]
        (quotation,) = find_quotations(f"“{' '.join(rest)}”")
        is_verbatim = any(match.is_verbatim for match in find_verbatim(quotation, text))
        assert is_verbatim == (replaced <= 2), replaced


@given(
    number=st.integers(1, 99_999),
    other=st.integers(1, 99_999),
    shape=st.sampled_from(["{}", "{}.5", "${}", "{} %", "3–{}", "-{}"]),
    other_shape=st.sampled_from(["{}", "{}.5", "${}", "{} %", "3–{}", "-{}"]),
)
def test_changing_one_number_is_never_verbatim(number: int, other: int, shape: str, other_shape: str) -> None:
    ours, theirs = shape.format(number), other_shape.format(other)
    assume(ours != theirs)
    (found,) = find_quotations(f"“the owners paid about {ours} for every worker”")
    text = source(f"Then the owners paid about {theirs} for every worker.")
    assert not any(match.is_verbatim for match in find_verbatim(found, text))
