"""The bodies that a sentence names and where: those of the register, and names that only look like bodies."""

from __future__ import annotations

from functools import lru_cache

from normalize.agencies import Mention, find_agencies, read_agencies
from normalize.commitments.cues import begins_with_words, common_words, members, qualifiers
from normalize.commitments.unknown_names import find_unknown_names

# Verbs that are words of names as well.
_VERBS = (" tổ chức", " xây dựng")
_VERB_BEFORE = "tổ chức "
_NO_VERB_BEHIND = ("các", "những", "và", ",", "của")
_LONGEST_MEMBER = 40


@lru_cache(maxsize=64)
def find_mentions(text: str, lowered: str, province: str) -> tuple[Mention, ...]:
    """Bodies of the register, and names that only look like bodies where the register has none.

    Kept for a while, as a heading is read whole first and then for the roles of its bodies.
    """
    known = [
        settled
        for found in find_agencies(text, province=province)
        for settled in _settled(found, text, lowered, province)
    ]
    for start, end in find_unknown_names(text):
        inside = [mention for mention in known if start < mention.end and mention.start < end]
        # "Đồn Biên phòng Nghi Thiết" is one name, of which the register knows the end
        if all(start < mention.start and mention.end <= end for mention in inside):
            agencies = read_agencies(text[start:end], province=province)
            if agencies:
                known = [mention for mention in known if mention not in inside]
                known.append(Mention(start, end, agencies))
    return tuple(sorted(known, key=lambda mention: mention.start))


def _settled(mention: Mention, text: str, lowered: str, province: str) -> list[Mention]:
    """The mention with what belongs to it, without verbs that only look like its last word; none for common words."""
    start, end = mention.start, mention.end
    words = lowered[start:end]
    if words in common_words():
        return []
    if "(" in words:  # "Thường trực Ban Chỉ đạo (Sở Công Thương)": what stands in brackets is a detail
        end += lowered.startswith(")", end)
        return [Mention(start, end, read_agencies(text[start:end], province=province) or mention.agencies)]
    if words.startswith(_VERB_BEFORE):
        # "tổ chức các hội thi", "tổ chức bộ máy": look again behind the verb, with what follows
        start += len(_VERB_BEFORE)
        again = find_agencies(text[start : end + _LONGEST_MEMBER], province=province)
        return [
            found._replace(start=found.start + start, end=found.end + start)
            for found in again
            if found.end + start == end
        ]
    for verb in _VERBS:
        # "các địa phương tổ chức", "Văn phòng Bộ xây dựng dự thảo": a name would be written with a capital
        if (
            words.endswith(verb)
            and not words.removesuffix(verb).endswith(_NO_VERB_BEHIND)
            and text[end - len(verb) + 1].islower()
            and begins_with_words(lowered, end)
        ):
            return [
                found._replace(start=found.start + start, end=found.end + start)
                for found in find_agencies(text[start : end - len(verb)], province=province)
            ]
    member = members().search(lowered, max(0, start - _LONGEST_MEMBER), start)
    if member is not None:
        start = member.start()
        mention = Mention(start, end, read_agencies(text[start:end], province=province) or mention.agencies)
    behind = qualifiers().match(lowered, end)
    if behind is not None:
        end = behind.end()
        mention = Mention(start, end, read_agencies(text[start:end], province=province) or mention.agencies)
    return [mention]
