"""The tables between BibTeX and CSL: entry types, fields, names, dates.

Types and variables are those of CSL 1.0.2, appendices III and IV; entry types and fields those of BibTeX and of
biblatex (manual, 2.1 and 2.2), with a few that this field's literature needs (`hearing`, `treaty`, `symbol`).
"""

from collections.abc import Mapping

CSL_TYPE: Mapping[str, str] = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "bill": "bill",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "conference": "paper-conference",
    "constitution": "legislation",
    "dataset": "dataset",
    "electronic": "webpage",
    "hearing": "hearing",
    "image": "figure",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "interview": "interview",
    "jurisdiction": "legal_case",
    "legadminmaterial": "regulation",
    "legal": "treaty",
    "legislation": "legislation",
    "legmaterial": "bill",
    "letter": "personal_communication",
    "manual": "book",
    "map": "map",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "regulation": "regulation",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "treaty": "treaty",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "webpage": "webpage",
    "www": "webpage",
}

# `entrysubtype`, any CSL type or one of these words, narrows the type
SUBTYPE: Mapping[str, str] = {"magazine": "article-magazine", "newspaper": "article-newspaper", "blog": "post-weblog"}

# CSL type → entry type, and `entrysubtype` where the entry type alone would not lead back
BIBTEX_TYPE: Mapping[str, tuple[str, str | None]] = {
    "article": ("unpublished", "article"),
    "article-journal": ("article", None),
    "article-magazine": ("article", "magazine"),
    "article-newspaper": ("article", "newspaper"),
    "bill": ("legislation", "bill"),
    "book": ("book", None),
    "broadcast": ("audio", "broadcast"),
    "chapter": ("incollection", None),
    "classic": ("book", "classic"),
    "collection": ("misc", "collection"),
    "dataset": ("dataset", None),
    "document": ("misc", None),
    "entry": ("inreference", "entry"),
    "entry-dictionary": ("inreference", "entry-dictionary"),
    "entry-encyclopedia": ("inreference", None),
    "event": ("misc", "event"),
    "figure": ("image", None),
    "graphic": ("artwork", None),
    "hearing": ("hearing", None),
    "interview": ("misc", "interview"),
    "legal_case": ("jurisdiction", None),
    "legislation": ("legislation", None),
    "manuscript": ("unpublished", None),
    "map": ("misc", "map"),
    "motion_picture": ("movie", None),
    "musical_score": ("music", "musical_score"),
    "pamphlet": ("booklet", None),
    "paper-conference": ("inproceedings", None),
    "patent": ("patent", None),
    "performance": ("performance", None),
    "periodical": ("periodical", None),
    "personal_communication": ("letter", None),
    "post": ("online", "post"),
    "post-weblog": ("online", "post-weblog"),
    "regulation": ("legislation", "regulation"),
    "report": ("report", None),
    "review": ("review", None),
    "review-book": ("review", "review-book"),
    "software": ("software", None),
    "song": ("music", None),
    "speech": ("unpublished", "speech"),
    "standard": ("standard", None),
    "thesis": ("thesis", None),
    "treaty": ("legal", None),
    "webpage": ("online", None),
}

