"""CSL-JSON as people read it."""

from litbase.exchange.values import plain


def in_words(value: object) -> str:
    """Return the value of a CSL variable as people read it: names, dates, plain words."""
    if isinstance(value, list):
        return "; ".join(map(in_words, value))
    if not isinstance(value, dict):
        return plain(str(value))
    if "date-parts" in value:
        return "/".join("-".join(str(part).zfill(2) for part in parts) for parts in value["date-parts"])
    words = [value.get(part) for part in ("given", "non-dropping-particle", "family", "suffix", "literal", "raw")]
    return " ".join(str(word) for word in words if word)
