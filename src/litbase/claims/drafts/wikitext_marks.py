"""The marks of wikitext, and what templates do to the words they are given."""

import re

TOKEN = re.compile(
    r"(?P<comment><!--(?:[\s\S]*?-->|[\s\S]*\Z))"
    r"|(?P<literal><nowiki>)"
    r"|(?P<code><(?P<kind>math|chem|syntaxhighlight|source|code|pre|gallery|timeline|score)\b"
    r"[^<>]*(?<!/)>)"
    r"|(?P<ref><ref(?P<attributes>\s[^<>]*?)?(?P<empty>/?)>)"
    r"|(?P<quote></?(?:blockquote|poem)\b[^<>]*>)"
    r"|(?P<power><sup>(?P<exponent>[^<>{}\[\]]{1,20})</sup>)"
    r"|(?P<gone><(?P<struck>s|del|strike)\b[^<>]*(?<!/)>)"
    r"|(?P<spoken></?q\b[^<>]*>)"
    r"|(?P<tag></?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>)"
    r"|(?P<template>\{\{)"
    r"|(?P<table>^[ \t:]*\{\|[^\n]*|^[ \t]*\|\}|^[ \t]*\|-[^\n]*)"
    r"|(?P<title>^[ \t]*\|\+)"
    r"|(?P<cell>^[ \t]*[|!](?![|}+-])|\|\||!!)"
    r"|(?P<heading>^(?P<level>={1,6})(?P<words>[^=\n][^\n]*?)(?P=level)[ \t]*(?=\n|\Z))"
    r"|(?P<item>^[*#:;]+[ \t]*)"
    r"|(?P<rule>^-{4,}|__[A-Z]+__|^#[A-Z]+[ \t]*(?=\[\[))"
    r"|(?P<link>\[\[)"
    r"|(?P<page>\[(?:https?:|ftp:|mailto:)?//[^\s\[\]]+(?P<shown>[ \t]+[^\[\]\n]*)?\])"
    r"|(?P<emphasis>'{2,5})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<paragraph>\n[ \t]*\n\s*)"
    r"|(?P<line_end>\n)",
    re.MULTILINE,
)
NO_TEXT = re.compile(
    r"\s*(?::\s*)?(?:file|image|datei|bild|fichier|archivo|category|kategorie|catégorie|media)\s*:", re.I
)
CATEGORY = re.compile(r"\s*(?:category|kategorie|catégorie|categoría)\s*:", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,12})?:[^:|]")  # a link to the page in another language
SETTING = re.compile(
    r"(?:thumb|thumbnail|frame|frameless|border|left|right|center|none|upright.*|\d*x?\d*px|(?:alt|link|lang)=.*)"
)
QUOTES = frozenset(
    ("quote", "blockquote", "cquote", "quotation", "quote box", "bquote", "zitat", "poemquote", "quote frame",
     "pull quote", "centered pull quote", "rquote", "block quotation")
)  # fmt: skip
INLINE_QUOTES = frozenset(('"', "'", "qi", "tq", "tquote", "inline quote"))
NOTES = frozenset(("efn", "efn-ua", "efn-lr", "refn", "#tag:ref", "note", "notetag"))
WORDS = {
    **dict.fromkeys(("nowrap", "nobr", "small", "abbr", "tooltip", "em", "strong", "nee"), "1"),
    **dict.fromkeys(("lang", "transl", "color", "font color", "langx", "lang-x", "transliteration"), "2"),
    **dict.fromkeys(("nts", "ill", "interlanguage link", "link-interwiki", "number", "pct", "tmath"), "1"),
    **dict.fromkeys(("zh", "linktext", "sic", "as written", "not a typo", "text", "val"), "1"),
}
"""Templates and which of their arguments is what a reader sees."""
RAISED = {"sup": "", "e": "×10", "10^": "10", "su": ""}
"""Templates that raise their argument, and what they put before it."""
MONEY = {
    "us$": "$", "usd": "$", "a$": "A$", "aud": "A$", "c$": "C$", "cad": "C$", "gbp": "£", "eur": "€", "inr": "₹",
    "cny": "¥", "rmb": "¥", "jpy": "¥", "¥": "¥", "krw": "₩",
}  # fmt: skip
"""Templates that write a sum of money, and the sign they put before it."""
SIGNS = {
    "nbsp": " ", "spaces": " ", "snd": " – ", "ndash": "–", "spnd": " – ", "mdash": "—",
    "'": "'", "'s": "'s", "!": "|", "=": "=", "percent": "%",
    "euro": "€", "£": "£", "circa": "c. ", "c.": "c. ",
    "dot": " · ", "·": " · ", "bull": " • ", "shy": "", "ellipsis": "…", "...": "…", "-": "", "clear": "",
}  # fmt: skip
LISTED = ("author", "last", "first", "last1", "first1", "last2", "first2", "author1", "author2", "authors", "date",
           "year", "title", "journal", "work", "website", "newspaper", "magazine", "publisher", "institution", "volume",
           "issue", "page", "pages", "doi", "isbn")  # fmt: skip
