import pytest

from litbase.sources.genres import entry_type, is_case

LAW = "\n".join(f"Article {n}\nWhoever recruits by force shall be punished." for n in range(1, 5))


@pytest.mark.parametrize(
    ("title", "fields", "opening", "texts", "kind"),
    [
        ("Who Pays to Work?", {"journaltitle", "doi"}, "", [""], "article"),
        ("Fees at Sea", set(), "A thesis submitted for the degree of Doctor of Philosophy", [""], "thesis"),
        ("Case of Quill v. Norland", {"number"}, "JUDGMENT 7 January 2010", [""], "jurisdiction"),
        ("Act against Trafficking in Persons", {"number"}, "", [LAW], "legislation"),
        (
            "The Trafficking Act explained",
            {"institution"},
            "",
            ["Article 9 of the Act"],
            "report",
        ),  # no articles of its own
        ("Regional Forced Labour Index", set(), "", [""], "report"),
        ("Coming Aboard", {"isbn"}, "", [""], "book"),
        ("Coming Aboard", set(), "", [""], "misc"),
    ],
)
def test_kind_of_document_is_told(title: str, fields: set[str], opening: str, texts: list[str], kind: str) -> None:
    assert entry_type(title, fields=fields, opening=opening, texts=texts) == kind


def test_parties_make_a_case() -> None:
    assert is_case("CASE OF QUILL v. NORLAND")
    assert is_case("Caso Pluma vs. Norlandia")
    assert not is_case("Women in the case of Norland")
