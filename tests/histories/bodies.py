"""The filings of one body over the years: which project meets which fate."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.histories.fates import (
    Edge,
    Passage,
    generic_project,
    goes_on,
    itemised,
    masked_project,
    merge,
    name_moved,
    packed,
    part_year,
    purchase,
    renamed,
    scope_changed,
    split,
    tail,
    unpacked,
)
from tests.histories.projects import (
    Project,
    draw,
    find_signs,
    make_project,
    priced_at,
    threads_of,
)
from tests.histories.words import Base, Row, list_bases, list_namesakes, read_words

SHARES = {
    "goes_on": 36,
    "renamed": 15,
    "name_moved": 4,
    "split": 7,
    "merge": 5,
    "tail": 6,
    "part_year": 14,
    "scope_changed": 6,
    "ended": 7,
    "packed": 3,
}
RARE = ("split", "merge", "tail", "part_year", "scope_changed", "renamed", "name_moved")
YEARS = (
    (2021, 2022, 2023),
    (2022, 2023, 2024, 2025),
    (2021, 2023, 2026),
    (2023, 2026),
    (2024, 2025, 2026),
)
FIRST_PROJECTS = 6
PACKED_ITEMS = 3
GENERIC_NAMES = 2


@dataclass
class Body:
    """One body while its filings are made; `edges` run from each filing to the next."""

    row: Row
    place: int
    random: Random
    pool: list[Base]
    generic_names: list[str]
    masked: list[Row]
    maintained: Base | None = None
    filings: list[tuple[int, list[Project]]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row["body"]

    @property
    def prints_items(self) -> bool:
        """Whether the body prints the parts of its projects as cost items."""
        return self.place % 2 == 0


def make_body(row: Row, place: int, random: Random) -> Body:
    """All filings of one body."""
    bases = [base for base in list_bases("projects") if base.body == row["body"]]
    names = sorted({base.name for base in list_bases("generic_projects")})
    body = Body(
        row,
        place,
        random,
        pool=random.sample(bases, len(bases)),
        generic_names=random.sample(names, GENERIC_NAMES),
        masked=random.sample(read_words("masked_names"), len(read_words("masked_names"))),
    )
    years = random.choice(YEARS)
    body.filings.append((years[0], _first_projects(body, years[0])))
    for year in years[1:]:
        body.filings.append((year, _next_projects(body, year)))
    return body


def _first_projects(body: Body, year: int) -> list[Project]:
    bought = next(base for base in body.pool if base.purchase)
    body.pool.remove(bought)
    body.maintained = bought
    body.pool.sort(key=lambda base: (not base.parts, not base.price_name))
    bases, body.pool = body.pool[:FIRST_PROJECTS], body.pool[FIRST_PROJECTS:]
    projects = [make_project(base, body.random) for base in bases]
    items, plain = projects[-PACKED_ITEMS + 1 :], projects[: -PACKED_ITEMS + 1]
    items.append(make_project(body.pool.pop(), body.random))
    plain = [
        itemised(project, body.random)
        if body.prints_items and place == 0 and project.base.parts
        else project
        for place, project in enumerate(plain)
    ]
    package = packed(body.name, items, body.random)
    return [*plain, package, purchase(bought, body.random), *_generics(body, year)]


def _generics(body: Body, year: int) -> list[Project]:
    place = len(body.filings)
    made = (
        generic_project(name, place, body.name, year, body.random) for name in body.generic_names
    )
    return [project for project in made if project]


def _next_projects(body: Body, year: int) -> list[Project]:
    _, lefts = body.filings[-1]
    plain = [project for project in lefts if project.kind in ("plain", "part", "merged")]
    fates = _deal_fates(body, plain)
    package = next((project for project in lefts if project.kind == "package"), None)
    joining = [project for project in plain if fates[project] == "packed" and package]
    passages = [_passage(body, project, fates[project], year) for project in plain]
    merging = [project for project in plain if fates[project] == "merge"]
    if merging:
        passages.append(merge(merging, body.random, is_itemised=body.prints_items))
    if package:
        passages.append(unpacked(body.name, package, joining, body.random, len(body.filings) == 1))
    body.edges += [edge for passage in passages for edge in passage.edges]
    rights = [right for passage in passages for right in passage.rights]
    ended = [project for project in plain if fates[project] == "ended"]
    models = [*ended, *body.random.sample(plain, len(plain))]
    rights += _new_projects(body, lefts, models)
    generics = _generics(body, year)
    body.edges += _same_names(lefts, generics)
    return [*rights, *generics, *_namesakes(body, models, year), *_masked(body, models, year)]


def _deal_fates(body: Body, projects: Sequence[Project]) -> dict[Project, str]:
    """A fate for each project: the wanted ones first, the rest by their shares."""
    fates: dict[Project, str] = {}
    for wanted in _wanted_first(body):
        able = [p for p in projects if p not in fates and wanted in _able(p)]
        _give(fates, wanted, able, body.random)
    for project in projects:
        if project not in fates:
            able = [fate for fate in SHARES if fate in _able(project)]
            shares = [SHARES[fate] for fate in able]
            wanted = body.random.choices(able, shares)[0]
            others = [p for p in projects if p not in fates and p is not project]
            partners = [p for p in others if wanted in _able(p)]
            is_alone = wanted == "merge" and not partners
            fates[project] = "goes_on" if is_alone else wanted
            if wanted == "merge" and partners:
                fates[body.random.choice(partners)] = wanted
    return _one_merge(fates)


def _wanted_first(body: Body) -> tuple[str, ...]:
    """Two rare fates and an end in the first passage of a body, so that no history lacks them."""
    if len(body.filings) > 1:
        return ()
    return RARE[body.place % len(RARE)], RARE[(body.place + 2) % len(RARE)], "ended"


def _give(fates: dict[Project, str], wanted: str, able: Sequence[Project], random: Random) -> None:
    count = 2 if wanted == "merge" else 1
    if len(able) >= count:
        fates.update(dict.fromkeys(random.sample(able, count), wanted))


def _one_merge(fates: dict[Project, str]) -> dict[Project, str]:
    """At most two projects merge; those beyond go on."""
    merging = [project for project, fate in fates.items() if fate == "merge"]
    return {**fates, **dict.fromkeys(merging[2:], "goes_on")}


def _able(project: Project) -> set[str]:
    """The fates that a project can meet."""
    able = {"goes_on", "scope_changed", "ended"}
    if project.kind != "plain" or project.base is None:
        return able
    if project.monthly_yuan is not None:
        able.add("part_year")
    if project.name != project.base.name:
        return able
    able |= {"renamed", "name_moved", "packed", "merge"}
    if project.recurrence == "recurring":
        able.add("tail")
    if project.base.parts and project.threads == threads_of(project.base):
        able.add("split")
    return able - {"packed", "merge"} if project.items else able


def _passage(body: Body, project: Project, fate: str, year: int) -> Passage:
    if fate in ("ended", "merge"):
        return Passage((), ())
    if fate == "packed":
        has_package = any(left.kind == "package" for left in body.filings[-1][1])
        return Passage((), ()) if has_package else goes_on(project, body.random)
    if fate == "tail":
        return tail(project, year, body.random)
    made = {
        "goes_on": goes_on,
        "renamed": renamed,
        "name_moved": name_moved,
        "split": split,
        "part_year": part_year,
        "scope_changed": scope_changed,
    }[fate]
    return made(project, body.random)


def _new_projects(body: Body, lefts: Sequence[Project], models: Sequence[Project]) -> list[Project]:
    """What starts this year: maintenance of what was bought, and up to two projects that look
    like one of the year before by their amount or their boilerplate.
    """
    made = [_start_maintenance(body, lefts)] if body.maintained else []
    for likeness in body.random.sample(["amount", "boilerplate"], min(2, len(body.pool))):
        project = make_project(body.pool.pop(), body.random)
        made.append(_made_alike(body, project, models, likeness))
    return made


def _start_maintenance(body: Body, lefts: Sequence[Project]) -> Project:
    assert body.maintained
    bought = next(project for project in lefts if project.kind == "purchase")
    project = make_project(body.maintained, body.random)
    body.edges.append(
        Edge(
            bought, project, "purchase", "successor", "one_off_vs_recurring", "either",
            "a one-off purchase, then the upkeep of what was bought",
        )
    )  # fmt: skip
    body.maintained = None
    return project


def _made_alike(body: Body, project: Project, models: Sequence[Project], likeness: str) -> Project:
    left = next((model for model in models if not find_signs(model, project)), None)
    if left is None:
        return project
    if likeness == "amount" and project.monthly_yuan is None:
        project = replace(project, amount_yuan=left.amount_yuan)
        fate, reason = "same_amount", "the same amount by chance"
    else:
        clause = left.boilerplate or read_words("boilerplate")[0]["goal_clause"]
        project = replace(project, boilerplate=clause, generic=left.generic)
        fate = "same_boilerplate"
        reason = "the same boilerplate and generic indicators in another project"
    body.edges.append(Edge(left, project, fate, expectation="not", reason=reason))
    return project


def _same_names(lefts: Sequence[Project], generics: Sequence[Project]) -> list[Edge]:
    reason = "the same generic name, other objects and other money"
    return [
        Edge(left, right, "same_name", expectation="not", reason=reason)
        for left in lefts
        for right in generics
        if left.kind == "generic" and left.name == right.name
    ]


def _namesakes(body: Body, models: Sequence[Project], year: int) -> list[Project]:
    """A project about the same object as one of the year before, with other work and money."""
    left = next((model for model in models if model.base), None)
    if left is None:
        return []
    base = list_namesakes(left.subjects[0])[len(body.filings) - 1]
    thread = f"{body.name}-{year}-{base.name}#namesake"
    project = make_project(base, body.random, kind="namesake", threads=(thread,))
    reason = "the same object in both names, other work and other money"
    body.edges.append(Edge(left, project, "namesake", expectation="not", reason=reason))
    return [project]


def _masked(body: Body, models: Sequence[Project], year: int) -> list[Project]:
    """A project with a withheld name and nearly the amount of one of the year before."""
    if not body.masked or not models:
        return []
    left = models[-1]
    amount = priced_at(left, draw(body.random, 0.97, 1.03)).amount_yuan
    project = masked_project(body.masked.pop(), amount, body.name, year)
    reason = "the name is masked: nothing says what it is"
    body.edges.append(Edge(left, project, "masked", expectation="not", reason=reason))
    return [project]
