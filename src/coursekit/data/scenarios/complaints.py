"""Complaint logs that claim more than was done, answers to customers, findings to prevent, desks to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

STEPS = ("confirm", "apologise", "analyse", "propose", "carry_out", "feed_back")
PLACES = ("school", "ward", "household", "plant")
SHAMS = 2  # entries for each step that look like it and are not
FAMILIES = ("listening", "expression", "emotions", "interaction", "none")
CALLS = ("alarm", "taste", "delivery", "invoice")
MEASURES = ("quality", "channels", "training", "assessment")
TOPICS = ("leak", "late", "fitting", "bill")
DESKS = "abcd"


@dataclass(frozen=True)
class Log:
    """The log of a complaint at ``place``: ``done`` steps really done, then perhaps entries that only look so.

    ``sham`` is the number of the entry that claims the next step, 0 for none; with ``beyond`` the step after that
    one was really done.
    """

    place: str
    done: int
    sham: int
    beyond: bool

    def entries(self, language: str | None = None) -> list[str]:
        """What is written in the log, in the order in which it was made."""
        facts = {name: _say(f"{self.place}_{name}", language) for name in ("who", "trouble", "remedy")}
        keys = ["received", *(f"{step}_done" for step in STEPS[: self.done])]
        if self.sham:
            keys.append(f"{STEPS[self.done]}_sham_{self.sham}")
        if self.beyond:
            keys.append(f"{STEPS[self.done + 1]}_done")
        return [_say(key, language, **facts) for key in keys]


@dataclass(frozen=True)
class Reply:
    """What somebody of the desk answers in a ``call``; ``lacks`` is one of FAMILIES."""

    call: str
    lacks: str

    def told(self, language: str | None = None) -> str:
        """The customer's words and the answer."""
        customer = _say(f"{self.call}_customer", language)
        return _say(
            "exchange", language, customer=customer, answer=_say(f"{self.call}_{self.lacks}", language)
        )


@dataclass(frozen=True)
class Finding:
    """What complaints of a ``topic`` have in common; ``measure`` (one of MEASURES) would prevent them."""

    topic: str
    measure: str

    def told(self, language: str | None = None) -> str:
        """The finding in words."""
        return _say(f"{self.topic}_{self.measure}", language)


def logs(random_state: RandomState) -> list[Log]:
    """Eight logs, two of each place: five claim a step that was not done, one of the others lacks nothing.

    >>> from numpy.random import RandomState
    >>> sum(log.sham > 0 for log in logs(RandomState(1)))
    5
    """
    places = [PLACES[int(at)] for at in random_state.permutation(list(range(len(PLACES))) * 2)]
    claimed = [int(step) for step in random_state.permutation(len(STEPS))[:5]]
    shams = [int(number) for number in random_state.randint(1, SHAMS + 1, size=5)]
    # after a remedy that was never agreed on, later steps would make no sense
    early = [step for step in claimed if step < 3]
    gone_on = {early[0], *(step for step in early[1:] if random_state.randint(2))}
    beyond = [step in gone_on for step in claimed]
    plain = [*(int(step) for step in random_state.randint(1, len(STEPS), size=2)), len(STEPS)]
    cases = [*zip(claimed, shams, beyond, strict=True), *((done, 0, False) for done in plain)]
    order = random_state.permutation(len(cases))
    return [Log(place, *cases[int(at)]) for place, at in zip(places, order, strict=True)]


def replies(random_state: RandomState) -> list[Reply]:
    """Eight answers, two in each call: every family is lacking at least once, and one or two answers lack none.

    >>> from numpy.random import RandomState
    >>> len(replies(RandomState(1)))
    8
    """
    while True:
        drawn = [
            Reply(call, FAMILIES[int(at)])
            for call in CALLS
            for at in random_state.permutation(len(FAMILIES))[:2]
        ]
        lacking = [reply.lacks for reply in drawn]
        if set(lacking) == set(FAMILIES) and lacking.count("none") <= 2:
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def findings(random_state: RandomState) -> list[Finding]:
    """Eight findings, two of each topic, which ask for different measures; every measure is asked for.

    >>> from numpy.random import RandomState
    >>> len(findings(RandomState(1)))
    8
    """
    while True:
        drawn = [
            Finding(topic, MEASURES[int(at)])
            for topic in TOPICS
            for at in random_state.permutation(len(MEASURES))[:2]
        ]
        if {finding.measure for finding in drawn} == set(MEASURES):
            return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def limits(random_state: RandomState, hours: pd.DataFrame) -> dict[str, int]:
    """A limit (hours) for each column of ``hours``, so that another step breaks its own most often in each variant.

    ``hours``: one row a complaint, one column a step, hours until the next one.

    >>> import pandas as pd
    >>> from numpy.random import RandomState
    >>> limits(RandomState(1), pd.DataFrame({"received": [1.0, 2.0, 3.0], "confirmed": [5.0, 6.0, 9.0]}))
    {'received': 2, 'confirmed': 7}
    """
    kept = random_state.permutation([0.55, 0.7, 0.78, 0.84, 0.9, 0.95][: len(hours.columns)])
    return {
        str(step): max(1, round(float(hours[step].quantile(share))))
        for step, share in zip(hours.columns, kept, strict=True)
    }


def desks(random_state: RandomState) -> tuple[pd.DataFrame, int, int]:
    """Four desks (average, longest, came back) and what is promised: days at most, and how many in 100 may return.

    One has the lowest average and lets somebody wait too long, one sends too many back, two are slower; in a third
    of the variants the quicker of these lets somebody wait too long, in another no desk keeps both promises.

    >>> from numpy.random import RandomState
    >>> desks(RandomState(1))[0].index.tolist()
    ['a', 'b', 'c', 'd']
    """
    import pandas as pd

    longest, back = int(random_state.randint(28, 41)), int(random_state.randint(12, 17))
    fastest = 4 + 2 * random_state.random_sample()
    averages = fastest + random_state.permutation([0.0, 0.9])
    kept = int(random_state.randint(3))  # which of the slower two keep both promises: both, the last, none
    rows = [
        (averages[0], longest + random_state.randint(25, 60), back - random_state.randint(1, 5)),
        (averages[1], longest - random_state.randint(2, 9), back + random_state.randint(9, 19)),
        (fastest + 2.1, longest - 4 if kept == 0 else longest + 3, back - 2),
        (fastest + 3.4, longest - 9, back - 1 if kept < 2 else back + 2),
    ]
    order = random_state.permutation(4)
    table = pd.DataFrame(
        [rows[int(at)] for at in order], columns=["average", "longest", "back"], index=list(DESKS)
    )
    return table.astype({"longest": int, "back": int}).round({"average": 1}), longest, back


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_complaints.{key}", language, **facts)
