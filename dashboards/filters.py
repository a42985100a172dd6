"""The filters that every page shares: read from the address, written to it, and as SQL.

An address is written by anybody: what it says is held against the choices that the data offers,
and what is not among them is left out. Nothing here raises on any text.
"""

import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from dashboards.folding import fold

PHASES = ("proposed", "approved", "adjusted", "executed")
FORM_TYPES = ("target", "self_evaluation")
NOT_FILED = "not_filed"  # a form that prints no 项目性质
TEXT_LIMIT = 100

Params = Mapping[str, Sequence[str]]
Sql = tuple[str, tuple[Hashable, ...]]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the data offers to choose from; `departments` maps lineage to name.

    The stage with most forms comes first: it is shown until another one is chosen.
    """

    fiscal_years: tuple[int, ...] = ()
    departments: Mapping[str, str]
    functional_classes: tuple[str, ...] = ()
    recurrences: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filters:
    """One view of the data. An empty tuple means no restriction; the phase is always one.

    So is the stage where filings of several are loaded; it is None where there is one only.
    """

    phase: str = "proposed"
    stage: str | None = None
    fiscal_years: tuple[int, ...] = ()
    department_ids: tuple[str, ...] = ()
    functional_classes: tuple[str, ...] = ()
    recurrences: tuple[str, ...] = ()
    form_type: str | None = None
    text: str = ""


def read_filters(params: Params, choices: Choices) -> Filters:
    """The filters that an address names; unknown parameters and values are left out."""
    years = [str(year) for year in choices.fiscal_years]
    return Filters(
        phase=_first(params, "phase", PHASES) or "proposed",
        stage=_stage(params, choices),
        fiscal_years=tuple(int(year) for year in _known(params, "year", years)),
        department_ids=_known(params, "body", tuple(choices.departments)),
        functional_classes=_known(params, "class", choices.functional_classes),
        recurrences=_known(params, "recurrence", choices.recurrences),
        form_type=_first(params, "form", FORM_TYPES),
        text=clean_text(next(iter(params.get("q", ())), "")),
    )


def left_out(params: Params, choices: Choices) -> list[tuple[str, str]]:
    """The parameters of an address, each with a value, that the data does not offer."""
    offered = {
        "year": [str(year) for year in choices.fiscal_years],
        "phase": PHASES,
        "stage": choices.stages,
        "body": tuple(choices.departments),
        "class": choices.functional_classes,
        "recurrence": choices.recurrences,
        "form": FORM_TYPES,
    }
    named = [(name, value) for name in offered for value in params.get(name, ()) if value]
    return [(name, clean_text(value)) for name, value in named if value not in offered[name]]


def write_filters(filters: Filters) -> dict[str, list[str]]:
    """The parameters of the address for these filters; what restricts nothing is not written.

    A stage is: which one comes first may change with the next build.
    """
    params = {
        "year": [str(year) for year in filters.fiscal_years],
        "phase": [filters.phase] if filters.phase != "proposed" else [],
        "stage": [filters.stage] if filters.stage else [],
        "body": list(filters.department_ids),
        "class": list(filters.functional_classes),
        "recurrence": list(filters.recurrences),
        "form": [filters.form_type] if filters.form_type else [],
        "q": [filters.text] if filters.text else [],
    }
    return {name: values for name, values in params.items() if values}


PARAMETERS = ("year", "phase", "stage", "body", "class", "recurrence", "form", "q")


def where(filters: Filters, alias: str = "forms", *, superseded: bool = False) -> Sql:
    """Conditions on `marts.dim_forms` under `alias` (a name in our code, never a user's text).

    Only current forms are taken, or only those that a later filing supersedes, both within a
    stage. The phase is no condition on a form: join `fct_funding` and compare `phase` yourself.
    """
    conditions = [f"{'not ' if superseded else ''}{alias}.is_current_in_stage"]
    params: list[Hashable] = []
    if filters.stage:
        conditions.append(f"{alias}.document_stage = ?")
        params.append(filters.stage)
    for column, values in _restrictions(filters):
        conditions.append(f"{column.format(alias=alias)} in ({', '.join('?' * len(values))})")
        params.extend(values)
    if filters.text:
        conditions.append(_text_condition(alias))
        params.extend([fold(filters.text)] * _text_condition(alias).count("?"))
    return " and ".join(conditions), tuple(params)


def clean_text(text: str) -> str:
    """A search text on one line, without what cannot be printed, of at most 100 characters."""
    spaced = "".join(" " if char.isspace() else char for char in str(text))
    printable = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return " ".join(printable.split())[:TEXT_LIMIT].strip()


def _restrictions(filters: Filters) -> list[tuple[str, tuple[Hashable, ...]]]:
    form_types = (filters.form_type,) if filters.form_type else ()
    restrictions: list[tuple[str, tuple[Hashable, ...]]] = [
        ("{alias}.fiscal_year", filters.fiscal_years),
        ("{alias}.department_id", filters.department_ids),
        ("{alias}.functional_class", filters.functional_classes),
        (f"coalesce({{alias}}.recurrence, '{NOT_FILED}')", filters.recurrences),
        ("{alias}.form_type", form_types),
    ]
    return [(column, values) for column, values in restrictions if values]


def _text_condition(alias: str) -> str:
    """`contains` knows no wildcards, so % and _ in the text mean themselves."""
    goals = ("total_goal_text", "annual_goal_text", "expected_result_text", "actual_result_text")
    own = [contains(f"{alias}.{column}") for column in ("project_name", *goals)]
    parts = [
        f"{alias}.form_id in (select form_id from marts.{table} where {contains(column)})"
        for table, column in (
            ("fct_indicators", "indicator_name"),
            ("fct_cost_items", "item_name"),
        )
    ]
    return "(" + " or ".join([*own, *parts]) + ")"


def contains(column: str) -> str:
    """The condition that a column holds a folded text; `fold_text` is `folding.fold_texts`."""
    return f"contains(fold_text(coalesce({column}, '')), ?)"


def _stage(params: Params, choices: Choices) -> str | None:
    """The stage that the address names, else the first; None where there is nothing to choose."""
    if len(choices.stages) < 2:
        return None
    return _first(params, "stage", choices.stages) or choices.stages[0]


def _known(params: Params, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The known values that the address names, in the order of the choices."""
    named = set(params.get(name, ()))
    return tuple(value for value in known if value in named)


def _first(params: Params, name: str, known: Sequence[str]) -> str | None:
    return next((value for value in params.get(name, ()) if value in known), None)
