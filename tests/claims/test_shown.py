"""Which passages are shown, and what they are called."""

from litbase.claims.evidence import evidence_at
from litbase.claims.places import CitedPlaces, Place
from litbase.claims.shown import scoped
from litbase.model.claim import Scope
from litbase.model.page import LocatorKind, Mark, Page

TEXT = "10. The papers of every crew in the northern ports were kept. 11. None were returned."
MARKS = (Mark(LocatorKind.PARAGRAPH, "10", 0), Mark(LocatorKind.PARAGRAPH, "11", TEXT.index("11.")))


def test_a_passage_that_touches_the_paragraph_cited_is_called_by_it(make_library) -> None:
    library = make_library()
    library.add("inquiry2021", Page(2, "2", TEXT, marks=MARKS), cited_by=LocatorKind.PARAGRAPH)
    (source,) = library.pages.sources()
    (page,) = library.pages.pages(source.sha256)
    whole = evidence_at(source, page, 0, len(TEXT), scope=Scope.LIBRARY)
    places = CitedPlaces({source.sha256: (Place(2, TEXT.index("11."), len(TEXT)),)})
    (shown,) = scoped([whole], {source.sha256: source}, places, is_whole=False)
    assert (whole.locator, shown.locator, shown.scope) == ("para. 10", "para. 11", Scope.CITED_PAGE)
