"""The names of the formats that litbase writes, for a command line that need not load what writes them."""

WRITABLE = ("csl-json", "endnote-xml", "zotero-rdf", "mods", "ris", "nbib", "cff", "csv")
