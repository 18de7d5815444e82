"""Simulated talks with customers, and what two annotators heard in them.

A type is a guess about one conversation. No table of this package links a conversation, and thus a type,
to a person or a customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons
from coursekit.data.company.population import pick
from coursekit.messages import text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.random import RandomState
    from numpy.typing import NDArray

    from coursekit.data.company.firm import Firm

TALKS = 720  # at every scale: reading does not scale
UNSEEN_SHARE = 0.4
# type -> the type that it is most easily taken for; the course's reconciled table of six overlapping lists
TAKEN_FOR = {
    "hesitant": "amiable",
    "self_important": "overbearing",
    "question_asking": "analytical",
    "impulsive": "frank",
    "silent": "task_driven",
    "disagreeing": "stubborn",
    "shrewd": "greedy",
    "grumbling": "fault_finding",
    "methodical": "analytical",
    "fault_finding": "disagreeing",
    "analytical": "methodical",
    "emotional": "amiable",
    "stubborn": "disagreeing",
    "talkative": "grumbling",
    "amiable": "hesitant",
    "insincere": "amiable",
    "overbearing": "self_important",
    "task_driven": "silent",
    "greedy": "shrewd",
    "frank": "impulsive",
}
TYPES = tuple(TAKEN_FOR)
SEEN, UNSEEN, NEUTRAL, SELLER = 4, 3, 14, 6  # how many sentences there are of each kind
SURE = (0.90, 0.83)  # how often each annotator hears what was meant, when it is said clearly
CHANNELS = ("telephone", "shop", "fair", "chat", "visit")


def conversations(firm: Firm) -> dict[str, pd.DataFrame]:
    """``conversation_id, held_on, channel, customer_type, split, text_en, text_zh, label_a, label_b``.

    ``split``: 'seen' talks use phrasings to build rules on, 'unseen' ones phrasings held out for testing.
    The annotators read the same text and disagree; either may answer 'unsure'. What was meant, and how
    clearly, is in ``true_conversations``: ``conversation_id, meant, other, clear``.
    """
    import numpy as np
    import pandas as pd

    rs = firm.random_state("conversations")
    meant = (rs.random_sample(TALKS) * len(TYPES)).astype(np.int64)
    unseen = rs.random_sample(TALKS) < UNSEEN_SHARE
    kind = pick(rs, np.array([0.5, 0.26, 0.12, 0.12]), TALKS)
    similar = np.array([TYPES.index(name) for name in TAKEN_FOR.values()])[meant]
    any_type = (rs.random_sample(TALKS) * len(TYPES)).astype(np.int64)
    other = np.where(rs.random_sample(TALKS) < 0.6, similar, any_type)
    mixed = rs.random_sample(TALKS) < 0.30  # a sign of another type is heard as well
    clear = rs.random_sample(TALKS) < 0.75  # two signs rather than one
    turns = [
        _turns(rs, TYPES[meant[i]], TYPES[other[i]] if mixed[i] else "", bool(clear[i]), bool(unseen[i]))
        for i in range(TALKS)
    ]
    identity = columns.ids("L", np.arange(1, TALKS + 1), 4)
    day = np.datetime64("2025-01-01") + np.floor(rs.random_sample(TALKS) * 364).astype(np.int64)
    labels = [
        _heard(rs, meant, np.where(mixed, other, similar), np.where(clear & ~mixed, sure, sure - 0.22))
        for sure in SURE
    ]
    table = pd.DataFrame(
        {
            "conversation_id": identity,
            "held_on": day.astype("datetime64[s]"),
            "channel": np.array(CHANNELS, dtype=object)[
                pick(rs, np.array([0.35, 0.25, 0.1, 0.15, 0.15]), TALKS)
            ],
            "customer_type": np.array(seasons.TYPES, dtype=object)[kind],
            "split": np.where(unseen, "unseen", "seen"),
            "text_en": [_render(keys, "en") for keys in turns],
            "text_zh": [_render(keys, "zh") for keys in turns],
            "label_a": labels[0],
            "label_b": labels[1],
        }
    )
    names = np.array(TYPES, dtype=object)
    truth = pd.DataFrame(
        {
            "conversation_id": identity,
            "meant": names[meant],
            "other": columns.words(names[other], mixed),
            "clear": clear,
        }
    )
    return {"conversations": table, "true_conversations": truth}


def true_conversations(firm: Firm) -> dict[str, pd.DataFrame]:
    """See :func:`conversations`."""
    return conversations(firm)


def _turns(rs: RandomState, meant: str, other: str, clear: bool, unseen: bool) -> list[str]:
    """Message keys of a talk, customer and seller in turn, the customer first."""
    kind, count = ("unseen", UNSEEN) if unseen else ("seen", SEEN)
    signs = [f"{meant}_{kind}_{number + 1}" for number in rs.permutation(count)[: 2 if clear else 1]]
    if other:
        signs.append(f"{other}_{kind}_{rs.randint(count) + 1}")
    signs.append(f"neutral_{rs.randint(5, NEUTRAL + 1)}")
    said = [f"neutral_{rs.randint(1, 5)}", *(signs[at] for at in rs.permutation(len(signs)))]
    asked = [f"seller_{number + 1}" for number in rs.permutation(SELLER)]
    return [key for pair in zip(said, asked, strict=False) for key in pair][:-1]


def _render(keys: list[str], language: str) -> str:
    """The talk as lines, marked C (customer) and S (seller), or 客 and 销."""
    marks = ("C: ", "S: ") if language == "en" else ("客\uff1a", "销\uff1a")
    return "\n".join(marks[at % 2] + text(f"conversations.{key}", language) for at, key in enumerate(keys))


def _heard(
    rs: RandomState, meant: NDArray[np.int64], near: NDArray[np.int64], sure: NDArray[np.float64]
) -> NDArray[np.object_]:
    """One annotator's labels: right, taken for a near type, anything else, or 'unsure'."""
    import numpy as np

    luck = rs.random_sample(len(meant))
    anything = (rs.random_sample(len(meant)) * len(TYPES)).astype(np.int64)
    index = np.where(luck < sure, meant, np.where(luck < sure + 0.6 * (1 - sure), near, anything))
    names = np.array(TYPES, dtype=object)[index]
    return np.asarray(np.where(luck > 1 - 0.2 * (1 - sure), "unsure", names), dtype=object)
