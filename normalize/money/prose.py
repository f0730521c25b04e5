"""Money in running text, where most figures are something else."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.explanation import Explanation
from normalize.money.amounts import repair_figures
from normalize.money.attribution import purses_by_sum, without_totals
from normalize.money.cells import read_cell
from normalize.money.sources import single_source
from normalize.money.sums import Sum, find_sums
from normalize.money.vocabulary import accented, register, whole_words
from schema.folding import fold_space, strip_markup
from schema.records import Money

# Nothing below this is asked of a sentence without such a word.
_HINT = re.compile(r"đồng|đ\b|triệu|tỷ|tỉ|nghìn|ngàn|vnđ|vnd|₫|\dtr", re.IGNORECASE)
# Kinh phí: từ nguồn ngân sách tỉnh. | Nguồn kinh phí thực hiện: 50 triệu đồng
_LABEL = re.compile(
    r"(?:nguồn\s)?kinh phí(?:\s(?:thực hiện|dự kiến|tổ chức|triển khai)){0,2}\s*:\s*([^.]{1,300})", re.IGNORECASE
)
_CLAUSE_START = re.compile(r"[;.!?]\s|[;(]")


@cache
def _contexts() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    prose = register()["prose"]
    return whole_words(prose["results"]), whole_words(prose["sets_aside"]), whole_words(prose["funding"])


# What is longer is no sentence; only so much of its beginning is looked at.
_MOST_CHARACTERS = 20_000


def read_sentence(sentence: str) -> tuple[Explanation, ...]:
    """The sums that a sentence sets aside for what it tells; `text` of each is its own words."""
    return _read_sentence(sentence[:_MOST_CHARACTERS])


@lru_cache(maxsize=1024)
def _read_sentence(sentence: str) -> tuple[Explanation, ...]:
    text = fold_space(strip_markup(sentence))
    labelled = _LABEL.search(text)
    if labelled:
        return tuple(_worded(one, labelled[1]) for one in read_cell(labelled[1], "", "").values)
    if not _HINT.search(text):
        return ()
    text = repair_figures(text)
    sums = [found for found in find_sums(text, None, bare=False) if found.dong and _is_funding(text, found)]
    if not sums:
        return ()
    purses = purses_by_sum(text, sums)
    values = []
    for index in without_totals(text, sums):
        found = sums[index]
        source, entry = single_source(purses[index])
        words = text[found.start : found.end]
        money = Money(
            kind="rate" if found.per else "amount", amount_vnd=found.dong, per=found.per, source=source, text=words
        )
        values.append(Explanation(found.rule, words, entry, money, found.note))
    return tuple(values)


def _worded(one: Explanation, words: str) -> Explanation:
    if not isinstance(one.value, Money):
        return one
    return one._replace(value=one.value.model_copy(update={"text": words.strip()}))


# Behind a scale word without "đồng": 10 triệu lượt khách is a count, a sum ends its clause or names its purse.
_COUNTED = re.compile(
    r"\s(?!đồng|đ\b|từ|do|cho|để|/|và|nguồn|ngân|ns|trong|bằng|đến|mỗi|một|thực|là|tại|chi|vốn|trích|theo|x\s)[^\W\d_]+"
)


def _is_funding(text: str, found: Sum) -> bool:
    """Whether the sum is money for the task, not a revenue, a fine, a price level or a count of something."""
    words = text[found.start : found.end].lower()
    clause = _clause_before(text, found.start)
    results, sets_aside, funding = _contexts()
    key = accented(clause)
    last_result = max((match.end() for match in results.finditer(key)), default=-1)
    if last_result >= 0 and not sets_aside.search(key, last_result):
        return False
    if re.search(r"đồng|đ(?:\W|$)|vn[đd]|₫", words):
        return True
    return bool(funding.search(key)) and not _COUNTED.match(text, found.end)


def _clause_before(text: str, start: int) -> str:
    window = text[max(0, start - 200) : start]
    breaks = [match.end() for match in _CLAUSE_START.finditer(window)]
    return window[breaks[-1] :] if breaks and "(" not in window[breaks[-1] - 1 :][:1] else window
