"""Which words name the one who speaks?  Finds the noun phrase before or after a verb, without a parser.

Function words and punctuation bound a phrase; what lies between them is taken to be one.  Ranges are token numbers of `Words`,
half-open.
"""

from sayso.language.cues import cue_of
from sayso.language.source_words import source_words
from sayso.language.words import Words, word_class

Range = tuple[int, int]

_STOPS = frozenset(",;:—–()[]{}?!*|/…") | {"--", "...", "•"}
_ASIDE_DASHES = frozenset(("–", "—", "-", "--"))
_CLAUSAL = frozenset("after before since until".split())
"""Prepositions that before a subject and its verb are conjunctions: oil fell after | sources told ..."""
_LONGEST = 30
"""Tokens in one segment of a source; the longest printed descriptions, relative clause included, stay under this."""
_CONNECTORS = frozenset("of the de van von der den del la le al bin ibn di da du dos for and & at".split())


def subject_before(words: Words, at: int, floor: int) -> Range | None:
    """The subject that ends just before token `at`, appositives with it: "Odell, a pilot from Orlan, | said"."""
    if at <= floor:
        return None
    if words.isa(at - 1, "subject") and words.low[at - 1] not in ("which",):
        return (at - 1, at)
    if words.low[at - 1] == ",":
        return _with_appositives(words, at - 1, floor)
    if words.low[at - 1] in _ASIDE_DASHES:
        return _with_aside(words, at - 1, floor)
    start = phrase_start(words, at, floor)
    if start > floor + 1 and words.low[start - 1] == "and" and words.capital(at - 1):
        start = _titles_start(words, start, floor)
    end = _before_time(words, start, at)
    return (start, end) if start < end and names_someone(words, start, end) else None


def _with_aside(words: Words, dash: int, floor: int) -> Range | None:
    """The subject before an aside between dashes: "Odell – who has run the port since May – | said"."""
    lowest = max(floor, dash - _LONGEST)
    opening = next((at for at in range(dash - 2, lowest, -1) if words.low[at] in _ASIDE_DASHES), None)
    if opening is None or any(words.speech(at) for at in range(opening, dash)):
        return None
    start = phrase_start(words, opening, floor)
    return (start, opening) if start < opening and names_someone(words, start, opening) else None


def _before_time(words: Words, start: int, end: int) -> int:
    """The end of a phrase without the time of the saying: "Odell | in October revealed"."""
    for at in range(max(start + 1, end - 3), end - 1):
        if words.low[at] in ("in", "on") and words.isa(at + 1, "time"):
            return at
    return end


def _titles_start(words: Words, start: int, floor: int) -> int:
    """Where a list of titles before a name begins: "..., | author, sailor and pilot Orin Odell said"."""
    first = start
    for at in range(start - 2, max(floor, start - _LONGEST) - 1, -1):
        low = words.low[at]
        if low == "," and at + 1 < start - 1:
            first = at + 1
        elif not low[:1].isalpha() or _is_function_word(low) or low in word_class("determiner") or low in word_class("subject"):
            break  # a comma too, where nothing stands between it and the name
    return first


def _with_appositives(words: Words, comma: int, floor: int) -> Range | None:
    """The head noun phrase before one or more segments between commas, the last of which ends at `comma`."""
    end = comma
    last = comma
    opening = None
    for _ in range(4):  # more than four segments are not one noun phrase
        opening = _comma_before(words, last, floor)
        if opening is None:
            break
        if _is_scene(words, floor, opening):
            break  # "In Orlan, the minister, a sailor, said": the segment before is no part of it
        if last != comma and _is_clause(words, floor, opening):
            break  # "The ferry sank, the operator, Delta Crossings, said": the head noun phrase is found
        if not _is_appositive(words, opening + 1, last):
            if not _is_interruption(words, opening + 1, last):
                break
            end = opening
        last = opening
    if last == comma and opening is None:
        return None
    start = phrase_start(words, last, floor)
    if start >= last or not names_someone(words, start, last):
        return None
    return (start, end)


