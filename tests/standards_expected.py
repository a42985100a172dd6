"""What a reader gives every project, cost item and indicator, beside what the program gives it.

Hand-read: `tests/warehouse/expected_*_class.csv` and `tests/expected/standard_indicators.csv`.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

from tests.agreement import Agreement

HERE = Path(__file__).parent
STANDARDS = HERE / "expected" / "standard_indicators.csv"
CLASSES = HERE / "warehouse"
UNSEEN = CLASSES / "expected_class_unseen.csv"
UNCLASSIFIED = "unclassified"

CLASSES_FOUND = """
    select file_name, form_number, null, functional_class
    from marts.dim_forms join marts.dim_filings using (filing_id)
"""
ITEM_CLASSES_FOUND = """
    select file_name, form_number, item_number, fct_cost_items.functional_class
    from marts.fct_cost_items
    join marts.dim_forms using (form_id)
    join marts.dim_filings on dim_forms.filing_id = dim_filings.filing_id
"""
STANDARDS_FOUND = """
    select
        file_name, form_number, indicator_number,
        standard_level1, standard_level2, polarity, standard_indicator_id
    from marts.fct_indicators
    join marts.dim_forms using (form_id)
    join marts.dim_filings on dim_forms.filing_id = dim_filings.filing_id
"""

Execute = Callable[[str], Sequence[tuple]]
Rows = list[dict[str, str]]
Key = tuple[str, ...]


class Answers(Agreement[str]):
    """Places by what a reader says of them: `missed` got no answer, `wrong` another one."""

    @property
    def recall(self) -> float:
        """Share of a reader's answers that the program gives."""
        expected = len(self.right) + len(self.wrong) + len(self.missed)
        return len(self.right) / expected if expected else 1.0


def read_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def class_agreements(execute: Execute) -> dict[str, Answers]:
    """Use of money of the projects and cost items of the four filings."""
    return {
        "use of money, projects": _classes("functional_class", execute(CLASSES_FOUND)),
        "use of money, cost items": _classes("item_class", execute(ITEM_CLASSES_FOUND)),
    }


def _classes(name: str, found: Sequence[tuple]) -> Answers:
    given = {_key(*key): (value,) for *key, value in found}
    agreement = Answers()
    for row in read_rows(CLASSES / f"expected_{name}.csv"):
        key = _key(row["file_stem"], row["form_number"], row.get("item_number"))
        _judge(agreement, key, {(row["functional_class"],)}, given[key], UNCLASSIFIED)
    return agreement


def unseen_agreement(execute: Execute) -> Answers:
    """Use of money of the made-up projects, each row a form; what no class holds is no answer."""
    given = {form_number: found for _, form_number, _, found in execute(CLASSES_FOUND)}
    agreement = Answers()
    for number, row in enumerate(read_rows(UNSEEN), start=1):
        expected, found = row["functional_class"], given[number]
        if (expected, found) != (UNCLASSIFIED, UNCLASSIFIED):
            _judge(agreement, (row["project_name"],), {(expected,)}, (found,), UNCLASSIFIED)
    return agreement


def standard_agreements(execute: Execute) -> dict[str, Answers]:
    """Levels and polarity of every indicator, and the pairs that are one standard indicator."""
    rows = {
        _key(row["filing"], row["project"], row["indicator"]): row for row in read_rows(STANDARDS)
    }
    found = {_key(*row[:3]): row[3:] for row in execute(STANDARDS_FOUND)}
    levels, polarities = Answers(), Answers()
    for key, row in rows.items():
        level1, level2, polarity, _ = found[key]
        allowed = {(row["standard_level1"], word) for word in row["standard_level2"].split("|")}
        _judge(levels, key, allowed, (level1, level2), None)
        if row["polarity"]:
            _judge(polarities, key, {(row["polarity"],)}, (polarity,), "unknown")
    ids = {key: values[3] for key, values in found.items()}
    return {
        "standard levels of indicators": levels,
        "polarity of indicators": polarities,
        "pairs that are one standard indicator": _same_names(rows, ids),
    }


def _same_names(rows: dict[Key, dict[str, str]], ids: dict[Key, str]) -> Answers:
    """Every two rows that a reader or the program takes for one indicator."""
    judged = {key: row for key, row in rows.items() if row["standard_name"]}
    expected = _pairs({key: row["standard_name"] for key, row in judged.items()})
    found = _pairs({key: ids[key] for key in judged})
    agreement = Answers()
    for pair in sorted(expected | found):
        left, right = (judged[key] for key in pair)
        said = " = ".join(f"{' '.join(key)} {judged[key]['indicator_name']}" for key in pair)
        if pair in expected:
            (agreement.right if pair in found else agreement.missed).append(said)
        elif not left["near_name"] or left["near_name"] != right["near_name"]:
            agreement.wrong.append(said)
    return agreement


def _pairs(names: dict[Key, str]) -> set[tuple[Key, Key]]:
    keys_of: dict[str, list[Key]] = defaultdict(list)
    for key, name in names.items():
        keys_of[name].append(key)
    return {pair for keys in keys_of.values() for pair in combinations(sorted(keys), 2)}


def _judge(
    agreement: Answers,
    key: Key,
    allowed: Iterable[tuple[Hashable, ...]],
    given: tuple[Hashable, ...],
    none: str | None,
) -> None:
    if given in allowed:
        agreement.right.append(" ".join(key))
    elif none in given:
        agreement.missed.append(f"{' '.join(key)}: {allowed}")
    else:
        agreement.wrong.append(f"{' '.join(key)}: {given}, read {allowed}")


def _key(file_name: str, *numbers: object) -> Key:
    return (file_name.removesuffix(".txt"), *(str(number or "") for number in numbers))
