"""Guessed metadata against what a person reads off the documents.

Run: python benchmarks/metadata.py [FOLDER]. FOLDER (default ../shared/data) holds documents/**/*.pdf. The table gives
for each document title and year as a librarian would write them ("" where the document prints none), and the symbol,
DOI or ISBN it prints. A title is right if it has nine tenths of the same words, subtitle allowed.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.fuzz import token_set_ratio

from litbase.errors import SourceError
from litbase.model.page import Reading
from litbase.sources.pages import read_source

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@dataclass(frozen=True)
class Truth:
    title: str
    year: str
    identifiers: tuple[tuple[str, str], ...] = ()  # (field, value)
    password: str | None = None


TRUTH = {
    "IACHR_judgment-2018-11-21_es.pdf": Truth("Caso Carvajal Carvajal y otros vs. Colombia", "2018"),
    "UDHR_chinese.pdf": Truth("世界人权宣言", "1948"),
    "UDHR_french.pdf": Truth("Déclaration universelle des droits de l'homme", ""),
    "UDHR_russian.pdf": Truth("Всеобщая декларация прав человека", "1948"),
    "UDHR_vietnamese.pdf": Truth("Tuyên ngôn toàn thế giới về nhân quyền", "1948"),
    "UN_A-HRC-43-12_en.pdf": Truth(
        "Report of the Working Group on the Universal Periodic Review: Islamic Republic of Iran",
        "2019",
        (("number", "A/HRC/43/12"),),
    ),
    "US_DMCA_encrypted-emptypw.pdf": Truth("The Digital Millennium Copyright Act of 1998", "1998"),
    "US_FederalRegister_2020-17221_3col.pdf": Truth("Airworthiness Directives; The Boeing Company Airplanes", "2020"),
    "V-Dem_Codebook_v10.pdf": Truth("V-Dem Codebook v10", "2020"),
    "amnesty-2006-countries.pdf": Truth("Amnesty International Report 2006", "2006"),
    "amnesty-2013.pdf": Truth(
        "Amnesty International Report 2013: The state of the world's human rights",
        "2013",
        (("isbn", "9780862104801"), ("number", "POL 10/001/2013")),
    ),
    "encrypted-password-is-user.pdf": Truth(
        "Amnesty International Report 2013: The state of the world's human rights",
        "2013",
        (("isbn", "9780862104801"), ("number", "POL 10/001/2013")),
        "user",
    ),
    "mueller-report-vol-1.pdf": Truth(
        "Report on the Investigation into Russian Interference in the 2016 Presidential Election", "2019"
    ),
    "install.fr.pdf": Truth("Manuel d'installation pour la distribution Debian GNU/Linux", "2023"),
    "install.ko.pdf": Truth("데비안 GNU/리눅스 설치 안내서", "2023"),
    "install.vi.pdf": Truth("Sổ tay Cài đặt Debian GNU/Linux", "2023"),
    "install.zh_CN.pdf": Truth("Debian GNU/Linux 安装手册", "2023"),
}


def main() -> int:
    """Print one line a document and the shares that are right; return 1 where a share falls short."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not folder.is_dir():
        print(f"no real reports at {folder}: nothing measured")
        return 0
    titles, years, identifiers = [], [], []
    for path in sorted((folder / "documents").rglob("*.pdf")):
        truth = TRUTH.get(path.name)
        if truth is None:
            continue
        try:
            reading = read_source(path, password=truth.password)
        except SourceError as error:
            print(f"{path.name:42} refused: {error.name}")
            continue
        title, date = best(reading, "title"), best(reading, "date")
        titles.append(is_title(" ".join(filter(None, (title, best(reading, "subtitle")))), title, truth.title))
        years.append(date[:4] == truth.year)
        found = [is_identifier(best(reading, field), value) for field, value in truth.identifiers]
        identifiers += found
        marks = "".join("+" if right else "-" for right in (titles[-1], years[-1], *found))
        print(f"{path.name:42} {marks:4} {date:10} {title}")
    return report(("titles", titles, 0.8), ("years", years, 0.8), ("identifiers", identifiers, 0.95))


def report(*measures: tuple[str, list[bool], float]) -> int:
    for name, right, least in measures:
        print(f"{name}: {sum(right)} of {len(right)} right (goal {least:.0%})")
    return 0 if all(sum(right) >= least * len(right) for _, right, least in measures) else 1


def best(reading: Reading, field: str) -> str:
    return next((guess.value for guess in reading.guesses if guess.field == field), "")


def is_title(whole: str, main_part: str, truth: str) -> bool:
    """Compare words without regard to case; a title may lack its subtitle, but not more."""
    plain = [" ".join(re.findall(r"\w+", text.casefold())) for text in (whole, main_part, truth, truth.split(":")[0])]
    return bool(plain[1]) and max(token_set_ratio(plain[0], plain[2]), token_set_ratio(plain[1], plain[3])) >= 90


def is_identifier(found: str, truth: str) -> bool:
    return found.replace("-", "").replace(" ", "").casefold() == truth.replace("-", "").replace(" ", "").casefold()


if __name__ == "__main__":
    raise SystemExit(main())
