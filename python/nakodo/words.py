"""Names of the YAML file turned into words for people: no underscores, real dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from math import floor

DAYS_PER_MONTH = 365.25 / 12

_SMALL = {"and", "of", "the", "for", "in", "at", "to", "by", "from", "when", "with", "until"}
_LONG_WORDS = {
    "unix": "UNIX",
    "bus": "bus",
    "go_between": "go-between",
    "far": "Far",
}


def words(name: str) -> str:
    """Return `name` as words: separators become blanks, nothing is capitalised.

    The slash of a rate, after a number or between blanks, stays: ``0.3_/_year`` → ``0.3 / year``.
    """
    text = name.replace("go_between", "go-between").replace("_", " ")
    return re.sub(r"\s+", " ", re.sub(r"(?<!\d)\.(?!\d)|(?<![\d\s])/(?!\s)", " ", text)).strip()


def sentence(name: str) -> str:
    """Return `name` as words with a capital at the beginning."""
    text = words(name)
    return text[:1].upper() + text[1:]


def proper(name: str) -> str:
    """Return `name` as a proper name, unless its writer already gave it capitals or blanks.

    A name of up to three letters is taken for an acronym, and so is a word of that length in a
    longer name if it cannot be spoken as a syllable: ``sco`` → ``SCO``, ``kinkei`` → ``Kinkei``,
    ``vme_bus`` → ``VME bus``, ``far_maker_1`` → ``Far Maker 1``, ``tcp_ip`` → ``TCP/IP``.
    """
    if name != name.lower():
        return words(name)
    parts = words(name).split(" ")
    if len(parts) == 2 and all(len(part) <= 3 for part in parts) and len(parts[1]) == 2:
        return "/".join(part.upper() for part in parts)
    if len(parts) == 2 and len(parts[0]) == 3 and len(parts[1]) == 1:
        return "-".join(part.upper() for part in parts)
    return " ".join(_proper_word(part, alone=len(parts) == 1) for part in parts)


def _proper_word(word: str, alone: bool) -> str:
    if word in _SMALL:
        return word
    if word in _LONG_WORDS:
        return _LONG_WORDS[word]
    spoken = re.fullmatch(r"[^aeiou]?[aeiou][^aeiou]", word) is not None
    if word.isalpha() and len(word) <= 3 and (alone or not spoken):
        return word.upper()
    return word[:1].upper() + word[1:]


def level(value: object) -> str:
    """Return a factor's level in words: ``0.6``, ``never``, ``patient (0.4)``.

    Of several at once, joined by ``+``, each keeps its own words: ``known + referral (ask g)``.
    """
    if isinstance(value, float):
        return f"{value:.4g}"
    return " + ".join(_part(part) for part in _JOINED.split(str(value)))


_JOINED = re.compile(r"(?<!\d[eE])\+")  # not the sign of an exponent


def _part(label: str) -> str:
    """Return one part of a label in words: ``name``, ``name=value``, ``name=key=value,key=value``.

    Or ``key=value,key=value``: a name alone would have no second sign of equality before the comma.
    """
    first, *others = label.split(",")
    if others and first.count("=") == 1:
        return ", ".join(_entry(entry) for entry in [first, *others])
    name, _, detail = label.partition("=")
    told = ", ".join(_entry(entry) for entry in detail.split(","))
    return f"{words(name)} ({told})" if told else words(name)


def _entry(entry: str) -> str:
    return words(entry.replace("=", " "))


def percent(share: float) -> str:
    """Return a share in whole per cent, halves up: what differs by the last bit is told alike."""
    return f"{floor(round(100 * share, 9) + 0.5)} %"


def setting(factor: str, value: object) -> str:
    """Return a level so that it can stand alone: ``from start``, but ``relief 0.5``."""
    return f"{words(factor)} {level(value)}" if isinstance(value, float) else level(value)


def quoted(factor: str, value: object) -> str:
    """Return a level as part of a sentence: ``“from start”``, but ``relief 0.5``."""
    told = setting(factor, value)
    return told if isinstance(value, float) else f"“{told}”"


def opening(factor: str, value: object) -> str:
    """Return a level at the head of a sentence: ``Mode “random”``, but ``Relief 0.5``."""
    told = quoted(factor, value)
    return sentence(told if isinstance(value, float) else f"{words(factor)} {told}")


def on(day: float, start: date) -> str:
    """Return the date `day` days after `start` in words, such as ``14 March 1989``.

    Of a date that the calendar does not reach (the years 1 to 9999) it is ``day 3000000``.
    """
    try:
        when = datetime(start.year, start.month, start.day) + timedelta(days=day)
    except OverflowError:
        return f"day {day:.0f}"
    return f"{when.day} {when:%B %Y}"


def span(days: float) -> str:
    """Return a duration given in days in words: days below two months, then months."""
    if days < 2 * DAYS_PER_MONTH:
        count = round(days)
        return "1 day" if count == 1 else f"{count} days"
    return f"{round(days / DAYS_PER_MONTH)} months"


def titled(title: str, about: list[str], letters: int = 170) -> str:
    """Return `title` and `about` joined; if they are too long, it is the title that is cut."""
    rest = " · ".join(part for part in about if part)
    room = max(40, letters - len(rest))
    short = title if len(title) <= room else f"{title[:room].rstrip()} …"
    return " · ".join(part for part in (short, rest) if part)


def listing(items: list[str]) -> str:
    """Return ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]
