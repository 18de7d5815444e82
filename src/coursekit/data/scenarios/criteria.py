"""Facts to sort by family, plans to sort by use, and decisions that need a criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import RandomState

FAMILIES = {  # of a fact about a customer, and of what is no fact about a customer at all
    "social": ("age", "occupation", "marital", "household", "sex"),
    "behavioural": ("orders", "hour", "cartridges", "sent_back", "hotline"),
    "used": ("pupils", "tenants", "guests"),  # they use it, somebody else bought it: behavioural
    "value": ("margin", "share", "service"),
    "credit": ("punctual", "overdue", "guarantee"),  # creditworthiness: value
    "no customer": ("supplier", "applicant", "reporter", "landlord"),
}
USES = ("marketing", "sales", "service", "product")
AIMS = ("less churn", "lower cost", "new business", "stronger brand")
ASKERS = {"marketing": "lin", "sales": "zhao", "service": "sun", "product": "xu"}
USUAL_AIM = {  # what a field's name suggests; what is measured may say otherwise
    "marketing": "new business",
    "sales": "new business",
    "service": "less churn",
    "product": "stronger brand",
}
CRITERIA = ("need", "value", "behaviour", "nature", "size", "place", "industry", "state", "life cycle")
TOPICS = {  # who decides, with the criterion that the topic alone suggests
    "hotline": "need",
    "terms": "value",
    "reminder": "behaviour",
    "contract": "nature",
    "bank": "nature",
    "lessons": "size",
    "routes": "place",
    "brochure": "industry",
    "letters": "state",
    "visits": "life cycle",
}
WORDINGS = 3


@dataclass(frozen=True)
class Fact:
    """One fact about somebody, in words; ``number`` fills it."""

    key: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The fact in words."""
        return text(f"scenarios_criteria.fact_{self.key}", language, number=self.number)


@dataclass(frozen=True)
class Plan:
    """A plan for a group: who asks for it, what is done (``action`` of a field) and what is measured."""

    asker: str
    action: str
    measure: str

    def told(self, language: str | None = None) -> str:
        """The plan in words."""
        return text(
            "scenarios_criteria.plan",
            language,
            asker=text(f"scenarios_criteria.asker_{self.asker}", language),
            action=text(f"scenarios_criteria.action_{self.action}", language),
            measure=text(f"scenarios_criteria.measure_{self.measure}", language),
        )


@dataclass(frozen=True)
class Decision:
    """Something to decide about customers: what the choice depends on, and what it does not depend on."""

    topic: str
    decides: str
    idle: str

    def told(self, language: str | None = None) -> str:
        """The decision in words."""
        return text(
            "scenarios_criteria.decision",
            language,
            topic=text(f"scenarios_criteria.topic_{self.topic}", language),
            decides=text(f"scenarios_criteria.whether_{self.decides}", language),
            idle=text(f"scenarios_criteria.whether_{self.idle}", language),
        )


def facts(random_state: RandomState, count: int = 8) -> list[Fact]:
    """``count`` facts: every family, with one of a user who did not buy and one about credit among them.

    >>> from numpy.random import RandomState
    >>> len(facts(RandomState(1)))
    8
    """
    kinds = [*FAMILIES, "social", "no customer", *FAMILIES][:count]
    keys: list[str] = []
    for kind in kinds:
        left = [key for key in FAMILIES[kind] if key not in keys]
        keys.append(left[int(random_state.randint(len(left)))])
    return [Fact(keys[int(i)], int(random_state.randint(3, 9))) for i in random_state.permutation(count)]


def family(fact: Fact) -> str:
    """The family that ``fact`` belongs to: social, behavioural, value, or 'no customer'."""
    kind = next(kind for kind, keys in FAMILIES.items() if fact.key in keys)
    return {"used": "behavioural", "credit": "value"}.get(kind, kind)


def plans(random_state: RandomState, count: int = 5) -> list[Plan]:
    """``count`` plans: all four uses and all four aims, most of them asked for by another department.

    >>> from numpy.random import RandomState
    >>> len({plan.action for plan in plans(RandomState(1))}) >= 4
    True
    """
    found: list[Plan] = []
    while not found or _obvious(found):
        uses, aims = _every(random_state, USES, count), _every(random_state, AIMS, count)
        askers = [USES[int(i)] for i in random_state.randint(len(USES), size=count)]
        found = [
            Plan(
                ASKERS[asker],
                f"{use}_{random_state.randint(2)}",
                f"{aim.replace(' ', '_')}_{random_state.randint(2)}",
            )
            for asker, use, aim in zip(askers, uses, aims, strict=True)
        ]
        if len({plan.action for plan in found}) < count or len({plan.measure for plan in found}) < count:
            found = []
    return found


def use_and_aim(plan: Plan) -> tuple[str, str]:
    """The field in which ``plan`` uses a classification, and the effect by which it is judged."""
    return plan.action.rpartition("_")[0], plan.measure.rpartition("_")[0].replace("_", " ")


def decisions(random_state: RandomState, count: int = 8) -> list[Decision]:
    """``count`` decisions: need, behaviour, nature, state and life cycle, one of size, place and industry, and more.

    >>> from numpy.random import RandomState
    >>> len({decision.topic for decision in decisions(RandomState(1))})
    8
    """
    always = ["need", "behaviour", "nature", "state", "life cycle"]
    always.append(("size", "place", "industry")[int(random_state.randint(3))])
    more = [CRITERIA[int(i)] for i in random_state.randint(len(CRITERIA), size=count - len(always))]
    deciding = [[*always, *more][int(i)] for i in random_state.permutation(count)]
    names = list(TOPICS)
    topics: list[str] = []
    while not topics or sum(TOPICS[t] == c for t, c in zip(topics, deciding, strict=True)) > 2:
        topics = [names[int(i)] for i in random_state.permutation(len(names))[:count]]
    found = []
    for topic, criterion in zip(topics, deciding, strict=True):
        others = [c for c in CRITERIA if c != criterion]
        idle = TOPICS[topic] if TOPICS[topic] != criterion else others[int(random_state.randint(len(others)))]
        found.append(Decision(topic, _wording(random_state, criterion), _wording(random_state, idle)))
    return found


def criterion(wording: str) -> str:
    """The criterion that a wording speaks of: of what decides, or of what does not."""
    return wording.rpartition("_")[0].replace("_", " ")


def _wording(random_state: RandomState, name: str) -> str:
    return f"{name.replace(' ', '_')}_{random_state.randint(WORDINGS)}"


def _every(random_state: RandomState, names: Sequence[str], count: int) -> list[str]:
    """Each name once, the rest by chance, shuffled."""
    chosen = [*names, *(names[int(i)] for i in random_state.randint(len(names), size=count - len(names)))]
    return [chosen[int(i)] for i in random_state.permutation(count)]


def _obvious(found: list[Plan]) -> bool:
    """Whether the asker's department, or the aim usual in the field, gives too much away."""
    read = [use_and_aim(plan) for plan in found]
    same = sum(ASKERS[use] == plan.asker for plan, (use, _) in zip(found, read, strict=True))
    return same > 2 or sum(USUAL_AIM[use] == aim for use, aim in read) > 2
