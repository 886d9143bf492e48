"""PubMed XML, the full records of PubMed (National Library of Medicine, "MEDLINE/PubMed XML Elements"); read only."""

from collections.abc import Iterator

from litbase.exchange.building import RecordBuilder
from litbase.exchange.elements import Element, children, first, line_of, name_of, parse, text_of, texts
from litbase.exchange.record import Exchanged
from litbase.exchange.values import expand_pages, joined_date
from litbase.model.record import RefusedRecord

_RECORDS = frozenset({"MedlineCitation", "BookDocument"})
_READ = frozenset({"PMID", "Article", "MeshHeadingList", "KeywordList", "Book", "ArticleIdList", "Journal",
                   "ArticleTitle", "Pagination", "Abstract", "AuthorList", "Language", "ELocationID"})  # fmt: skip


def is_pubmed_xml(text: str) -> bool:
    start = text[:4000]
    return any(f"<{name}" in start for name in ("PubmedArticle", "PubmedBookArticle", "MedlineCitation"))


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the articles, books and chapters in the order of the file."""
    for element in parse(text).iter():
        if isinstance(element.tag, str) and name_of(element) in _RECORDS:
            yield _record(element)


def _record(element: Element) -> Exchanged:
    book = next(children(element, "Book"), None)
    article = next(children(element, "Article"), element)
    title = first(article, "ArticleTitle") or first(article, "VernacularTitle")
    kind = "article-journal" if book is None else "chapter" if title else "book"
    builder = RecordBuilder("nbib", line_of(element), kind)
    builder.text("PMID", first(element, "PMID"))
    builder.text("title", title)
    if book is None:
        _journal(builder, article)
    else:
        _book(builder, book)
    _people(builder, article, "author")
    if not builder.has("author") and builder.has("container-author"):  # a chapter of a book by one author is by him
        builder.item["author"] = list(builder.item["container-author"])
    for pages in children(article, "Pagination"):
        ends = [text for tag in ("StartPage", "EndPage") for text in texts(pages, tag)]
        builder.text("page", expand_pages(first(pages, "MedlinePgn") or "-".join(ends)))
    builder.text("abstract", " ".join(texts(article, "Abstract", "AbstractText")))
    builder.text("language", first(article, "Language"))
    _subjects(builder, element)
    _identifiers(builder, element, article)
    for child in (*element, *(article if article is not element else ())):
        if isinstance(child.tag, str) and name_of(child) not in _READ:
            builder.keep(name_of(child), " ".join(filter(None, map(str.strip, child.itertext()))))
    return builder.build()


def _journal(builder: RecordBuilder, article: Element) -> None:
    for journal in children(article, "Journal"):
        builder.text("container-title", first(journal, "Title"))
        builder.text("container-title-short", first(journal, "ISOAbbreviation"))
        builder.number(first(journal, "ISSN"))
        for issue in children(journal, "JournalIssue"):
            builder.text("volume", first(issue, "Volume"))
            builder.text("issue", first(issue, "Issue"))
            _date(builder, issue)


def _book(builder: RecordBuilder, book: Element) -> None:
    builder.text("container-title" if builder.has("title") else "title", first(book, "BookTitle"))
    builder.text("collection-title", first(book, "CollectionTitle"))
    builder.text("publisher", first(book, "Publisher", "PublisherName"))
    builder.text("publisher-place", first(book, "Publisher", "PublisherLocation"))
    builder.text("edition", first(book, "Edition"))
    builder.text("volume", first(book, "Volume"))
    for isbn in texts(book, "Isbn"):
        builder.number(isbn)
    _date(builder, book)
    _people(builder, book, "author" if builder.item["type"] == "book" else "container-author")


def _date(builder: RecordBuilder, place: Element) -> None:
    for date in children(place, "PubDate"):
        day = f"{first(date, 'Month') or first(date, 'Season')} {first(date, 'Day')}".strip()
        year = first(date, "Year") or first(date, "MedlineDate")
        month = f"{year}-{day.replace(' ', '-')}" if day.replace(" ", "").isdigit() else ""
        builder.put_date("issued", joined_date(year, month or day))


def _people(builder: RecordBuilder, place: Element, variable: str) -> None:
    for group in children(place, "AuthorList"):
        role = "editor" if group.get("Type") == "editors" else variable
        for person in children(group, "Author"):
            whole = first(person, "CollectiveName")
            given = first(person, "ForeName") or first(person, "FirstName") or first(person, "Initials")
            name = {"family": first(person, "LastName"), "given": given, "suffix": first(person, "Suffix")}
            kept = {"literal": whole} if whole else {part: text for part, text in name.items() if text}
            if kept:
                builder.item.setdefault(role, []).append(kept)
            for affiliation in texts(person, "AffiliationInfo", "Affiliation"):
                builder.keep("ad", affiliation)


def _subjects(builder: RecordBuilder, element: Element) -> None:
    for heading in children(element, "MeshHeadingList", "MeshHeading"):
        builder.keyword("/".join([first(heading, "DescriptorName"), *texts(heading, "QualifierName")]))
    for keyword in texts(element, "KeywordList", "Keyword"):
        builder.keyword(keyword)


def _identifiers(builder: RecordBuilder, element: Element, article: Element) -> None:
    for location in (*children(article, "ELocationID"), *children(element, "Book", "ELocationID")):
        if location.get("EIdType") == "doi":
            builder.doi(text_of(location))
    around = element.getparent()
    lists = [*children(element, "ArticleIdList", "ArticleId")]
    if around is not None:
        lists += children(around, "PubmedData", "ArticleIdList", "ArticleId")
    for identifier in lists:
        kind, text = str(identifier.get("IdType")), text_of(identifier)
        if kind == "doi":
            builder.doi(text)
        elif kind == "pmc":
            builder.text("PMCID", text)
        elif kind != "pubmed":
            builder.keep(kind, text)