def _is_clause(words: Words, floor: int, comma: int) -> bool:
    """Whether what stands before a comma, back to the comma before or to `floor`, is a clause and no noun phrase."""
    opening = _comma_before(words, comma, floor)
    segment = words.low[(floor if opening is None else opening + 1) : comma]
    if not segment or not word_class("relative").isdisjoint(segment):
        return False
    return not word_class("auxiliary").isdisjoint(segment) or _ends_clause(words, comma - 1, floor)


def _is_scene(words: Words, floor: int, comma: int) -> bool:
    """Whether what stands before a comma, back to the comma before or to `floor`, only sets the scene."""
    opening = _comma_before(words, comma, floor)
    start = floor if opening is None else opening + 1
    while start < comma and words.low[start] in ("but", "and", "so", "yet"):
        start += 1
    if words.isa(start, "preposition") and any(words.isa(at, "time", "venue") for at in range(start, comma - 2)):
        last = max(at for at in range(start, comma - 2) if words.isa(at, "time", "venue"))
        if words.isa(last + 1, "determiner") and not words.isa(last + 1, "time"):
            return False  # "On Monday the operator, Delta Crossings, said": the subject has begun
    if start >= comma or (opening is not None and _is_home(words, start)):
        return False
    first = words.low[start]
    return (
        first in word_class("preposition")
        or first in word_class("subordinator")
        or first in word_class("time")
        or (first in word_class("adverb") and opening is None)
    )


def _comma_before(words: Words, at: int, floor: int) -> int | None:
    for token in range(at - 1, max(floor, at - _LONGEST) - 1, -1):
        if words.low[token] == ",":
            return token
        if words.low[token] in (";", ":", "—") or words.alone[token]:
            return None
    return None


def _is_appositive(words: Words, start: int, end: int) -> bool:
    """Whether the segment describes the name before it: "a pilot", "who flew it", "41", "R-Orlan", "chief of the port"."""
    if start >= end:
        return False
    first = words.low[start]
    if first in ("but", "or", "nor", "yet"):
        return False
    if first in ("who", "whose", "which", "and") or first.isdigit() or first in word_class("age"):
        return True
    if _is_home(words, start):
        return True
    if first in word_class("preposition") or first in word_class("subordinator") or first in word_class("subject"):
        return False
    if first in word_class("adverb") and end - start <= 2:
        return False
    if first in word_class("determiner") or first in word_class("possessive"):
        return True
    return not (first.endswith(("ing", "ed", "ly")) and not words.capital(start))


def _is_home(words: Words, start: int) -> bool:
    """Whether a segment tells where one is from, or names one of several: "Odell, | of Hale, | said", "some, | like Fenn, |"."""
    if words.low[start] in ("like", "including") and start > 1:
        return words.capital(start + 1) or words.isa(start + 1, "determiner")
    return words.low[start] in ("of", "from") and start > 1 and words.capital(start - 2) and words.capital(start + 1)


def _is_interruption(words: Words, start: int, end: int) -> bool:
    """Whether the segment is an aside that belongs to the verb: "meanwhile", "in a statement", "speaking in Orlan"."""
    if start >= end or end - start > 14:
        return False
    first = words.low[start]
    return (
        first in word_class("preposition")
        or first in word_class("adverb")
        or first in word_class("time")
        or first in ("when", "while", "though", "after")
        or (first.endswith(("ing", "ed", "ly")) and not words.capital(start))
    )


def phrase_start(words: Words, end: int, floor: int) -> int:
    """Where the noun phrase that ends before token `end` begins."""
    at = end
    lowest = max(floor, end - _LONGEST)
    while at > lowest:
        low = words.low[at - 1]
        if words.speech(at - 1):
            if words.alone[at - 1]:
                break
        elif low == ")":
            opening = _bracket_before(words, at - 1, lowest)
            if opening is None:
                break
            at = opening
            continue
        elif low == ".":
            pass  # inside a sentence a full stop belongs to an abbreviation
        elif low in _STOPS or (low in word_class("subordinator") and low not in word_class("preposition")) or low in _CLAUSAL:
            break
        elif low in ("and", "or", "&"):
            if not _joins_names(words, at - 1, end, lowest):
                break
        elif low in word_class("auxiliary") and _is_relative(words, at - 2, lowest):
            pass  # "a pilot who was briefed on the talks"
        elif (
            low in word_class("coordinator")
            or low in word_class("auxiliary")
            or low in word_class("object")
            or (low in word_class("subject") and low != "who")
            or (_is_finite(words, at - 1) and low not in source_words("privy"))
        ):
            break
        at -= 1
    return _trimmed(words, at, end)


