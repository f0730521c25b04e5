"""Rules for deadlines without a date: something that must happen first, or a document that says when.

Both go on to the end of their clause: up to a semicolon, a closing bracket, or the beginning of another deadline.
"""

from __future__ import annotations

from normalize.deadlines.clauses import CLAUSES, DRAFT, LEAD, LEAD_STARTS
from normalize.deadlines.drafts import Draft
from normalize.deadlines.grammar import Match

# A date or recurrence begins here, whatever stands before it: `… của UBND tỉnh trước ngày 15/6`.
_STRONG = r"(?: B i? H? [FEG]? o? [1-6] | L [itH]{0,2} [FEG]? o? [1-6] | B 0 )"
# A new deadline begins here if a comma, "và" or the like stands before it.
_NEW = r"""(?: [iKksPld]{0,3} f? i? [FEGC]? o? [1-5] (?! [mw] ) | [Kksil]{1,3} 6
    | [iKk]{0,2} [BLtA] [itH]{0,2} [FEGC]? o? [0-6]
    | K? e [azb]? [DWMQY] | K? p | K? g | V | [azb] [xq] [/i] | [azb]? M / x
    | S | X | d [azbcn] | [azbcn] [DM] %? [fASTB] )"""
_JOINT = r"[,v/<:!_&-]{1,2}"
_WORD = r"[^;>@]"
_REST = rf"(?: (?! {_STRONG} | k [ift]{{0,2}} [1-6] | {_JOINT} {_NEW} ) {_WORD} ){{0,400}}"
# A second reference goes on with the first; behind a condition it is a deadline of its own.
_REST_OF_CONDITION = rf"(?: (?! {_STRONG} | {_JOINT} (?! [SX] ) {_NEW} | {_JOINT} K? T ) {_WORD} ){{0,400}}"


# `Theo Kế hoạch của UBND tỉnh và hướng dẫn của Sở Nội vụ` `Thực hiện theo quy định`
@CLAUSES.rule("reference", LEAD_STARTS + "T", f"{LEAD} T {_REST}", DRAFT)
def _reference(match: Match) -> Draft:
    return Draft("by_reference")


# `Khi có văn bản mới` `Ngay sau khi Kế hoạch được ban hành` `đột xuất khi có yêu cầu` `đến khi hoàn thành`
@CLAUSES.rule("when", LEAD_STARTS + "Sft", f"{LEAD} [ft]? S {_REST_OF_CONDITION}", DRAFT)
def _when(match: Match) -> Draft:
    return Draft("conditional")


# `đột xuất` `đột xuất khi có yêu cầu` `đột xuất theo yêu cầu`
@CLAUSES.rule("sudden", LEAD_STARTS + "X", f"{LEAD} X (?: ,? [KvS]? S {_REST_OF_CONDITION} | T {_REST} )?", DRAFT)
def _sudden(match: Match) -> Draft:
    return Draft("conditional")


# `Trong vòng 15 ngày kể từ ngày nhận được văn bản` `05 ngày làm việc sau khi …` `chậm nhất 10 ngày sau …`
@CLAUSES.rule(
    "within",
    LEAD_STARTS + "dABLtazbcn",
    rf"""{LEAD} (?: d K? (?: [azbcn] [DWMY] %? | H ) {_REST_OF_CONDITION}
         | [LABtK]{{0,2}} i? [azbcn] [DWMYH] %? ,? (?: [fAST] | B (?! [0-9] ) | o ) {_REST_OF_CONDITION}
         | [LAB] i? [azbcn] [DH] %? {_REST_OF_CONDITION} )""",
    DRAFT,
)
def _within(match: Match) -> Draft:
    return Draft("conditional")


# In a sentence only the time itself: `trong thời hạn 15 ngày kể từ ngày nhận được Kế hoạch này`, up to the next mark.
@CLAUSES.rule(
    "within_in_prose",
    "dALi",
    r"""(?: d K? | [ALi] (?= [azbcn] [DWM] %? ,? [fASTB] ) ) (?: [azbcn] [DWMY] %? | H )
        (?: ,? [fAST] [^,;:<>!@]{0,20} )?""",
    DRAFT,
)
def _within_in_prose(match: Match) -> Draft:
    return Draft("conditional")


# `ngay sau khi Kế hoạch được ban hành`, up to the next mark.
@CLAUSES.rule("at_once_in_prose", "S", f"S (?: (?! {_STRONG} ) [^,;:<>!@] ){{1,20}}", DRAFT)
def _at_once_in_prose(match: Match) -> Draft | None:
    first = match.covered()[0]
    return Draft("conditional") if match.line.text[first.start : first.end].lower().startswith("ngay") else None


# `Kể từ ngày ký ban hành` `từ ngày có hiệu lực` `Sau Hội nghị tổng kết` `Trước kỳ họp cuối năm` `trước ngày khai giảng`
@CLAUSES.rule(
    "event",
    "fABKk",
    rf"[Kk]{{0,2}} (?: f D (?= [wKksmqSl] ) | [AB] D? (?= [wmqxksKXl] ) ) {_REST_OF_CONDITION}",
    DRAFT,
)
def _event(match: Match) -> Draft:
    return Draft("conditional")
