"""Did they learn: parallel forms, paired effect, normalised gain, regression to the mean, a control group."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns
from coursekit.messages import text
from coursekit.strategy.experiments import Difference, mean_difference
from coursekit.training.plan import LEVELS, MEASURES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class PairedEffect:
    """Mean gain of people tested twice, its interval and test, and its size; ``n`` counts those with both tests."""

    n: int
    gain: Difference
    size: float


def paired_effect(before: ArrayLike, after: ArrayLike, *, confidence: float = 0.95) -> PairedEffect:
    """Mean of after − before with its t interval, of people who took both tests; see :func:`missing_people` for the rest.

    ``size`` is Cohen's d_av: mean gain / mean of the two standard deviations (Cumming 2012), missing where neither
    test varies. The interval is about the class: one person's gain has none. Raises DataError for fewer than two
    people with both tests.

    >>> found = paired_effect([10, 12, 14, 11], [13, 15, 16, 14])
    >>> found.gain.estimate, round(found.gain.low, 2), round(found.gain.high, 2), round(found.size, 2)
    (2.75, 1.95, 3.55, 1.83)
    """
    import numpy as np
    from scipy.stats import t as student

    first, second = _pairs(before, after)
    gain = second - first
    n = len(gain)
    estimate, error = float(gain.mean()), float(gain.std(ddof=1)) / sqrt(n)
    margin = float(student.ppf((1 + confidence) / 2, n - 1)) * error
    p_value = 2 * float(student.sf(abs(estimate) / error, n - 1)) if error > 0 else float(estimate == 0)
    spread = float(first.std(ddof=1) + second.std(ddof=1)) / 2
    size = estimate / spread if spread > 0 else float(np.nan)
    return PairedEffect(n, Difference(estimate, estimate - margin, estimate + margin, p_value), size)


def normalised_gain(before: pd.Series[float], after: pd.Series[float], maximum: float) -> pd.Series[float]:
    """Each person's gain as a share of what was left to gain: (after − before)/(maximum − before). Hake 1998.

    Undefined, so missing, for who had full marks before. Raises DataError for marks outside 0 to ``maximum``.

    >>> import pandas as pd
    >>> normalised_gain(pd.Series([10, 20]), pd.Series([15, 20]), 20).tolist()
    [0.5, nan]
    """
    _marks(before, maximum)
    _marks(after, maximum)
    room = (maximum - before).astype(float)
    return ((after - before) / room.where(room > 0)).rename("normalised_gain")


def class_gain(before: pd.Series[float], after: pd.Series[float], maximum: float) -> float:
    """Hake's g of a class: (mean after − mean before)/(maximum − mean before), over who took both tests.

    Not the mean of the persons' gains. 0.3 and 0.7 part low, medium and high in Hake 1998. Missing when everybody
    had full marks before.

    >>> import pandas as pd
    >>> class_gain(pd.Series([10, 20]), pd.Series([15, 20]), 20)
    0.5
    """
    _marks(before, maximum)
    _marks(after, maximum)
    both = before.notna() & after.notna()
    room = maximum - float(before[both].mean())
    return (float(after[both].mean()) - float(before[both].mean())) / room if room > 0 else float("nan")


def missing_people(scores: pd.DataFrame) -> pd.DataFrame:
    """Who lacks a test, and how they did on the other: n, before, after (means) for 'both', 'before only', 'after only'.

    ``scores`` has before and after, missing where not taken. If those who stayed away were weaker, the class mean
    rises without anybody having learnt.

    >>> import pandas as pd
    >>> missing_people(pd.DataFrame({"before": [10, 4], "after": [12, None]}))["n"].to_dict()
    {'both': 1, 'before only': 1, 'after only': 0}
    """
    import numpy as np

    expect_columns(scores, ["before", "after"], "the scores")
    one, two = scores["before"].notna(), scores["after"].notna()
    kind = np.select([one & two, one, two], ["both", "before only", "after only"], "neither")
    table = scores.groupby(kind)[["before", "after"]].mean()
    table.insert(0, "n", scores.groupby(kind).size())
    table = table.reindex(["both", "before only", "after only"])
    return table.assign(n=table["n"].fillna(0).astype(int))


def regression_to_mean(before: ArrayLike, selected: ArrayLike, reliability: float) -> float:
    """Rise of the mean to expect in a retest *without any training*, for people chosen by their first mark.

    (1 − reliability)·(mean of all − mean of the selected): the lowest come up, the highest down. Galton 1886.
    ``reliability`` is the correlation of two parallel forms, 0 to 1.

    >>> round(regression_to_mean([2, 4, 6, 8], [True, True, False, False], 0.75), 2)
    0.5
    """
    import numpy as np

    x, chosen = np.asarray(before, dtype=float), np.asarray(selected, dtype=bool)
    if not 0 <= reliability <= 1 or len(x) != len(chosen) or not chosen.any():
        raise UsageError(f"Found reliability {reliability}.", "Expected 0 to 1, and somebody selected.")
    return (1 - reliability) * float(x.mean() - x[chosen].mean())


def effect_against_control(
    scores: pd.DataFrame, *, group: str = "trained", confidence: float = 0.95
) -> tuple[Difference, float]:
    """Mean gain of the trained − mean gain of the controls, with Welch's interval; and the effect size.

    ``scores``: ``group`` (true or false), before, after; people with both tests count. The size is the difference /
    the pooled standard deviation of the tests before (Morris 2008, without its correction for small samples).

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"trained": [True] * 3 + [False] * 3, "before": [4, 5, 6] * 2, "after": [7, 8, 10, 5, 6, 6]})
    >>> effect, size = effect_against_control(scores)
    >>> round(effect.estimate, 2), round(size, 2)
    (2.67, 2.67)
    """
    import numpy as np

    expect_columns(scores, [group, "before", "after"], "the scores")
    both = scores.dropna(subset=["before", "after"])
    trained = both[group].astype(bool).to_numpy()
    before, gain = (
        both["before"].to_numpy(dtype=float),
        (both["after"] - both["before"]).to_numpy(dtype=float),
    )
    effect = mean_difference(gain[trained], gain[~trained], confidence=confidence)
    n1, n0 = int(trained.sum()), int((~trained).sum())
    squares = (n1 - 1) * before[trained].var(ddof=1) + (n0 - 1) * before[~trained].var(ddof=1)
    spread = float(np.sqrt(squares / (n1 + n0 - 2)))
    return effect, effect.estimate / spread if spread > 0 else float("nan")


@dataclass(frozen=True)
class Parallel:
    """Two forms taken by the same people: ``difference`` of means (second − first), ratio of deviations, correlation."""

    difference: Difference
    spread_ratio: float
    reliability: float


def parallel_forms(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> Parallel:
    """How parallel two forms are, from people who took both without training in between.

    Parallel forms have equal means and spreads, and a high correlation (the reliability of either). An interval
    around 0 that is wide shows nothing.

    >>> found = parallel_forms([10, 12, 14, 16], [11, 12, 15, 16])
    >>> found.difference.estimate, round(found.reliability, 3)
    (0.5, 0.976)
    """
    import numpy as np

    one, two = _pairs(first, second)
    found = paired_effect(one, two, confidence=confidence)
    if one.std() == 0 or two.std() == 0:
        raise DataError("Found a form on which everybody has the same mark.", "Expected marks that vary.")
    ratio = float(two.std(ddof=1) / one.std(ddof=1))
    return Parallel(found.gain, ratio, float(np.corrcoef(one, two)[0, 1]))


def counterbalanced_gain(scores: pd.DataFrame, *, confidence: float = 0.95) -> tuple[Difference, float]:
    """Gain when half took form A first and half form B, by lot: the forms' difference in difficulty drops out.

    ``scores``: first_form ('A' or 'B'), before, after. Gain = mean of the two halves' mean gains, whatever their
    sizes; second result: how much harder form B is, in marks = (gain of B first − gain of A first) / 2.

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"first_form": list("AABB"), "before": [10, 12, 8, 10], "after": [11, 13, 13, 15]})
    >>> gain, harder = counterbalanced_gain(scores)
    >>> gain.estimate, harder
    (3.0, 2.0)
    """
    from scipy.stats import norm

    expect_columns(scores, ["first_form", "before", "after"], "the scores")
    both = scores.dropna(subset=["before", "after"])
    gains = (both["after"] - both["before"]).groupby(both["first_form"])
    if set(gains.groups) != {"A", "B"} or int(gains.size().min()) < 2:
        raise DataError(
            f"Found first forms {sorted(map(str, gains.groups))}.",
            "Expected A and B, two people or more each.",
        )
    mean, error = gains.mean(), sqrt(float((gains.var() / gains.size()).sum())) / 2
    estimate = float(mean["A"] + mean["B"]) / 2
    margin = float(norm.ppf((1 + confidence) / 2)) * error
    p_value = 2 * float(norm.sf(abs(estimate) / error)) if error > 0 else float(estimate == 0)
    return Difference(estimate, estimate - margin, estimate + margin, p_value), float(
        mean["B"] - mean["A"]
    ) / 2


def kirkpatrick(language: str | None = None) -> pd.DataFrame:
    """The four levels of evaluation (Kirkpatrick 1959): level (index), question, and measures that reach it.

    >>> kirkpatrick("en").loc["learning", "measures"]
    'parallel test, demonstration'
    """
    import pandas as pd

    measures = [", ".join(name for name, shown in MEASURES.items() if shown == level) for level in LEVELS]
    questions = [text(f"training.{level}", language) for level in LEVELS]
    return pd.DataFrame({"question": questions, "measures": measures}, index=pd.Index(LEVELS, name="level"))


def _pairs(before: ArrayLike, after: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if first.shape != second.shape:
        raise DataError(
            f"Found {len(first)} and {len(second)} marks.", "Expected one each for the same people."
        )
    both = ~(np.isnan(first) | np.isnan(second))
    if int(both.sum()) < 2:
        raise DataError(f"Found {int(both.sum())} people with both tests.", "Expected two or more.")
    return first[both], second[both]


def _marks(marks: pd.Series[float], maximum: float) -> None:
    known = marks.dropna()
    if maximum <= 0 or bool(((known < 0) | (known > maximum)).any()):
        raise DataError(f"Found marks from {known.min()} to {known.max()}.", f"Expected 0 to {maximum}.")
