"""What becomes of a project from one filing to the next: one function a fate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.histories.projects import (
    Project,
    draw,
    make_project,
    priced_at,
    round_yuan,
    sum_of,
)
from tests.histories.words import (
    NUMBER,
    Base,
    Indicator,
    list_bases,
    list_indicators,
    read_words,
)

KEPT_IN_A_RENAMING = (
    ("goal", "indicators"),
    ("goal", "counts", "amount"),
    ("amount", "indicators"),
    ("counts", "indicators"),
    ("goal", "amount"),
    ("goal",),
    ("indicators",),
    ("amount", "counts"),
)


@dataclass(frozen=True)
class Edge:
    """Two things of consecutive filings that are the same money, or must not be taken for it."""

    left: Project
    right: Project
    fate: str
    relation: str = ""
    comparability: str = ""
    expectation: str = "link"
    reason: str = ""


@dataclass(frozen=True)
class Passage:
    """What stands in the next filing for some projects of this one."""

    rights: tuple[Project, ...]
    edges: tuple[Edge, ...]


def comparability_of(lefts: Sequence[Project], rights: Sequence[Project]) -> str:
    """How the sums of two sides compare."""
    if any(project.months < 12 for project in (*lefts, *rights)):
        return "part_year"
    ratio = sum_of(rights) / sum_of(lefts)
    is_alike = Decimal("0.7") <= ratio <= Decimal("1.3")
    return "like_for_like" if is_alike else "scope_changed"


def one_to_one(left: Project, right: Project, fate: str, relation: str = "same") -> Passage:
    comparability = comparability_of([left], [right])
    return Passage((right,), (Edge(left, right, fate, relation, comparability),))


def moved_counts(
    project: Project, random: Random, low: float = 0.95, high: float = 1.08
) -> Project:
    """The project with its counts changed a little, in the goal and in the indicators alike."""
    factor = random.uniform(low, high)
    changed = {
        number: str(max(1, round(int(number) * factor)))
        for number in NUMBER.findall(project.counts)
    }

    def move(indicator: Indicator) -> Indicator:
        digits = "".join(sign for sign in indicator.target_text if sign.isdigit())
        if digits not in changed:
            return indicator
        return replace(
            indicator, target_text=indicator.target_text.replace(digits, changed[digits])
        )

    return replace(
        project,
        counts=NUMBER.sub(lambda found: f"{{{changed[found[1]]}}}", project.counts),
        indicators=tuple(move(indicator) for indicator in project.indicators),
        items=tuple(replace(item) for item in project.items),
    )


def reworded(project: Project, random: Random) -> Project:
    """The project with one clause of its goal lightly reworded; the others stay."""
    position = random.randrange(len(project.clauses))
    clauses = list(project.clauses)
    for row in read_words("rewordings"):
        if row["printed"] in clauses[position] and row["reworded"] not in clauses[position]:
            clauses[position] = clauses[position].replace(row["printed"], row["reworded"], 1)
            break
    return replace(project, clauses=tuple(clauses))


def respelt(project: Project, random: Random) -> Project:
    """The project, in some cases with a district, a tail or a bracket added to its name."""
    is_first = project.base and project.name == project.base.name
    if not is_first or random.random() > 0.25:
        return project
    spelling = random.choice([row["name"] for row in read_words("spellings")])
    return replace(project, name=spelling.format(name=project.name))


def newly_named(item: Project, random: Random) -> Project:
    """What leaves or joins a package, in some cases under its new name."""
    is_first = item.base and item.base.new_name and item.name == item.base.name
    return replace(item, name=item.base.new_name) if is_first and random.random() < 0.35 else item


def goes_on(project: Project, random: Random) -> Passage:
    """The same name, maybe spelt otherwise; amount, counts, a clause, an indicator may change."""
    right = respelt(moved_counts(project, random), random)
    if len(right.clauses) > 1 and random.random() < 0.5:
        right = reworded(right, random)
    if len(right.indicators) > 4 and random.random() < 0.4:
        dropped = random.choice(right.indicators)
        kept = tuple(indicator for indicator in right.indicators if indicator != dropped)
        right = replace(right, indicators=kept)
    return one_to_one(project, priced_at(right, draw(random, 0.82, 1.28)), "goes_on")


def renamed(project: Project, random: Random) -> Passage:
    """The new name with the same subject; at least one further sign is kept."""
    assert project.base
    kept = random.choice(KEPT_IN_A_RENAMING)
    names = {"subject": project.base.subject}
    goals = [row["goal_clause"].format(**names) for row in read_words("renamed_goals")]
    right = moved_counts(project, random)
    other = random.choice([(0.8, 0.87), (1.13, 1.28)])
    factor = draw(random, *((0.98, 1.03) if "amount" in kept else other))
    right = replace(
        right,
        name=project.base.new_name,
        clauses=right.clauses if "goal" in kept else tuple(random.sample(goals, 2)),
        counts=right.counts if "counts" in kept else "",
        indicators=(
            right.indicators
            if "indicators" in kept
            else list_indicators("renamed_indicators", **names)
        ),
        items=(),
    )
    return one_to_one(project, priced_at(right, factor), "renamed", "successor")


def name_moved(project: Project, random: Random) -> Passage:
    """A name that says nothing; the old one opens the goal, price and counts are kept."""
    right = moved_counts(project, random, 0.98, 1.04)
    right = replace(
        right,
        name=random.choice([row["name"] for row in read_words("moved_names")]),
        clauses=(f"实施{project.name}项目", *right.clauses),
        items=(),
    )
    return one_to_one(
        project, priced_at(right, draw(random, 0.97, 1.04)), "name_moved", "successor"
    )


def scope_changed(project: Project, random: Random) -> Passage:
    """About twice the money for about twice the objects."""
    factor = draw(random, 1.8, 2.4)
    right = moved_counts(project, random, float(factor) * 0.9, float(factor))
    return one_to_one(project, priced_at(right, factor), "scope_changed")


def part_year(project: Project, random: Random) -> Passage:
    """Some months at the same monthly price."""
    right = priced_at(moved_counts(project, random), Decimal(1), random.randint(5, 9))
    return one_to_one(project, right, "part_year")


def tail(project: Project, year: int, random: Random) -> Passage:
    """The end of a contract beside the contract that follows it."""
    assert project.base
    name = f"{project.base.name}（{year - 2}-{year - 1}年度）"
    ending = replace(project, name=name, kind="tail", items=())
    if project.monthly_yuan is None:
        ending = priced_at(ending, draw(random, 0.12, 0.3))
    else:
        ending = priced_at(ending, Decimal(1), random.randint(1, 3))
    following = goes_on(project, random).rights[0]
    if random.random() < 0.5:
        following = replace(following, name=f"{project.base.name}（{year}-{year + 1}年度）")
    edges = (
        Edge(project, ending, "tail", "successor", "tail_payment"),
        Edge(project, following, "goes_on", "same", comparability_of([project], [following])),
    )
    return Passage((ending, following), edges)


def parts_of(project: Project, random: Random) -> tuple[Project, ...]:
    """The parts of a project as projects: a clause and every so many indicators each."""
    assert project.base
    parts = project.base.parts
    shares = sum(share for _, share in parts)
    return tuple(
        replace(
            project,
            name=name,
            clauses=(project.clauses[place], project.clauses[-1])[: 1 + (place == 0)],
            counts=project.counts if place == 0 else "",
            indicators=project.indicators[place :: len(parts)],
            amount_yuan=round_yuan(project.amount_yuan * share / shares),
            threads=project.threads[place : place + 1],
            price_name="",
            monthly_yuan=None,
            items=(),
            kind="part",
        )
        for place, (name, share) in enumerate(parts)
    )


def itemised(project: Project, random: Random) -> Project:
    """The project with its parts printed as cost items that add up to its amount."""
    items = parts_of(project, random)
    return replace(
        project, items=items, amount_yuan=sum_of(items), monthly_yuan=None, price_name=""
    )


def split(project: Project, random: Random) -> Passage:
    """The parts, each on its own; from printed cost items where there are some."""
    factor = draw(random, 0.95, 1.15)
    if project.items:
        pairs = [(item, priced_at(moved_counts(item, random), factor)) for item in project.items]
        edges = [
            Edge(left, right, "item_to_project", "same", comparability_of([left], [right]))
            for left, right in pairs
        ]
        return Passage(tuple(right for _, right in pairs), tuple(edges))
    rights = tuple(
        priced_at(part, factor) for part in parts_of(moved_counts(project, random), random)
    )
    comparability = comparability_of([project], rights)
    return Passage(
        rights,
        tuple(Edge(project, right, "split", "split_from", comparability) for right in rights),
    )


def merge(lefts: Sequence[Project], random: Random, *, is_itemised: bool) -> Passage:
    """Several projects in one, where they may stand as its cost items."""
    subjects = tuple(subject for left in lefts for subject in left.subjects)
    items = tuple(
        priced_at(moved_counts(replace(left, items=()), random), draw(random, 0.93, 1.07))
        for left in lefts
    )
    right = replace(
        lefts[0],
        name=f"{'与'.join(subjects)}综合管理",
        subjects=subjects,
        clauses=tuple(clause for item in items for clause in item.clauses[:2]),
        counts="，".join(item.counts for item in items if item.counts),
        indicators=tuple(indicator for item in items for indicator in item.indicators[:3]),
        amount_yuan=sum_of(items),
        threads=tuple(thread for left in lefts for thread in left.threads),
        kind="merged",
        base=None,
        price_name="",
        monthly_yuan=None,
        months=12,
        items=items if is_itemised else (),
    )
    if is_itemised:
        edges = [
            Edge(left, item, "project_to_item", "same", comparability_of([left], [item]))
            for left, item in zip(lefts, items, strict=True)
        ]
    else:
        comparability = comparability_of(lefts, [right])
        edges = [Edge(left, right, "merge", "part_of", comparability) for left in lefts]
    return Passage((right,), tuple(edges))


def packed(body: str, items: Sequence[Project], random: Random) -> Project:
    """A project that only holds others as its cost items."""
    row = next(row for row in read_words("packages") if row["body"] == body)
    names = "、".join(item.name for item in items)
    return Project(
        name=row["name"],
        subjects=(row["name"],),
        clauses=(row["goal"], f"主要包括{names}"),
        counts="",
        indicators=tuple(indicator for item in items for indicator in item.indicators[:1]),
        generic=list_indicators("generic_indicators")[:2],
        boilerplate="",
        amount_yuan=sum_of(items),
        recurrence="recurring",
        threads=tuple(thread for item in items for thread in item.threads),
        kind="package",
        items=tuple(items),
    )


def unpacked(
    body: str, package: Project, joining: Sequence[Project], random: Random, least: int
) -> Passage:
    """Some items become projects of their own, some stay, some projects join as items."""
    leaving = [item for item in package.items if random.random() < 0.4]
    leaving = leaving or list(package.items[:least])
    staying = [item for item in package.items if item not in leaving]
    own = {item: newly_named(one_item(item, random), random) for item in leaving}
    kept = {item: one_item(item, random) for item in staying}
    kept |= {item: newly_named(one_item(item, random), random) for item in joining}
    edges = [
        *(_item_edge(left, right, "item_to_project") for left, right in own.items()),
        *(_item_edge(left, kept[left], "item_stays") for left in staying),
        *(_item_edge(left, kept[left], "project_to_item") for left in joining),
    ]
    if not kept:
        return Passage(tuple(own.values()), tuple(edges))
    right = packed(body, tuple(kept.values()), random)
    if not leaving and not joining:
        comparability = comparability_of([package], [right])
        edges = [Edge(package, right, "package_goes_on", "same", comparability)]
    return Passage((*own.values(), right), tuple(edges))


def one_item(item: Project, random: Random) -> Project:
    """The next year of an item: its amount close in most cases, its counts always."""
    factor = draw(random, 0.95, 1.08) if random.random() < 0.75 else draw(random, 1.12, 1.27)
    return priced_at(replace(moved_counts(item, random), items=()), factor)


def _item_edge(left: Project, right: Project, fate: str) -> Edge:
    return Edge(left, right, fate, "same", comparability_of([left], [right]))


def purchase(base: Base, random: Random) -> Project:
    """The one-off purchase of what `base` maintains."""
    names = {"purchase": base.purchase, "subject": base.subject}
    return make_project(
        base,
        random,
        name=base.purchase,
        clauses=(f"完成{base.purchase}的招标、供货和调试", f"为{base.subject}后续使用打好基础"),
        counts="",
        indicators=list_indicators("purchases", **names),
        amount_yuan=round_yuan(Decimal(base.amount_yuan) * draw(random, 1.5, 4.0)),
        recurrence="one_off",
        threads=(f"{base.name}#purchase",),
        kind="purchase",
        price_name="",
        monthly_yuan=None,
    )


def generic_project(name: str, place: int, body: str, year: int, random: Random) -> Project | None:
    """The generic name in its `place`-th filing: other objects each time; None when used up."""
    variants = [base for base in list_bases("generic_projects") if base.name == name]
    if place >= len(variants):
        return None
    base = variants[place]
    thread = f"{body}-{year}-{base.name}#generic"
    return make_project(base, random, kind="generic", threads=(thread,))


def masked_project(row: dict[str, str], amount: Decimal, body: str, year: int) -> Project:
    """A project whose name is withheld, with generic indicators only."""
    return Project(
        name=row["name"],
        subjects=(),
        clauses=(row["goal"],),
        counts="",
        indicators=(),
        generic=list_indicators("generic_indicators")[:5],
        boilerplate="",
        amount_yuan=amount,
        recurrence="recurring",
        threads=(f"{body}-{year}-{row['name']}#masked",),
        kind="masked",
    )