def _is_relative(words: Words, at: int, floor: int) -> bool:
    """Whether a "who" goes on with the noun before it; after a name it may belong to another phrase: "in Orlan who were"."""
    return at > floor and words.low[at] == "who" and not words.capital(at - 1)


def _is_finite(words: Words, at: int) -> bool:
    if words.capital(at) and at:
        return False
    cue = cue_of(words.low[at])
    return cue is not None and cue.language == "en" and cue.form in ("past", "third") and not cue.noun


def _bracket_before(words: Words, at: int, floor: int) -> int | None:
    return next((token for token in range(at - 1, max(floor, at - 8) - 1, -1) if words.low[token] == "("), None)


def _joins_names(words: Words, conjunction: int, end: int, floor: int) -> bool:
    """Whether "and" stands inside a name or a list of them, and not between two clauses."""
    left = conjunction - 1
    if _ends_clause(words, left, floor):
        return False
    return (
        left >= floor
        and conjunction + 1 < end
        and not words.speech(left)
        and (
            (words.capital(left) and words.capital(conjunction + 1))
            or left == floor
            or (words.capital(left) and words.capital(end - 1))
            or (left > floor and words.isa(left - 1, "determiner") and conjunction + 2 >= end)
            or any(words.low[token] in ("of", "for", "at") for token in range(max(floor, conjunction - 5), conjunction))
        )
    )


def _ends_clause(words: Words, last: int, floor: int) -> bool:
    """Whether a capital word closes a clause rather than begins a list: "reopened on Monday | and", "visited Brennick | and"."""
    if last < floor or not words.capital(last):
        return False
    before = last
    while before > floor and words.capital(before):
        before -= 1
    return words.isa(last, "time") or (before < last and words.low[before].endswith("ed"))


def _trimmed(words: Words, start: int, end: int) -> int:
    """The start without what leads a clause in before its subject: adverbs, and prepositional phrases without their comma."""
    while start < end and (
        words.adverb(start)
        or words.isa(start, "coordinator")
        or words.low[start] in ("that", "as", "because", "since")
        or _is_mark(words, start)
        or (words.isa(start, "time") and start + 1 < end and words.low[start] not in ("this", "last", "next", "may"))
    ):
        start += 1
    if end - start > 1 and words.low[start].isdigit() and words.isa(start + 1, "determiner", "subject"):
        start += 1  # what is left of "10:42 | The mayor"
    if start < end and words.isa(start, "preposition"):
        return _last_name(words, start + 1, end)
    return start


def _is_mark(words: Words, at: int) -> bool:
    """Whether a token is a stray mark or dash, and none that a name begins with."""
    return not words.speech(at) and not words.words[at][0].isalnum() and words.words[at][0] not in "@#$£€(["


def _last_name(words: Words, floor: int, end: int) -> int:
    """The start of the last simple noun phrase before `end`: a run of capitals, or back to the nearest determiner."""
    at = end
    if words.capital(end - 1):
        while at > floor and (
            words.capital(at - 1) or (words.low[at - 1] in (".", "&", "of") and at - 2 >= floor and words.capital(at - 2))
        ):
            at -= 1
        if at > floor and words.isa(at - 1, "determiner"):
            at -= 1
        return at
    while at > floor:
        at -= 1
        if words.isa(at, "determiner", "possessive"):
            return at
    return end if words.low[end - 1] not in word_class("standalone") else end - 1


def names_someone(words: Words, start: int, end: int) -> bool:
    """Whether the tokens can name a source: something other than function words, digits and marks is among them."""
    last = words.low[end - 1]
    if words.low[start].endswith("ed") and words.low[start + 1 : start + 2] == ["by"] and not words.capital(start):
        return False  # what is left of "a chart | provided by"
    if last in word_class("preposition") or (last in word_class("determiner") and last not in word_class("standalone")):
        return False
    if end - start == 1 and last in word_class("time"):
        return False
    return any(
        words.speech(at) or (words.words[at][0].isalpha() and words.low[at] not in word_class("preposition"))
        for at in range(start, end)
    )


