"""Paragraphs of 六、年度预算安排 -> entries: each amount with the words that name it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Run
from ingest.forms.costs.asides import Asides, is_source, named_by_use, restates
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
    approximate_end,
    approximate_start,
    claim_ordinal,
    counts_things,
    names_nothing,
    price_words,
    rank_of_cell,
    read_phrase,
    share_names,
    unit_of_name,
    with_label,
    without_approximate,
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

    @property
    def has_price(self) -> bool:
        return self.price is not None or self.formula is not None

    def printed(self) -> list[Run]:
        """The unit price, where it is read, and the formula."""
        price = self.price.run if self.price and self.price.number is not None else EMPTY
        return [run for run in (price, self.formula.run if self.formula else EMPTY) if run]

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
    约, 不超过, 左右 and the like leave an item without an amount, with a read issue.

    `texts` are the paragraphs read, `asides` the amounts in them that are no cost of the year.
    """

    def __init__(self, entries: list[Entry], reading: Reading, year: int | None) -> None:
        self.texts: list[Run] = []
        self.asides: list[Run] = []
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
            "vague": self._read_money,
            "bare": self._read_bare,
            "number": self._read_number,
            "count": self._read_count,
            "bracket": self._read_bracket,
            "note": self._read_note,
            "mark": self._read_mark,
        }

    def read(self, text: Run) -> None:
        """Add the entries of a mended paragraph without LaTeX."""
        self._text = text
        self.texts.append(text)
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
        before; a formula makes an item without an amount; any other unit price is in doubt.
        """
        waiting, self._waiting = self._waiting, None
        if waiting is None or not waiting.has_price:
            return
        parts = waiting.parts()
        if self._asides.holds_for_all:
            self.asides += waiting.printed()
        elif waiting.price and waiting.is_yearly and waiting.phrase.full:
            price = waiting.price
            money = Money(price.number, price.unit) if price.number is not None else None
            self._add(waiting.phrase, price.run, money, parts)
        elif waiting.phrase.is_filler and self._sentence < len(self._entries):
            self._fill_last(parts)
        else:
            self._leave_unpaid(waiting, parts)

    def _leave_unpaid(self, waiting: _Waiting, parts: Parts) -> None:
        """Note a price to which no amount is printed; with a formula it is still an item."""
        self._is_unpaid = True
        if parts.formula:
            self._reading.doubt("price_without_amount", parts.formula)
            self._add(waiting.phrase, EMPTY, None, parts)
            return
        for run in waiting.printed():
            self._reading.reject("price_without_amount", run)

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
            waiting.price, waiting.is_yearly = self._price(token, words), is_yearly
            after = self._text[token.end : token.end + _LOOK_AHEAD]
            self._move_to(token.end + approximate_end(after))

    def _price(self, token: Token, words: Run) -> Measure:
        """The unit price; without a number, and in doubt, where it is approximate or a bound."""
        price = price_in(token.run)
        bound = self._bound(token, words)
        if price and bound is None:
            return price
        self._reading.reject("approximate_amount", bound or token.run)
        return Measure(bound or token.run, None)

    def _bound(self, token: Token, words: Run) -> Run | None:
        """An approximate amount with the words that make it one; None for an exact one."""
        start = approximate_start(words)
        tail = approximate_end(self._text[token.end : token.end + _LOOK_AHEAD])
        if start is None and not tail and token.kind != "vague":
            return None
        before = EMPTY if start is None else words[start:]
        return Run.joined([before, self._text[token.start : token.end + tail]])

    def _read_formula(self, token: Token) -> None:
        formula = formula_in(token.run)
        words = self._words(token.start)
        words = words[: price_words(words)]
        if formula.result is not None:
            self._finish(token, formula, words)
        elif formula.has_price:
            self._keep_formula(token, formula, self._phrase(words))

    def _keep_formula(self, token: Token, formula: Formula, name: Phrase) -> None:
        """Let a formula without a result wait for its amount, after any that waits already."""
        if self._asides.covers(name, self._is_part(name)) or restates(name):
            self._skip(token)
            return
        waiting = self._waiting
        has_other_name = waiting and waiting.phrase.full and not name.is_filler
        if waiting and (waiting.formula or (waiting.price and has_other_name)):
            self._settle()
        self._wait(name).formula = formula
        self._move_to(token.end)

    def _read_note(self, token: Token) -> None:
        if not self._words(token.start).strip():
            self._move_to(token.end, self._follows_amount)

    def _read_bare(self, token: Token) -> None:
        """`培训费5万`: an amount without 元, where the words before it say that it is money."""
        printed = self._words(token.start)
        words = folded(without_approximate(printed).text).strip()
        bound = self._bound(token, printed)
        if says("money_noun", words):
            if bound is None:
                self._reading.doubt("money_unit_not_printed", token.run)
            self._finish(token)
        elif not (says("count_noun", words) or says("quantity", words)):
            self._reading.reject("unread_cost_amount", token.run)
            self._move_to(token.start if bound else token.end)

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
        if bracket.start < self._position:
            return
        words = self._words(bracket.start)
        amount = amount_alone(self._text, bracket)
        if self._follows_amount and not words.strip():
            if rank_of_cell(folded(bracket.run.text)) is None:
                self._read_parts_of_last(bracket)
        elif ends_name(self._text, bracket) and holds_only_parts(self._text, bracket):
            self._wait(self._phrase(words))
            self._walk_inside(bracket)
        elif amount and ends_name(self._text, bracket):
            bound = self._bound(amount, self._text[bracket.start + 1 : amount.start])
            self._finish(amount, words=words, bound=bound)
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
        if waiting and self._asides.holds_for_all:
            self.asides += waiting.printed()
        elif waiting and is_of_last:
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
        bound: Run | None = None,
    ) -> None:
        """Take an amount: with the item that waits for it, or by the words before it."""
        words = self._words(token.start) if words is None else words
        bound = bound or self._bound(token, EMPTY if formula else words)
        after = self._text[token.end : token.end + _LOOK_AHEAD]
        phrase = named_by_use(self._phrase(words), after)
        if self._is_no_cost(phrase, after) or self._explains_last(phrase, formula):
            self._skip(token)
            return
        amount = formula.result if formula and formula.result else bound or token.run
        money = formula.money if formula else money or money_in(token.run)
        parts = formula.parts if formula else Parts()
        phrase, parts = self._with_waiting(phrase, parts, token)
        if bound or money is None:
            self._reading.reject("approximate_amount" if bound else "unread_amount", amount)
        if bound is None or phrase.full or parts or after.text.startswith("用于"):
            self._add(phrase, amount, None if bound else money, parts)
        tail = approximate_end(after) if bound else 0
        self._move_to(token.end + tail, follows_amount=True)

    def _is_no_cost(self, phrase: Phrase, after: Run) -> bool:
        """Whether an amount is another year's, said already, or tells where money comes from."""
        repeats_last = bool(self._bracket) and phrase.is_filler and not self._waiting
        return (
            self._asides.covers(phrase, self._is_part(phrase))
            or self._asides.is_paid_in_other_year(after)
            or self._asides.is_excluded(after)
            or repeats_last
            or restates(phrase)
            or is_source(phrase)
        )

    def _with_waiting(self, phrase: Phrase, parts: Parts, token: Token) -> tuple[Phrase, Parts]:
        """The name and the parts of an amount, with those of the item that waits for it."""
        if self._is_unpaid and phrase.is_sum:
            self._settle()
        waiting = self._waiting
        if waiting and (phrase.is_filler or not waiting.phrase.full):
            self._waiting = None
            return self._name_of(waiting, phrase), parts.filled_from(waiting.parts())
        self._settle()
        return self._shared(self._labelled(phrase), token), parts

    def _explains_last(self, phrase: Phrase, formula: Formula | None) -> bool:
        """Whether a formula only says how the amount before it follows from a contract."""
        if formula is None or not self._entries:
            return False
        of_contract = says("contract", folded(phrase.name.text))
        return of_contract and formula.money == self._entries[-1].money

    def _is_part(self, phrase: Phrase) -> bool:
        return phrase.is_part or self._part is not None

    def _skip(self, token: Token) -> None:
        self.asides.append(token.run)
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
        kind = _kind(phrase, parts)
        name = phrase.name
        if kind == "item" and not name and not says("weak_sum", folded(phrase.full.text)):
            name = without_sum_words(phrase.full)
        words = phrase.full if kind in ("subtotal", "total") else name
        self._entries.append(
            Entry(
                run=Run.joined([words, amount or parts.formula]),
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
                is_labelled=phrase.is_labelled,
            )
        )
        self._label, self._part, self._gap = None, None, 0


def _kind(phrase: Phrase, parts: Parts) -> str:
    if says("contract", folded(phrase.name.text)) and not parts.formula:
        return "contract"
    states_sum = phrase.is_sum or phrase.sum_kind == "subtotal"
    return phrase.sum_kind if states_sum and phrase.sum_kind and not parts else "item"
