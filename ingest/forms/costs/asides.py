"""Amounts that are no cost of the year: comparisons, differences, earlier payments, sources."""

import re
from dataclasses import replace
from functools import cache

from ingest.document import EMPTY, Run
from ingest.forms.costs.phrases import Phrase
from ingest.forms.costs.words import any_year, folded, one_of, says, words_at, year


@cache
def _own_figure() -> re.Pattern[str]:
    return re.compile(rf"{one_of('year_word', 'filler', 'filler_noun')}*+")


@cache
def _paid() -> re.Pattern[str]:
    return re.compile(rf"{one_of('paid')}[^,;。]{{0,4}}$")


@cache
def _paid_in() -> re.Pattern[str]:
    return re.compile(r"(?:将|拟|计划|预计)*(?:于|在)(20[0-9]{2})年")


@cache
def _excluded() -> re.Pattern[str]:
    return re.compile(rf"\s*[,(]?\s*(?:[^,;。()]{{0,4}}){one_of('excluded')}")


class Asides:
    """Hears the words of a sentence in order and tells which amounts are text.

    较2024年 holds to the end of its clause, 增加 and 已支付 for the amount after them; the parts
    of such an amount are text too.
    """

    def __init__(self, fiscal_year: int | None) -> None:
        self.holds_for_all = False
        self._year = fiscal_year
        self._compares = False
        self._last_is_aside = False

    def hear(self, words: Run) -> None:
        """Note the words before a token."""
        self._compares = self._compares or says("comparison", any_year(folded(words.text)))

    def end_clause(self) -> None:
        self._compares = False

    def end_sentence(self) -> None:
        self._compares = self._last_is_aside = self.holds_for_all = False

    def open_bracket(self) -> None:
        """Brackets behind an amount are read as the amount is."""
        self._compares = False
        self.holds_for_all = self._last_is_aside

    def close_bracket(self) -> None:
        self.holds_for_all = False

    def covers(self, phrase: Phrase, is_part: bool) -> bool:
        """Whether the amount after these words is text."""
        if self.holds_for_all or (self._last_is_aside and is_part):
            self.holds_for_all = True
            return True
        words = folded(phrase.full.text)
        self._last_is_aside = (
            self._compares
            or says("change", words.removesuffix("了"))
            or says("past", words)
            or _paid().search(words) is not None
            or self._is_of_other_year(words)
        )
        return self._last_is_aside

    def is_paid_in_other_year(self, after: Run) -> bool:
        """Whether the words after an amount put it into another year (`于2025年支付`)."""
        found = _paid_in().match(folded(after.text).lstrip())
        self._last_is_aside = found is not None and not self._may_be_own(found.group(1))
        return self._last_is_aside

    def is_excluded(self, after: Run) -> bool:
        """Whether the words after an amount leave it out of the project (`不纳入本项目`)."""
        self._last_is_aside = _excluded().match(folded(after.text)) is not None
        return self._last_is_aside

    def _is_of_other_year(self, words: str) -> bool:
        """Whether the words are another year's own figure: 2024年预算, not 2024年审计尾款."""
        years = list(year().finditer(words))
        if not years or any(self._may_be_own(found.group(1)) for found in years):
            return False
        return _own_figure().fullmatch(words[years[-1].end() :]) is not None

    def _may_be_own(self, printed: str | None) -> bool:
        """Whether a printed year is the form's, or may be; 上年 is not."""
        return printed is not None and self._year in (None, int(printed))


@cache
def _source() -> re.Pattern[str]:
    beside = rf"(?:{one_of('source_verb', 'filler', 'filler_noun')}|20[0-9]{{2}}年度?)*"
    return re.compile(rf"{beside}{words_at('fund_source', 'whole')}{beside}")


def restates(phrase: Phrase) -> bool:
    """Whether the words say the amount before once more."""
    return says("restated", folded(phrase.name.text))


def is_source(phrase: Phrase) -> bool:
    """Whether the words say where money comes from."""
    name = folded(phrase.name.text)
    return says("fund_source", name) or _source().fullmatch(name) is not None


def named_by_use(phrase: Phrase, after: Run) -> Phrase:
    """The phrase without the source of money before an amount whose use is its name."""
    if not (is_source(phrase) and after.text.startswith("用于")):
        return phrase
    return replace(phrase, name=EMPTY, full=EMPTY, is_filler=True, sum_kind=None)
