"""A project of one year as it is filed, and the signs that two of them show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from tests.histories.words import NUMBER, Base, Indicator, list_indicators, read_words

CLOSE = Decimal("0.1")
NEAR_COUNT = 0.12
FEWEST_INDICATORS = 2


@dataclass(frozen=True, eq=False, kw_only=True)
class Project:
    """One project of one year, or one cost item of it; each instance is one printed thing.

    `threads` names the money it holds, to the part; `counts` keeps numbers in braces;
    `monthly_yuan` times `months` is the amount where the kind has a monthly price.
    """

    name: str
    subjects: tuple[str, ...]
    clauses: tuple[str, ...]
    counts: str
    indicators: tuple[Indicator, ...]
    generic: tuple[Indicator, ...]
    boilerplate: str
    amount_yuan: Decimal
    recurrence: str
    threads: tuple[str, ...]
    kind: str = "plain"
    base: Base | None = None
    price_name: str = ""
    monthly_yuan: Decimal | None = None
    months: int = 12
    items: tuple["Project", ...] = ()

    @property
    def goal_text(self) -> str:
        """The goal as printed: the clauses, the counts, the boilerplate."""
        parts = (*self.clauses, plain_counts(self.counts), self.boilerplate)
        return "，".join(part for part in parts if part) + "。"

    @property
    def price_target(self) -> Indicator | None:
        """The cap of the monthly price, in 万元 rounded up to two decimals."""
        if self.monthly_yuan is None:
            return None
        cap = -(-self.monthly_yuan // 100) / Decimal(100)
        return Indicator("经济成本", self.price_name, f"≤{cap:.2f}(万元/月)")


def make_project(base: Base, random: Random, **changes: Any) -> Project:
    """The first year of a base project."""
    priced = bool(base.price_name)
    amount = round_yuan(Decimal(base.amount_yuan) * draw(random, 0.75, 1.25))
    project = Project(
        name=base.name,
        subjects=(base.subject,),
        clauses=base.clauses,
        counts=base.counts,
        indicators=base.indicators,
        generic=tuple(random.sample(list_indicators("generic_indicators"), random.randint(1, 3))),
        boilerplate=random.choice(["", *(row["goal_clause"] for row in read_words("boilerplate"))]),
        amount_yuan=amount,
        recurrence=base.recurrence,
        threads=threads_of(base),
        base=base,
        price_name=base.price_name,
        monthly_yuan=amount / 12 if priced else None,
    )
    return priced_at(replace(project, **changes), Decimal(1))


def plain_counts(counts: str) -> str:
    """The counts as printed, without the braces."""
    return NUMBER.sub(r"\1", counts)


def threads_of(base: Base) -> tuple[str, ...]:
    """The money of a base project: one thread a part."""
    return tuple(f"{base.name}#{part}" for part, _ in enumerate(base.parts or ("",), start=1))


def draw(random: Random, low: float, high: float) -> Decimal:
    """A factor with four decimals."""
    return Decimal(str(round(random.uniform(low, high), 4)))


def round_yuan(amount: Decimal) -> Decimal:
    """The amount to the hundred yuan, never zero."""
    return max(round(amount, -2), Decimal(100)).quantize(Decimal("0.01"))


def priced_at(project: Project, factor: Decimal, months: int = 12) -> Project:
    """The project with its money times `factor`; months, price and items add up to the amount."""
    items = tuple(priced_at(item, factor) for item in project.items)
    if items:
        return replace(project, items=items, amount_yuan=sum_of(items), monthly_yuan=None)
    if project.monthly_yuan is None:
        return replace(project, amount_yuan=round_yuan(project.amount_yuan * factor))
    monthly = round_yuan(project.monthly_yuan * factor)
    return replace(project, monthly_yuan=monthly, months=months, amount_yuan=monthly * months)


def sum_of(projects: Sequence[Project]) -> Decimal:
    return sum((project.amount_yuan for project in projects), Decimal(0))


def find_signs(left: Project, right: Project) -> dict[str, str]:
    """The signs that left and right are the same money, each with what is printed in both."""
    found = {
        "name": _shared_subject(left, right),
        "amount": _shared_amount(left, right),
        "price": _shared_price(left, right),
        "goal": next((clause for clause in left.clauses if clause in right.clauses), ""),
        "counts": _shared_count(left, right),
        "indicators": _shared_indicators(left, right),
    }
    return {sign: evidence for sign, evidence in found.items() if evidence}


def _shared_subject(left: Project, right: Project) -> str:
    """A subject in both names, or in the name of one and the goal of the other."""
    named = ((left.name, right.name + right.goal_text), (right.name, left.name + left.goal_text))
    subjects = [*left.subjects, *right.subjects]
    return next((s for s in subjects for name, text in named if s in name and s in text), "")


def _shared_amount(left: Project, right: Project) -> str:
    is_close = abs(right.amount_yuan / left.amount_yuan - 1) <= CLOSE
    return f"{left.amount_yuan} {right.amount_yuan}" if is_close else ""


def _shared_price(left: Project, right: Project) -> str:
    """The months' price of the left: its own cap, or a twelfth of its amount."""
    if right.monthly_yuan is None:
        return ""
    monthly = left.monthly_yuan or left.amount_yuan / 12
    is_close = abs(right.monthly_yuan / monthly - 1) <= CLOSE
    return f"{monthly:.2f} {right.monthly_yuan:.2f}" if is_close else ""


def _shared_count(left: Project, right: Project) -> str:
    """The words around a number that both print with nearly the same number."""
    counts = dict(_list_counts(left.counts))
    for words, number in _list_counts(right.counts):
        if words in counts and abs(number / counts[words] - 1) <= NEAR_COUNT:
            return words
    return ""


def _list_counts(text: str) -> list[tuple[str, int]]:
    """The clauses with a number, without it, and the number."""
    counted = ((clause, NUMBER.search(clause)) for clause in text.split("，"))
    return [(NUMBER.sub("#", clause), int(found[1])) for clause, found in counted if found]


def _shared_indicators(left: Project, right: Project) -> str:
    names = {indicator.name for indicator in right.indicators}
    shared = [indicator.name for indicator in left.indicators if indicator.name in names]
    return "|".join(shared) if len(shared) >= FEWEST_INDICATORS else ""
