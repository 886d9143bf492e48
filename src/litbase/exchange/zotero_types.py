"""Zotero's item types and fields, and what CSL calls them (Zotero, "Item Types and Fields", mapping to CSL)."""

from collections.abc import Mapping

CSL_TYPES: Mapping[str, str] = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine", "newspaperArticle":
    "article-newspaper", "book": "book", "bookSection": "chapter", "conferencePaper": "paper-conference",
    "thesis": "thesis", "report": "report", "webpage": "webpage", "blogPost": "post-weblog", "forumPost": "post",
    "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary", "document": "document",
    "case": "legal_case", "statute": "legislation", "bill": "bill", "hearing": "hearing", "patent": "patent",
    "letter": "personal_communication", "email": "personal_communication", "instantMessage":
    "personal_communication", "manuscript": "manuscript", "interview": "interview", "film": "motion_picture",
    "videoRecording": "motion_picture", "tvBroadcast": "broadcast", "radioBroadcast": "broadcast", "podcast": "song",
    "audioRecording": "song", "artwork": "graphic", "map": "map", "presentation": "speech", "computerProgram":
    "software", "dataset": "dataset", "standard": "standard", "preprint": "article",
}  # fmt: skip
ZOTERO_TYPES: Mapping[str, str] = {kind: name for name, kind in reversed(list(CSL_TYPES.items()))}

# fields of Zotero's database → CSL variables; `issue`, `number` and dates are read apart
FIELDS: Mapping[str, str] = {
    "title": "title", "caseName": "title", "nameOfAct": "title", "subject": "title", "abstractNote": "abstract",
    "publicationTitle": "container-title", "bookTitle": "container-title", "proceedingsTitle": "container-title",
    "encyclopediaTitle": "container-title", "dictionaryTitle": "container-title", "blogTitle": "container-title",
    "websiteTitle": "container-title", "forumTitle": "container-title", "programTitle": "container-title",
    "reporter": "container-title", "code": "container-title", "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short", "series": "collection-title", "seriesTitle": "collection-title",
    "seriesNumber": "collection-number", "publisher": "publisher", "institution": "publisher", "university":
    "publisher", "company": "publisher", "label": "publisher", "distributor": "publisher", "studio": "publisher",
    "network": "publisher", "place": "publisher-place", "volume": "volume", "reporterVolume": "volume", "codeVolume":
    "volume", "issue": "issue", "number": "number", "reportNumber": "number", "billNumber": "number", "docketNumber":
    "number", "patentNumber": "number", "publicLawNumber": "number", "documentNumber": "number", "archiveID": "number",
    "pages": "page", "codePages": "page", "firstPage": "page", "numPages": "number-of-pages", "numberOfVolumes":
    "number-of-volumes", "edition": "edition", "versionNumber": "version", "DOI": "DOI", "ISBN": "ISBN", "ISSN":
    "ISSN", "url": "URL", "language": "language", "rights": "license", "archive": "archive", "archiveLocation":
    "archive_location", "callNumber": "call-number", "libraryCatalog": "source", "section": "section", "committee":
    "committee", "court": "authority", "legislativeBody": "authority", "issuingAuthority": "authority", "history":
    "references", "reportType": "genre", "thesisType": "genre", "websiteType": "genre", "postType": "genre",
    "letterType": "genre", "manuscriptType": "genre", "presentationType": "genre", "genre": "genre", "conferenceName":
    "event-title", "meetingName": "event-title", "medium": "medium", "interviewMedium": "medium", "scale": "scale",
    "artworkMedium": "medium", "extra": "note", "session": "chapter-number",
}  # fmt: skip
DATES: Mapping[str, str] = {
    "date": "issued", "dateDecided": "issued", "dateEnacted": "issued", "issueDate": "issued", "accessDate":
    "accessed", "filingDate": "submitted",
}  # fmt: skip
CREATORS: Mapping[str, str] = {
    "author": "author", "editor": "editor", "translator": "translator", "seriesEditor": "collection-editor",
    "bookAuthor": "container-author", "contributor": "contributor", "director": "director", "interviewer":
    "interviewer", "interviewee": "author", "recipient": "recipient", "reviewedAuthor": "reviewed-author", "inventor":
    "author", "programmer": "author", "presenter": "author", "artist": "author", "podcaster": "author", "sponsor":
    "author", "cartographer": "author", "performer": "performer", "composer": "composer", "producer": "producer",
    "scriptwriter": "script-writer", "castMember": "performer", "guest": "guest", "counsel": "contributor",
    "attorneyAgent": "contributor", "commenter": "contributor", "cosponsor": "contributor", "wordsBy": "contributor",
}  # fmt: skip