def subject_after(words: Words, at: int, ceiling: int, lenient: bool = False) -> Range | None:
    """The subject that begins at token `at` after its verb: "said | Odell, a pilot who ..."; None if no subject does.

    `lenient` lets any noun phrase be one: after a quotation and a verb of saying little else can follow.
    """
    if at >= ceiling or words.speech(at):
        return None
    low = words.low[at]
    if low in word_class("subject") and low != "it":
        return (at, at + 1)
    if not (
        words.capital(at)
        or low in word_class("determiner")
        or low in word_class("possessive")
        or low in word_class("standalone")
        or low in word_class("sayer")
        or (lenient and low[0].isalnum() and not _is_function_word(low))
    ):
        return None
    end = _phrase_end(words, at, ceiling)
    if not names_someone(words, at, end):
        return None
    while end < ceiling - 1 and words.low[end] == ",":
        segment = end + 1
        if not _is_appositive(words, segment, ceiling) or words.low[segment] == "and" or _has_cue(words, segment, ceiling):
            break
        end = _segment_end(words, segment, ceiling)
    if end == len(words) and words.low[end - 1] == ".":
        end -= 1
    return (at, end)


def _is_function_word(low: str) -> bool:
    return any(low in word_class(name) for name in ("preposition", "subordinator", "adverb", "object", "auxiliary", "time"))


def _phrase_end(words: Words, at: int, ceiling: int) -> int:
    named = False
    token = at
    while token < ceiling:
        low = words.low[token]
        if words.alone[token]:
            break
        if low == "(":
            closing = next((t for t in range(token, min(ceiling, token + 8)) if words.low[t] == ")"), None)
            if closing is None:
                break
            token = closing + 1
            continue
        if low in _STOPS or (low in word_class("subordinator") and low not in ("that",)) or low in word_class("auxiliary"):
            break
        if low in word_class("object") or low in word_class("subject"):
            if low == "who" and not words.capital(token - 1):
                return _segment_end(words, token, ceiling)
            break
        if low in ("and", "or", "&"):
            if not (token + 1 < ceiling and (words.capital(token + 1) or words.isa(token + 1, "determiner"))):
                break
        elif (
            low in word_class("coordinator")
            or (named and low in word_class("adverb"))
            or (low in word_class("preposition") and token > at and _leaves_phrase(words, token, ceiling))
            or (named and low in word_class("time") and low not in ("this", "last", "next", "may", "march", "night"))
            or (named and low.endswith("ly") and len(low) > 5 and not words.capital(token))  # "Donnelly" is a name
        ):
            break
        named = named or (words.words[token][0].isalpha() and low not in word_class("determiner"))
        token += 1
    return token


def _leaves_phrase(words: Words, preposition: int, ceiling: int) -> bool:
    """Whether the prepositional phrase tells of the saying (in a statement, on Monday), and not of the sayer (of the port)."""
    low = words.low[preposition]
    if low == "of":
        return False
    if low in ("during", "after", "before", "via", "when", "as", "about", "regarding", "following", "because", "through"):
        return True
    if not word_class("venue").isdisjoint(words.low[preposition + 1 : min(ceiling, preposition + 5)]):
        return True
    if low in ("for", "with", "from", "at", "to"):
        return words.capital(preposition - 1) and low in ("to", "at")
    return words.capital(preposition - 1)


def _segment_end(words: Words, start: int, ceiling: int) -> int:
    for token in range(start, ceiling):
        if words.low[token] in _STOPS - {"(", ")"} or words.alone[token]:
            return token
    return ceiling


def _has_cue(words: Words, start: int, ceiling: int) -> bool:
    """Whether a relative clause attributes something itself: "said Odell, who added ..."."""
    if words.low[start] != "who":
        return False
    for token in range(start + 1, min(start + 4, ceiling)):
        cue = cue_of(words.low[token])
        if cue is not None and cue.language == "en" and not cue.noun:
            return True
    return False