# CSL variable → fields it is read from, the first that is filled; it is written to the first
TITLES: Mapping[str, tuple[str, ...]] = {
    "collection-title": ("series",),
    "container-title-short": ("shortjournal",),
    "event-title": ("eventtitle", "session"),
    "original-title": ("origtitle",),
    "reviewed-title": ("reviewedtitle",),
    "title-short": ("shorttitle",),
    "volume-title": ("volumetitle",),
}
TEXTS: Mapping[str, tuple[str, ...]] = {
    "abstract": ("abstract",),
    "annote": ("annotation", "annote"),
    "archive": ("archive",),
    "archive-place": ("archiveplace",),
    "archive_collection": ("archivecollection",),
    "archive_location": ("archivelocation",),
    "authority": ("authority", "court"),
    "call-number": ("library", "lccn"),
    "chapter-number": ("chapter",),
    "committee": ("committee",),
    "dimensions": ("dimensions",),
    "division": ("division",),
    "edition": ("edition",),
    "event-place": ("venue",),
    "genre": ("type",),
    "jurisdiction": ("jurisdiction",),
    "license": ("license",),
    "medium": ("medium",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "original-publisher": ("origpublisher",),
    "original-publisher-place": ("origlocation",),
    "part-number": ("part",),
    "part-title": ("parttitle",),
    "printing-number": ("printing",),
    "publisher-place": ("location", "address"),
    "references": ("references",),
    "reviewed-genre": ("reviewedgenre",),
    "scale": ("scale",),
    "section": ("section",),
    "source": ("source",),
    "status": ("pubstate",),
    "supplement-number": ("supplement",),
    "version": ("version",),
    "volume": ("volume",),
}
VERBATIM: Mapping[str, tuple[str, ...]] = {
    "DOI": ("doi",),
    "ISBN": ("isbn", "isbn-13"),
    "ISSN": ("issn",),
    "PMCID": ("pmcid",),
    "PMID": ("pmid",),
    "URL": ("url",),
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "author": ("author",),
    "chair": ("chair",),
    "collection-editor": ("serieseditor",),
    "compiler": ("compiler",),
    "composer": ("composer",),
    "container-author": ("bookauthor",),
    "contributor": ("contributor",),
    "curator": ("curator",),
    "director": ("director",),
    "editor": ("editor",),
    "editorial-director": ("editorialdirector",),
    "executive-producer": ("executiveproducer",),
    "guest": ("guest",),
    "host": ("host",),
    "illustrator": ("illustrator",),
    "interviewer": ("interviewer",),
    "narrator": ("narrator",),
    "organizer": ("organizer",),
    "original-author": ("origauthor",),
    "performer": ("performer",),
    "producer": ("producer",),
    "recipient": ("recipient",),
    "reviewed-author": ("reviewedauthor",),
    "script-writer": ("scriptwriter",),
    "series-creator": ("seriescreator",),
    "translator": ("translator",),
}
# `editortype`, `editoratype` … → CSL variable (biblatex manual, 2.3.6)
EDITOR_TYPES: Mapping[str, str] = {
    "compiler": "compiler",
    "director": "director",
    "editor": "editor",
    "organizer": "organizer",
    "producer": "producer",
    "performer": "performer",
    "illustrator": "illustrator",
    "translator": "translator",
}
DATES: Mapping[str, str] = {"issued": "", "original-date": "orig", "event-date": "event", "accessed": "url"}
# CSL dates that BibTeX has no name for, kept in a field of their own
OTHER_DATES: Mapping[str, str] = {"available-date": "availabledate", "submitted": "submitteddate"}

# fields that say who publishes, the most telling first, by CSL type
PUBLISHERS: tuple[str, ...] = ("publisher", "institution", "organization", "school", "howpublished")
INSTITUTIONS: tuple[str, ...] = ("institution", "school", "organization", "publisher")
INSTITUTION_TYPES = frozenset({"thesis", "report"})

PERIODICAL_TYPES = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical", "review"})
CONTAINED_TYPES = frozenset(
    {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia", "review-book"}
)
# printed in a series of reports or treaties that is cited by volume and page: 2237 U.N.T.S. 319
REPORTED_TYPES = frozenset({"legal_case", "legislation", "treaty"})
# where `number` numbers the series, as of a book; elsewhere it is the document's own
SERIES_TYPES = frozenset({"book", "chapter", "paper-conference", "classic"} | {"entry", "entry-encyclopedia"})

GENRE_BY_TYPE: Mapping[str, str] = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
# biblatex's localisation keys, where they stand in `type`
GENRE_WORDS: Mapping[str, str] = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}

LANGUAGES: Mapping[str, str] = {
    "arabic": "ar",
    "american": "en",
    "australian": "en",
    "brazil": "pt",
    "brazilian": "pt",
    "british": "en",
    "canadian": "en",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "khmer": "km",
    "korean": "ko",
    "lao": "lo",
    "naustrian": "de",
    "newzealand": "en",
    "ngerman": "de",
    "norsk": "nb",
    "norwegian": "no",
    "nswissgerman": "de",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "thai": "th",
    "turkish": "tr",
    "ukenglish": "en",
    "ukrainian": "uk",
    "usenglish": "en",
    "vietnamese": "vi",
}

_ALIASES: Mapping[str, str] = {
    "journal": "journaltitle", "address": "location", "school": "institution", "year": "date", "annote": "annotation",
}  # fmt: skip
# field of BibTeX or biblatex → what the other calls it
OTHER_NAMES: Mapping[str, str] = {**_ALIASES, **{new: old for old, new in _ALIASES.items()}}
