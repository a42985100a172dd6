"""Rules asked once more with one parameter or one comparison changed, in seconds and without dbt.

The models are rendered as dbt renders them. They read the warehouse that dbt built of the cases, but
for the seeds of parameters, which are copied, and for the models between the change and its rule.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from ingest.folders import DBT_PROJECT

Row = tuple[Any, ...]

SEEDS = ("finding_rule_parameters", "link_parameters", "scoring_parameters", "score_bands")
MODELS = {
    path.stem: path.read_text(encoding="utf-8") for path in DBT_PROJECT.glob("models/*/*.sql")
}
MACROS = "".join(
    path.read_text(encoding="utf-8")
    for path in DBT_PROJECT.glob("macros/*.sql")
    if path.stem not in {"rule_parameters", "table"}
)
REFERENCES = {model: set(re.findall(r"ref\('(\w+)'\)", text)) for model, text in MODELS.items()}
COMPARISON = re.compile(
    r"(?P<operator>[<>]=?)(?=(?:(?!\bthen\b|\bas\b|[<>]).)*?"
    r"rule_number\(given, '(?P<parameter>[\w ]+)'\))",
    re.DOTALL,
)
OTHER_OPERATOR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
COUNTED_IN = {"个", "份", "项", "字", "年", "位"}
NEVER = r"[^\s\S]"  # what no text holds


@dataclass(frozen=True)
class Change:
    """A row of a seed, or the text of a model, that is another; `parameter` is what it is about."""

    said: str
    parameter: str
    seed: str = ""
    statement: str = ""
    values: tuple[str, ...] = ()
    model: str = ""
    text: str = ""


def changes_of_rows(warehouse: Path) -> list[Change]:
    """Each number of the findings a step up and a step down; each word, pattern and code gone."""
    seed = "finding_rule_parameters"
    return [
        Change(
            f"{rule_code} {parameter}: {value} -> {other}",
            f"{rule_code} {parameter}",
            seed,
            f"update {seed} set value = ? where rule_code = ? and parameter = ? and value = ?",
            (other, rule_code, parameter, value),
        )
        for rule_code, parameter, value, unit in rows_of(
            warehouse, f"select rule_code, parameter, value, unit from seeds.{seed}"
        )
        for other in other_values(value, unit)
    ]


def changes_of_formulas(warehouse: Path) -> list[Change]:
    """The same of the parameters of scores, and of the ends of grades that a model reads."""
    parameters = "select parameter, value::varchar, unit from seeds.scoring_parameters"
    grades = """
        select grade, 'least_pct', least_pct::varchar from seeds.score_bands where least_pct > 0
        union all
        select grade, 'most_pct', most_pct::varchar from seeds.score_bands
        where scale = 'achievement'
    """
    return [
        Change(
            f"{parameter}: {value} -> {other}",
            parameter,
            "scoring_parameters",
            "update scoring_parameters set value = ? where parameter = ?",
            (other, parameter),
        )
        for parameter, value, unit in rows_of(warehouse, parameters)
        for other in other_values(value, unit)
    ] + [
        Change(
            f"{grade} {end}: {value} -> {other}",
            f"{grade} {end}",
            "score_bands",
            f"update score_bands set {end} = ? where grade = ?",
            (other, grade),
        )
        for grade, end, value in rows_of(warehouse, grades)
        for other in other_values(value, "%")
    ]


def rows_of(warehouse: Path, query: str) -> list[Row]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def other_values(value: str, unit: str | None) -> list[str]:
    """A tenth more and less, of what is counted one; for words what no text holds."""
    if not re.fullmatch(r"[0-9.]+", value):
        return [f"{NEVER}(?:{value})"]
    step = Decimal(1) if unit in COUNTED_IN else Decimal(value) / 10
    return [str(Decimal(value) + step), str(Decimal(value) - step)]


def changes_of_comparisons() -> list[Change]:
    """Each comparison with a number of the findings, strict where it was not and not where it was."""
    return [
        Change(
            f"{found['parameter']}: {found['operator']} -> {OTHER_OPERATOR[found['operator']]}"
            f" ({model})",
            found["parameter"],
            model=model,
            text=text[: found.start()] + OTHER_OPERATOR[found["operator"]] + text[found.end() :],
        )
        for model, text in MODELS.items()
        for found in COMPARISON.finditer(text)
        if re.match(r"F[0-9]{2} ", found["parameter"])
    ]


class Rules:
    """The models of the findings on a built warehouse."""

    def __init__(self, warehouse: Path) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"attach '{warehouse}' as built (read_only)")
        for seed in SEEDS:
            self.connection.execute(f"create table {seed} as from built.seeds.{seed}")
        tables = "select table_name, schema_name from duckdb_tables() where database_name = 'built'"
        self.schemas = dict(self.connection.execute(tables).fetchall())
        self.environment = jinja2.Environment(extensions=["jinja2.ext.do"])
        self.templates: dict[str, jinja2.Template] = {}

    def rows_after(self, change: Change, model: str, query: str) -> list[Row]:
        """What a query says of a model, which stands for `{}` in it, after the change."""
        self.connection.begin()
        try:
            if change.statement:
                self.connection.execute(change.statement, list(change.values))
            made = set(SEEDS)
            for name in models_between(readers_of(change), model):
                statement = self.render(change.text if name == change.model else MODELS[name], made)
                if name == model:
                    return self.connection.execute(query.format(f"({statement})")).fetchall()
                self.connection.execute(f"create temp table {name} as {statement}")
                made.add(name)
            return self.rows(query.format(f"built.{self.schemas[model]}.{model}"))
        finally:
            self.connection.rollback()

    def render(self, text: str, made: set[str]) -> str:
        """A model's statement; what is in `made` is read as it is here, all else as it was built."""

        def relation(name: str) -> str:
            return name if name in made else f"built.{self.schemas[name]}.{name}"

        if text not in self.templates:
            self.templates[text] = self.environment.from_string(MACROS + text)
        return self.templates[text].render(
            execute=True, ref=relation, rule_parameters=self.parameters
        )

    def rows(self, query: str) -> list[Row]:
        return self.connection.execute(query).fetchall()

    def parameters(self, seed: str) -> dict[str, list[str]]:
        """What the macro `rule_parameters` gives."""
        given: dict[str, list[str]] = {}
        rows = self.connection.execute(f"select columns(*)::varchar from {seed} order by all")
        columns = [column[0] for column in rows.description or ()]
        for row in rows.fetchall():
            named = dict(zip(columns, row, strict=True))
            name = " ".join(filter(None, (named.get("rule_code"), named["parameter"])))
            given.setdefault(name, []).append(named["value"])
        return given


def readers_of(change: Change) -> set[str]:
    """The models that the change is in, or that read what it changes."""
    if change.model:
        return {change.model}
    named = {model for model, text in MODELS.items() if f"'{change.parameter}'" in text}
    return named or {model for model in MODELS if change.seed in REFERENCES[model]}


def models_between(first: set[str], last: str) -> list[str]:
    """The models that hang on one of the first and that the last hangs on, in the order of a build."""
    order = list(TopologicalSorter(REFERENCES).static_order())
    reached, wanted = set(first), {last}
    for model in order:
        if REFERENCES.get(model, set()) & reached:
            reached.add(model)
    for model in reversed(order):
        if model in wanted:
            wanted |= REFERENCES.get(model, set())
    return [model for model in order if model in reached & wanted]
