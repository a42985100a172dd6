"""The figures of the ten questions as a reader reckoned them, and the reckonings themselves."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.standards_expected import STANDARDS, Rows, read_rows

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
FILINGS = HERE.parent / "data" / "filings"

# 2026: service centre; 2023: government office, and self-evaluations of the water centre; 2021
CENTRE_2026 = "2026-songjiang-service-centre.target"
OFFICE_2023 = "2023-songjiang-government-office.target"
WATER_2023 = "2023-shanghai-water-service-centre.self-evaluation"
CENTRE_2021 = "2021-songjiang-service-centre.target"


@dataclass(frozen=True)
class Figure:
    """One row of `questions.csv`."""

    question: int
    part: str
    filings: tuple[str, ...]
    value: Decimal
    unit: str
    reckoning: str
    lines: str


def read_figures() -> list[Figure]:
    return [
        Figure(
            int(row["question"]),
            row["part"],
            tuple(row["filing"].split()),
            Decimal(row["figure"]),
            row["unit"],
            row["reckoning"],
            row["lines"],
        )
        for row in read_rows(EXPECTED / "questions.csv")
    ]


def figures(question: int, *filings: str) -> dict[str, Decimal]:
    """part -> figure of a question, for these filings."""
    return {
        figure.part: figure.value
        for figure in read_figures()
        if figure.question == question and figure.filings == filings
    }


def reckoned(reckoning: str) -> Decimal:
    """What a reckoning of numbers, + - * / and brackets comes to.

    >>> reckoned("(97+160)*[10000]")
    Decimal('2570000')
    """
    tokens = re.findall(r"\d+(?:\.\d+)?|[-+*/()]", reckoning)
    written = "".join(f"Decimal('{token}')" if token[0].isdigit() else token for token in tokens)
    return Decimal(eval(written, {"Decimal": Decimal}))  # digits and signs alone


def printed_numbers(reckoning: str) -> list[str]:
    """The numbers of a reckoning that stand in the filing: all but those in square brackets."""
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"\[[^\]]*\]", "", reckoning))


def lines_of(figure: Figure) -> str:
    """The text of the lines that a figure names, without white space and thousands commas."""
    texts = []
    for filing, named in zip(figure.filings, figure.lines.split("/"), strict=True):
        lines = (FILINGS / f"{filing}.txt").read_text(encoding="utf-8").split("\n")
        for part in named.split():
            first, _, last = part.partition("-")
            texts += lines[int(first) - 1 : int(last or first)]
    return "\n".join(re.sub(r"[,\s]", "", text) for text in texts)


def project_name(filing: str, number: str) -> str:
    """The name of a project by its number in the filing."""
    rows = read_rows(EXPECTED / filing / "projects.csv")
    (name,) = [row["project_name"] for row in rows if row["seq"] == number]
    return name


def target_classes(filing: str) -> dict[str, Counter[str]]:
    """standard level 2 -> how many targets are numbers, words, blank; a doubtful level by its first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    standards = _standards(filing)
    for row in read_rows(EXPECTED / filing / "indicators.csv"):
        level = standards[row["seq"], row["ord"]]["standard_level2"]
        is_number = row["operator"] or row["target_value"]
        name = "number" if is_number else "words" if row["target_raw"] else "blank"
        counts[level.split("|")[0]][name] += 1
    return counts


def common_names(filing: str, least: int) -> dict[frozenset[str], int]:
    """Spellings of each name that stands in so many projects of a filing -> projects."""
    spellings, projects = defaultdict(set), defaultdict(set)
    for (project, _), row in _standards(filing).items():
        spellings[row["standard_name"]].add(row["indicator_name"])
        projects[row["standard_name"]].add(project)
    return {
        frozenset(spellings[name]): len(found)
        for name, found in projects.items()
        if len(found) >= least
    }


def _standards(filing: str) -> dict[tuple[str, str], dict[str, str]]:
    rows: Rows = read_rows(STANDARDS)
    return {(row["project"], row["indicator"]): row for row in rows if row["filing"] == filing}
