"""What a line of 六、年度预算安排 says before items and sums are told apart, and after."""

from dataclasses import dataclass
from decimal import Decimal

from ingest.document import EMPTY, Run
from ingest.values import Money

COMMA, SEMICOLON, SENTENCE = 2, 3, 4
BARE_HEADING_RANK = 2


@dataclass(frozen=True)
class Measure:
    """A quantity, a count of periods or a unit price; `number` is None where it is only text."""

    run: Run
    number: Decimal | None
    unit: str | None = None

    @property
    def text(self) -> str:
        return self.run.text


@dataclass(frozen=True)
class Parts:
    """What an amount is made of, as far as it is printed."""

    quantity: Measure | None = None
    price: Measure | None = None
    periods: Measure | None = None
    formula: Run = EMPTY

    def __bool__(self) -> bool:
        return bool(self.quantity or self.price or self.periods or self.formula)

    def filled_from(self, other: "Parts") -> "Parts":
        """These parts, and of the other's those that are missing here."""
        return Parts(
            self.quantity or other.quantity,
            self.price or other.price,
            self.periods or other.periods,
            self.formula or other.formula,
        )


@dataclass(frozen=True)
class Entry:
    """A printed amount (or the heading over some) with all that its place says of it.

    `kind` is item, heading, subtotal, total, column_total (a cell that spans rows) or contract.
    `money` is None where a dash is printed or the amount is not read. `rank` is the depth of its
    number (一、 1, （一） 2, 1. 3 …). `gap` is the strongest mark since the entry before it.
    `is_part`: 其中 or the like stands before it; `is_list`: a colon stands there too. `bracket`
    numbers the brackets it stands in. `is_labelled`: a sum that a clause before it names.
    """

    run: Run
    name: Run
    amount: Run = EMPTY
    figure: Run = EMPTY
    money: Money | None = None
    yuan: Decimal | None = None
    parts: Parts = Parts()
    kind: str = "item"
    sum_name: Run = EMPTY
    has_sum_word: bool = False
    is_filler: bool = False
    rank: int | None = None
    gap: int = SENTENCE
    is_part: bool = False
    is_list: bool = False
    bracket: int = 0
    is_labelled: bool = False
    block: int = 0
    group: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class Item:
    """A leaf item of the year's budget; money in yuan."""

    entry: Entry
    group_name: str | None


@dataclass(frozen=True)
class StatedSum:
    """A stated sum and the numbers of the first and last item it covers (None: others)."""

    entry: Entry
    name: str | None
    first: int | None
    last: int | None
