"""Paragraphs of 六、年度预算安排 -> entries: each amount with the words that name it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.document import Run
from ingest.forms.costs.asides import Asides, restates
from ingest.forms.costs.brackets import (
    AMOUNTS,
    amount_alone,
    ends_name,
    holds_only_parts,
    inner_tokens,
)
from ingest.forms.costs.entries import COMMA, SEMICOLON, SENTENCE, Entry, Measure, Parts
from ingest.forms.costs.formulas import Formula, formula_in, share_out
from ingest.forms.costs.phrases import (
    Label,
    Phrase,
    claim_ordinal,
    counts_things,
    names_nothing,
    price_words,
    rank_of_cell,
    read_phrase,
    share_names,
    unit_of_name,
    with_label,
    without_sum_words,
)
from ingest.forms.costs.tokens import (
    Token,
    count_in,
    holds_money,
    is_factor,
    is_negative,
    money_in,
    per_of,
    price_in,
    tokens_in,
)
from ingest.forms.costs.words import folded, says
from ingest.reading import Reading
from ingest.values import Money, parse_number

_LOOK_AHEAD = 400
_YEARLY = ("/年", "/年度", "每年")


@dataclass
class _Waiting:
    """An item whose name, quantity or unit price is printed and whose amount is not yet."""

    phrase: Phrase
    start: int
    counts: list[Measure] = field(default_factory=list)
    price: Measure | None = None
    formula: Formula | None = None
    is_yearly: bool = False
    second_name_end: int | None = None

    def parts(self) -> Parts:
        """What is printed of the item; nothing where two things share one amount."""
        if self.second_name_end is not None:
            return Parts()
        printed = share_out(self.counts, self.price)
        return printed.filled_from(self.formula.parts) if self.formula else printed


class ProseReader:
    """Adds the amounts of one paragraph after another to the entries of the section.

    Words decide what an amount is. 较2024年, 增加, 已支付 or a source of money before it: text.
    单价, 每架 or /座: a unit price, which with quantities and formulas waits for the amount that
    follows with no name of its own (小计7万元). 合计 with no such item before it: a stated sum.
    其中, 包括, 分别为, a colon or brackets after an amount: what follows are its parts.
    """

    def __init__(self, entries: list[Entry], reading: Reading, year: int | None) -> None:
        self._entries = entries
        self._reading = reading
        self._asides = Asides(year)
        self._part: str | None = None
        self._label: Label | None = None
        self._waiting: _Waiting | None = None
        self._names: list[Run] = []
        self._is_unpaid = False
        self._gap = SENTENCE
        self._sentence = 0
        self._bracket = 0
        self._bracket_count = 0
        self._readers: dict[str, Callable[[Token], None]] = {
            "formula": self._read_formula,
            "money": self._read_money,
            "words": self._read_money,
            "broken": self._finish,
            "bare": self._read_bare,
            "number": self._read_number,
            "count": self._read_count,
            "bracket": self._read_bracket,
            "mark": self._read_mark,
        }

    def read(self, text: Run) -> None:
        """Add the entries of a mended paragraph without LaTeX."""
        self._text = text
        self._is_unpaid = False
        self._end_sentence(SENTENCE)
        self._move_to(0)
        self._walk(0, len(text))
        self._name_last(len(text))
        self._end_sentence(SENTENCE)
        if self._part != "list":
            self._part = None

    def expect_parts(self) -> None:
        """Note that what follows are the parts of the amount before."""
        self._part = "list"

    def _walk(self, start: int, end: int) -> None:
        for token in tokens_in(self._text, start, end):
            self._readers[token.kind](token)

    def _move_to(self, position: int, follows_amount: bool = False) -> None:
        self._position = position
        self._follows_amount = follows_amount

    def _words(self, end: int) -> Run:
        """The words since the last token."""
        return self._text[self._position : end]

    def _phrase(self, words: Run) -> Phrase:
        self._asides.hear(words)
        phrase = read_phrase(words, self._follows_amount)
        claim_ordinal(phrase, self._reading)
        return phrase

    def _read_mark(self, mark: Token) -> None:
        if mark.run.text == "、":
            if not self._words(mark.start).strip():
                self._gap = max(self._gap, 1)
                self._move_to(mark.end)
            return
        self._name_last(mark.start)
        sign = folded(mark.run.text)
        if sign in ",:":
            self._end_clause(mark, is_colon=sign == ":")
        else:
            self._part = None
            self._end_sentence(SEMICOLON if sign == ";" else SENTENCE)
        self._move_to(mark.end)

    def _end_clause(self, mark: Token, is_colon: bool) -> None:
        words = self._words(mark.start)
        phrase = self._phrase(words)
        if phrase.is_part or (is_colon and self._follows_amount and not words.strip()):
            self._part = "list" if is_colon else "part"
        if phrase.full and not (self._label and counts_things(phrase.full)):
            if self._label and self._label.is_heading_of(phrase):
                self._labelled(phrase)
            self._label = Label(phrase, is_colon)
        if not is_colon:
            self._gap = max(self._gap, COMMA)
            self._asides.end_clause()

    def _end_sentence(self, gap: int) -> None:
        self._settle()
        self._gap = max(self._gap, gap)
        self._sentence = len(self._entries)
        self._label, self._names = None, []
        self._asides.end_sentence()

    def _name_last(self, end: int) -> None:
        """Take `用于桥梁检测` behind an amount that nothing names as its name."""
        words = self._words(end)
        last = self._entries[-1] if self._sentence < len(self._entries) else None
        if last and last.kind == "item" and last.is_filler and words.text.startswith("用于"):
            name = self._phrase(words).name
            place = Run.joined([last.run, name])
            self._entries[-1] = replace(last, run=place, name=name, sum_name=name, is_filler=False)
            self._move_to(end)

    def _settle(self) -> None:
        """Close the item that waits, to which no amount came.

        The price of a year is the year's amount; without a name of its own it is said of the item
        before; any other unit price is in doubt.
        """
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.price is None or self._asides.holds_for_all:
            return
        if waiting.is_yearly and waiting.phrase.full:
            price = waiting.price
            money = Money(price.number, price.unit) if price.number is not None else None
            self._add(waiting.phrase, price.run, money, waiting.parts())
        elif waiting.phrase.is_filler and self._sentence < len(self._entries):
            self._fill_last(waiting.parts())
        else:
            self._is_unpaid = True
            self._reading.doubt("price_without_amount", waiting.price.run)

    def _fill_last(self, parts: Parts) -> None:
        last = self._entries[-1]
        self._entries[-1] = replace(last, parts=last.parts.filled_from(parts))

    def _wait(self, name: Phrase) -> _Waiting:
        """The item that waits for its amount: the one before, or a new one with this name."""
        if self._waiting is None:
            self._waiting = _Waiting(self._labelled(name), self._position)
        elif not name.is_filler and not self._waiting.phrase.full:
            self._waiting.phrase = name
        return self._waiting

    def _read_money(self, token: Token) -> None:
        if is_factor(self._text, token) or is_negative(self._text, token):
            self._reading.reject("unread_cost_amount", token.run)
            self._move_to(token.end)
            return
        words = self._words(token.start)
        per, price_at = per_of(token.run), price_words(words)
        name = self._phrase(words if price_at is None else words[:price_at])
        is_yearly = per in _YEARLY or folded(words[price_at or 0 :].text).startswith("每年")
        if is_yearly and name.is_sum:
            self._settle()
            self._finish(token)
        elif not per and price_at is None:
            self._finish(token)
        elif self._asides.covers(name, self._is_part(name)):
            self._skip(token)
        else:
            if self._waiting and self._waiting.price:
                self._settle()
            waiting = self._wait(name)
            waiting.price, waiting.is_yearly = price_in(token.run), is_yearly
            self._move_to(token.end)

    def _read_formula(self, token: Token) -> None:
        formula = formula_in(token.run)
        words = self._words(token.start)
        words = words[: price_words(words)]
        if formula.result is not None:
            self._finish(token, formula, words)
        elif formula.has_price:
            self._wait(self._phrase(words)).formula = formula
            self._move_to(token.end)

    def _read_bare(self, token: Token) -> None:
        """`培训费5万`: an amount without 元, where the words before it say that it is money."""
        if says("money_noun", folded(self._words(token.start).text).strip()):
            self._reading.doubt("money_unit_not_printed", token.run)
            self._finish(token)

    def _read_number(self, token: Token) -> None:
        """`预算金额(万元):50`: a number whose unit its name prints."""
        words = self._words(token.start)
        name = words if words.strip() or not self._label else self._label.phrase.full
        unit = unit_of_name(name.text)
        number = parse_number(folded(token.run.text))
        if unit and number is not None:
            self._finish(token, money=Money(number, unit))

    def _read_count(self, token: Token) -> None:
        count = count_in(token.run)
        if count is None:
            return
        name = self._phrase(self._words(token.start))
        if names_nothing(name.full) and (self._waiting or self._label):
            name = Phrase(is_part=name.is_part)
        if self._waiting and self._waiting.phrase.full and not name.is_filler:
            self._waiting.second_name_end = token.end
        self._wait(name).counts.append(count)
        self._move_to(token.end)

    def _read_bracket(self, bracket: Token) -> None:
        words = self._words(bracket.start)
        amount = amount_alone(self._text, bracket)
        if self._follows_amount and not words.strip():
            if rank_of_cell(folded(bracket.run.text)) is None:
                self._read_parts_of_last(bracket)
        elif ends_name(self._text, bracket) and holds_only_parts(self._text, bracket):
            self._wait(self._phrase(words))
            self._walk_inside(bracket)
        elif amount and ends_name(self._text, bracket):
            self._finish(amount, words=words)
            self._move_to(bracket.end, follows_amount=True)
        elif holds_money(bracket.run):
            self._reject_amounts(bracket)

    def _walk_inside(self, bracket: Token) -> None:
        self._move_to(bracket.start + 1)
        self._walk(bracket.start + 1, bracket.end - 1)
        self._move_to(bracket.end)

    def _reject_amounts(self, bracket: Token) -> None:
        for token in inner_tokens(self._text, bracket):
            if token.kind in (*AMOUNTS, "formula"):
                self._reading.reject("unread_cost_amount", token.run)

    def _read_parts_of_last(self, bracket: Token) -> None:
        """Brackets after an amount: its parts, or its quantity, unit price and formula."""
        before = len(self._entries)
        self._bracket_count += 1
        self._bracket, self._part = self._bracket_count, "part"
        self._asides.open_bracket()
        self._walk_inside(bracket)
        waiting, self._waiting = self._waiting, None
        is_of_last = before and len(self._entries) == before
        if waiting and is_of_last and not self._asides.holds_for_all:
            self._fill_last(waiting.parts())
        self._asides.close_bracket()
        self._bracket, self._part, self._label, self._gap = 0, None, None, 0
        self._follows_amount = True

    def _finish(
        self,
        token: Token,
        formula: Formula | None = None,
        words: Run | None = None,
        money: Money | None = None,
    ) -> None:
        """Take an amount: with the item that waits for it, or by the words before it."""
        phrase = self._phrase(self._words(token.start) if words is None else words)
        repeats_last = self._bracket and phrase.is_filler and not self._waiting
        is_aside = self._asides.covers(phrase, self._is_part(phrase))
        after = self._text[token.end : token.end + _LOOK_AHEAD]
        is_aside = is_aside or self._asides.is_paid_in_other_year(after)
        is_aside = is_aside or self._asides.is_excluded(after)
        if is_aside or repeats_last or restates(phrase) or self._explains_last(phrase, formula):
            self._skip(token)
            return
        amount = formula.result if formula and formula.result else token.run
        money = formula.money if formula else money or money_in(token.run)
        parts = formula.parts if formula else Parts()
        if self._is_unpaid and phrase.is_sum:
            self._settle()
        waiting = self._waiting
        if waiting and (phrase.is_filler or not waiting.phrase.full):
            self._waiting = None
            parts = parts.filled_from(waiting.parts())
            phrase = self._name_of(waiting, phrase)
        else:
            self._settle()
            phrase = self._shared(self._labelled(phrase), token)
        self._add(phrase, amount, money, parts)
        self._move_to(token.end, follows_amount=True)

    def _explains_last(self, phrase: Phrase, formula: Formula | None) -> bool:
        """Whether a formula only says how the amount before it follows from a contract."""
        if formula is None or not self._entries:
            return False
        of_contract = says("contract", folded(phrase.name.text))
        return of_contract and formula.money == self._entries[-1].money

    def _is_part(self, phrase: Phrase) -> bool:
        return phrase.is_part or self._part is not None

    def _skip(self, token: Token) -> None:
        self._label, self._part, self._gap = None, None, 0
        self._move_to(token.end, follows_amount=True)

    def _name_of(self, waiting: _Waiting, phrase: Phrase) -> Phrase:
        """The name of an item that waited; its words no longer speak of a sum."""
        named = waiting.phrase if waiting.phrase.full else phrase
        name = named.name
        if waiting.second_name_end is not None:
            name = self._text[waiting.start : waiting.second_name_end]
        return replace(named, name=name, sum_kind=None, is_part=named.is_part or phrase.is_part)

    def _shared(self, phrase: Phrase, token: Token) -> Phrase:
        """The phrase with its own of the names that 分别 shares out."""
        if self._names and not phrase.full:
            return replace(phrase, name=self._names.pop(0), is_filler=False)
        after = self._text[token.end : token.end + _LOOK_AHEAD]
        phrase, self._names = share_names(phrase, after)
        return phrase

    def _labelled(self, phrase: Phrase) -> Phrase:
        """The phrase with what the clause before says: its number, its name, or its heading."""
        label, self._label = self._label, None
        if label is None:
            return phrase
        if label.is_heading_of(phrase):
            heading = label.phrase
            self._entries.append(
                Entry(heading.full, heading.name, kind="heading", rank=heading.rank, gap=self._gap)
            )
            self._gap = 0
        return with_label(phrase, label)

    def _add(self, phrase: Phrase, amount: Run, money: Money | None, parts: Parts) -> None:
        if money is None:
            self._reading.reject("unread_amount", amount)
        kind = _kind(phrase, parts)
        name = phrase.name or (without_sum_words(phrase.full) if kind == "item" else phrase.name)
        words = phrase.full if kind in ("subtotal", "total") else name
        self._entries.append(
            Entry(
                run=Run.joined([words, amount]),
                name=name,
                amount=amount,
                figure=amount,
                money=money,
                parts=parts,
                kind=kind,
                sum_name=words,
                has_sum_word=phrase.sum_kind is not None,
                is_filler=phrase.is_filler,
                rank=phrase.rank,
                gap=self._gap,
                is_part=self._is_part(phrase),
                is_list=self._part == "list",
                bracket=self._bracket,
            )
        )
        self._label, self._part, self._gap = None, None, 0


def _kind(phrase: Phrase, parts: Parts) -> str:
    if says("contract", folded(phrase.name.text)) and not parts.formula:
        return "contract"
    states_sum = phrase.is_sum or phrase.sum_kind == "subtotal"
    return phrase.sum_kind if states_sum and phrase.sum_kind and not parts else "item"
