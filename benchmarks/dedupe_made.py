"""Measure duplicates on made material: real entries, each with a copy that is changed as databases change records.

    python benchmarks/dedupe_made.py [--seed 7] [--records 1500] [--show]

Half of the copies describe the same work (other spelling, initials, missing fields, a translated title), the others
another one (next year's report, another edition, part, country or version, an erratum). Entries come from
../shared/data/bibliographies, none of which the rules for duplicates were made on; even seeds were looked at while the
rules were mended, odd ones only to report. Says so and stops where that folder is absent.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from litbase.bib.bibliography import Bibliography
from litbase.bib.items import to_item
from litbase.library.likeness import find_alike, traits_of

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "bibliographies"
Item = dict[str, Any]
Change = Callable[[Item, random.Random], bool]
COUNTRIES = ("Albania", "Algeria", "Austria", "Australia", "Niger", "Nigeria", "Iran", "Iraq", "Mali", "Malta", "Togo",
             "Guinea", "Guyana", "Slovakia", "Slovenia", "Libya", "Liberia", "Zambia", "Gambia", "Georgia")  # fmt: skip
WORDS = ("trafficking", "labour", "victims", "coast", "report", "fisheries", "law", "court", "migration", "debt")


def year_of(item: Item) -> int:
    return int(item["issued"]["date-parts"][0][0])


def set_year(item: Item, year: int) -> None:
    item["issued"] = {"date-parts": [[year]]}


# copies of the same work; each returns whether it could change the record


def typing_errors(item: Item, chance: random.Random) -> bool:
    title = item["title"]
    for _ in range(chance.choice([1, 1, 2])):
        place = chance.randrange(1, len(title) - 1)
        letter = chance.choice("aeiourstn")
        title = chance.choice([title[:place] + title[place + 1 :], title[:place] + letter + title[place:]])
    item["title"] = title
    return len(title) > 20


def other_signs(item: Item, chance: random.Random) -> bool:
    title = item["title"].replace(" and ", " & ") if chance.random() < 0.5 else item["title"].upper()
    item["title"] = title.replace(": ", " - ").replace("-", " ").replace(",", "") + chance.choice([".", "", " *"])
    return True


def without_subtitle(item: Item, _: random.Random) -> bool:
    head, mark, _rest = item["title"].partition(": ")
    item["title"] = head
    return bool(mark) and len(head) >= 30


def initials(item: Item, _: random.Random) -> bool:
    for name in item["author"]:
        if "given" in name:
            name["given"] = " ".join(f"{part[0]}." for part in re.split(r"[\s.-]+", name["given"]) if part)
    return any("given" in name for name in item["author"])


def first_author_only(item: Item, _: random.Random) -> bool:
    several = len(item["author"]) > 1
    del item["author"][1:]
    return several


def without_year(item: Item, _: random.Random) -> bool:
    del item["issued"]
    return True


def without_pages_and_issue(item: Item, _: random.Random) -> bool:
    return [item.pop(name, None) for name in ("page", "issue", "volume", "publisher", "DOI")] != [None] * 5


def short_journal(item: Item, _: random.Random) -> bool:
    words = [word for word in str(item.get("container-title", "")).split() if word.lower() not in ("of", "the", "and")]
    item["container-title"] = " ".join(word if len(word) < 6 else f"{word[:4]}." for word in words)
    return len(words) > 1


def ahead_of_print(item: Item, _: random.Random) -> bool:
    set_year(item, year_of(item) - 1)
    for name in ("page", "volume", "issue"):
        item.pop(name, None)
    return item["type"] == "article-journal" and len(item["title"]) > 45


def translated_title(item: Item, chance: random.Random) -> bool:
    item["title"] = " ".join(chance.choice(WORDS) + "a" for _ in item["title"].split())
    first, _, last = str(item.get("page", "")).partition("-")
    return bool(item.get("volume") and last and first != last and item.get("container-title"))


# other works that look alike


def next_year(item: Item, chance: random.Random) -> bool:
    set_year(item, year_of(item) + chance.choice([1, 1, 2, 5]))
    for name in ("page", "volume", "issue", "ISBN", "DOI", "URL"):
        item.pop(name, None)
    return item["type"] not in ("article-journal", "article-magazine")


def other_edition(item: Item, chance: random.Random) -> bool:
    set_year(item, year_of(item) + chance.choice([0, 3] if item.get("edition") else [1, 3]))
    item["edition"] = str(int(re.sub(r"\D", "", str(item.get("edition", ""))) or 1) + 1)
    item.pop("ISBN", None)
    return bool(item["type"] == "book")


def journal_version(item: Item, chance: random.Random) -> bool:
    item["type"] = "article-journal" if item["type"] != "article-journal" else "paper-conference"
    item["container-title"] = chance.choice(["Norland Review", "Proceedings of the Vestholm Conference on Law"])
    set_year(item, year_of(item) + chance.choice([0, 1]))
    item["page"] = f"{chance.randrange(1, 400)}-{chance.randrange(401, 420)}"
    for name in ("volume", "issue", "DOI", "URL", "ISSN", "ISBN"):
        item.pop(name, None)
    return bool(item.get("container-title"))


def other_part(item: Item, chance: random.Random) -> bool:
    part = chance.choice(["Part II", "II", "Volume 2", "2", "Part Two", "Second Part"])
    item["title"] = f"{item['title']}: {part}" if chance.random() < 0.5 else f"{item['title']}, {part}"
    for name in ("page", "DOI", "ISBN", "URL"):
        item.pop(name, None)
    return True


def erratum(item: Item, chance: random.Random) -> bool:
    item["title"] = chance.choice(["Erratum: ", "Reply to: ", "Correction to ", "Review of "]) + item["title"]
    for name in ("DOI", "ISBN", "URL"):
        item.pop(name, None)
    return True


def one_word_more(item: Item, chance: random.Random) -> bool:
    """A companion whose title has one word more that tells them apart."""
    words = item["title"].split()
    words.insert(chance.randrange(len(words)), chance.choice(["Men", "Women", "Child", "Not", "Adults", "Asia"]))
    item["title"] = " ".join(words)
    for name in ("page", "DOI", "ISBN", "URL"):
        item.pop(name, None)
    return len(words) > 5


SAME: tuple[Change, ...] = (typing_errors, other_signs, without_subtitle, initials, first_author_only, without_year,
                            without_pages_and_issue, short_journal, ahead_of_print, translated_title)  # fmt: skip
OTHER: tuple[Change, ...] = (next_year, other_edition, journal_version, other_part, erratum, one_word_more)


def real_items(count: int, chance: random.Random) -> list[Item]:
    """Entries with title, author and year, no two of them with one title."""
    found: dict[str, Item] = {}
    for name in ("beebe-concat.bib", "tugboat.bib", "biblatex-examples.bib", "swiss-legal.bib"):
        for entry in Bibliography.open(FOLDER / name).entries():
            item = to_item(entry)
            parts = item.get("issued", {}).get("date-parts")
            item["title"] = re.sub(r"<[^<>]*>", "", str(item.get("title", "")))
            if item.get("author") and len(item["title"]) > 15 and parts and isinstance(parts[0][0], int):
                found.setdefault("".join(re.findall(r"\w", item["title"].lower())), item)
    chosen = list(found.values())
    chance.shuffle(chosen)
    return chosen[:count]


def countries(chance: random.Random) -> list[Item]:
    """Chapters on countries of yearly reports: one author, one year, titles that differ in one name."""
    made = []
    for year in (2020, 2021):
        for shape in ("{} {}: Country Narrative on Trafficking in Persons", "Trafficking in Persons in {1} ({0})"):
            for country in chance.sample(COUNTRIES, 12):
                title = shape.format(year, country)
                made.append({"type": "report", "title": title, "author": [{"literal": "Norland Office"}],
                             "issued": {"date-parts": [[year]]}})  # fmt: skip
    return made


def measure(seed: int, count: int, *, show: bool) -> None:
    chance = random.Random(seed)
    items, kinds = list[Item](), dict[tuple[str, str], str]()
    for number, item in enumerate(real_items(count, chance)):
        change, copy = chance.choice([chance.choice(SAME), chance.choice(OTHER)]), deepcopy(item)
        items.append(item | {"id": f"a{number}"})
        if change(copy, chance):
            items.append(copy | {"id": f"b{number}"})
            kinds[f"a{number}", f"b{number}"] = change.__name__
    items += [item | {"id": f"c{number}"} for number, item in enumerate(countries(chance))]
    found = {tuple(sorted((each.one, each.other))) for each in find_alike(map(traits_of, items))}
    names = {change.__name__ for change in SAME}
    truth = {pair for pair, kind in kinds.items() if kind in names}
    judged = {pair for pair in found if pair in kinds or pair[0][0] == pair[1][0] == "c" or pair[0][1:] != pair[1][1:]}
    judged = {pair for pair in judged if not (pair[0][0] == pair[1][0] == "a")}
    right = judged & truth
    print(f"seed {seed}: {len(items):,} records, {len(truth)} pairs of one work: precision "
          f"{len(right) / max(1, len(judged)):.3f}, recall {len(right) / len(truth):.3f}")  # fmt: skip
    totals, hits = Counter(kinds.values()), Counter(kinds[pair] for pair in judged if pair in kinds)
    for name in (*(change.__name__ for change in SAME), *(change.__name__ for change in OTHER)):
        print(f"  {name.replace('_', ' ')}: {hits[name]} of {totals[name]} {'found' if name in names else 'merged'}")
    strays = sorted(judged - truth - set(kinds))
    print(f"  other pairs: {len(strays)}")
    if show:
        by_key = {item["id"]: item for item in items}
        for kind, pairs in (("wrong", judged - truth), ("missed", truth - judged)):
            for one, other in sorted(pairs):
                first, second = by_key[one], by_key[other]
                how = kinds.get((one, other), "")
                print(f"  {kind} {how}: {first['title']} ({first.get('type')}) | {second['title']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--records", type=int, default=1500)
    parser.add_argument("--show", action="store_true", help="show wrong and missed pairs")
    arguments = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"{FOLDER} is absent; nothing measured")
        return
    measure(arguments.seed, arguments.records, show=arguments.show)


if __name__ == "__main__":
    main()
