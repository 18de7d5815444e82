"""Explorer: what a class seems to have learnt, and how much of it is chance in whom one picked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.strategy.experiments import Difference
from coursekit.training import evaluation
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, pick, table

if TYPE_CHECKING:
    import pandas as pd

MAXIMUM = 40
MEAN, SPREAD = 22.0, 6.0  # marks before, of everybody: their mean and standard deviation
CONTROLS = ("everybody", "half")
GROUPS = ("trained", "waiting")


class LearningGain(Explorer):
    """Simulated marks on two parallel forms of 40: picked by the first, trained or not, tested by the second.

    The state is ``people``, ``reliability`` (% of the variance of marks that is ability), ``invited`` (the lowest % by
    the first test, ties by lot), ``gain`` (true effect, marks), ``harder`` (of the second form, marks), ``control``
    ('everybody' invited is trained, or 'half' by lot) and ``seed``. :attr:`scores` holds everybody's marks.
    """

    name = "learning_gain"

    def __init__(self, *, language: str = "en") -> None:
        super().__init__(language)
        self._class = lru_cache(maxsize=128)(simulate)
        self.assemble(
            {
                "people": sliders.whole(self.say("people"), 40, 400, 20, hook="ck-people"),
                "reliability": sliders.whole(self.say("reliability"), 30, 100, 5, hook="ck-reliability"),
                "invited": sliders.whole(self.say("invited"), 10, 100, 10, hook="ck-invited"),
                "gain": sliders.whole(self.say("gain"), 0, 8, 1, hook="ck-gain"),
                "harder": sliders.whole(self.say("harder"), 0, 4, 1, hook="ck-harder"),
                "control": pick(
                    self.say("control"), {self.say(c): c for c in CONTROLS}, "everybody", hook="ck-control"
                ),
                "seed": sliders.whole(self.say("seed"), 1, 20, 1, hook="ck-seed"),
            },
            {
                "people": 200,
                "reliability": 60,
                "invited": 20,
                "gain": 0,
                "harder": 0,
                "control": "everybody",
                "seed": 7,
            },
        )

    @property
    def scores(self) -> pd.DataFrame:
        """before, after (missing where not invited), group ('trained', 'waiting' or 'others'); one row a person."""
        return self._class(**self.state)

    @property
    def regression(self) -> float:
        """Gain of the invited to expect from a retest alone, by the formula (marks)."""
        scores = self.scores
        selected = scores["group"].ne("others")
        return evaluation.regression_to_mean(scores["before"], selected, self.state["reliability"] / 100)

    def gains(self) -> dict[str, Difference]:
        """Mean gain by group with its interval, and with a control group the 'effect', trained − waiting."""
        scores = self.scores
        found = {}
        for group in GROUPS:
            part = scores[scores["group"].eq(group)]
            if len(part):
                found[group] = evaluation.paired_effect(part["before"], part["after"]).gain
        if "waiting" in found:
            both = scores[scores["group"].ne("others")]
            both = both.assign(trained=both["group"].eq("trained"))
            found["effect"] = evaluation.effect_against_control(both)[0]
        return found

    def view(self, state: State) -> View:
        """Marks before and after, mean gains with intervals, and what they are made of."""
        gains = self.gains()
        trained, effect = gains["trained"], gains.get("effect")
        facts: dict[str, object] = {"gain": _signed(trained.estimate), "truth": state["gain"]}
        if effect is None:
            finding = self.say(
                "finding_alone",
                **facts,
                low=_signed(trained.low),
                high=_signed(trained.high),
                regression=_signed(self.regression),
                form=_signed(-state["harder"], 0),
            )
        else:
            finding = self.say(
                "finding_control",
                **facts,
                waiting=_signed(gains["waiting"].estimate),
                effect=_signed(effect.estimate),
                low=_signed(effect.low),
                high=_signed(effect.high),
            )
        return View(finding, self._draw(state, finding, gains), self.say("drawn"), self._rows(state))

    def _draw(self, state: State, finding: str, gains: dict[str, Difference]) -> Any:
        fig, (left, right) = canvas(finding, self.language, panels=(1.3, 1.0), top=0.8, height=4.8)
        scores = self.scores
        left.plot(
            [0, MAXIMUM], [0, MAXIMUM], color="black", linewidth=1.2, linestyle="--", label=self.say("same")
        )
        for number, (group, mark) in enumerate(zip(GROUPS, "os", strict=True)):
            part = scores[scores["group"].eq(group)]
            if len(part):
                left.plot(
                    part["before"], part["after"], mark, color=plots.PALETTE[5 * (1 - number)], markersize=4,
                    alpha=0.75, markeredgewidth=0, label=self.say(group),
                )  # fmt: skip
        others = scores.loc[scores["group"].eq("others"), "before"]
        if len(others):
            left.plot(others, [0.6] * len(others), "|", color="0.5", markersize=7, label=self.say("others"))
        left.set(xlabel=self.say("before_axis"), ylabel=self.say("after_axis"))
        left.set(xlim=(0, MAXIMUM), ylim=(0, MAXIMUM))
        left.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncol=4, fontsize="small", frameon=False,
            columnspacing=1.0, handletextpad=0.3,
        )  # fmt: skip
        self._intervals(right, state, gains)
        return fig

    def _intervals(self, axes: Any, state: State, gains: dict[str, Difference]) -> None:
        rows = [(f"row_{name}", gain, plots.PALETTE[5 * (name != "waiting")]) for name, gain in gains.items()]
        expected = self.regression - state["harder"]
        rows.insert(
            len(rows) - ("effect" in gains),
            ("row_expected", Difference(expected, expected, expected, 1.0), "0.4"),
        )
        for place, (key, gain, colour) in enumerate(rows):
            colour = "black" if key == "row_effect" else colour
            axes.plot([gain.low, gain.high], [place, place], color=colour, linewidth=2.5)
            axes.plot(
                [gain.estimate], [place], "o" if key != "row_expected" else "D", color=colour, markersize=7
            )
            axes.annotate(
                self.say("row", row=self.say(key), marks=_signed(gain.estimate)), (gain.estimate, place), textcoords="offset points",
                xytext=(0, 9), ha="center", fontsize="small",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85},
            )  # fmt: skip
        axes.axvline(state["gain"], color=plots.PALETTE[2], linewidth=1.8, linestyle="--")
        axes.annotate(
            self.say("truth_line"), (state["gain"], len(rows) - 0.45), textcoords="offset points", xytext=(4, 0),
            fontsize="small", color="#00614A", va="bottom",
        )  # fmt: skip
        low = min(0.0, *(gain.low for _, gain, _ in rows))
        high = max(float(state["gain"]), *(gain.high for _, gain, _ in rows))
        axes.set(xlabel=self.say("gain_axis"), xlim=(low - 2.5, high + 2.5), ylim=(len(rows) - 0.4, -0.8))
        axes.set_yticks([])

    def _rows(self, state: State) -> str:
        scores = self.scores
        rows = []
        for group in GROUPS:
            part = scores[scores["group"].eq(group)]
            if part.empty:
                continue
            size = evaluation.paired_effect(part["before"], part["after"]).size
            hake = evaluation.class_gain(part["before"], part["after"], MAXIMUM)
            means = [f"{part[test].mean():.1f}" for test in ("before", "after")]
            rows.append([self.say(group), f"{len(part)}", *means, f"{size:.2f}", f"{hake:.2f}"])
        others = scores.loc[scores["group"].eq("others"), "before"]
        if len(others):
            rows.append([self.say("others"), f"{len(others)}", f"{others.mean():.1f}", "–", "–", "–"])
        head = [self.say(key) for key in ("who", "n", "before", "after", "size", "hake")]
        facts = {"mean": f"{scores['before'].mean():.1f}", "spread": f"{scores['before'].std():.1f}"}
        return table(self.say("caption", **facts, people=state["people"]), head, rows)


def simulate(
    people: int, reliability: int, invited: int, gain: int, harder: int, control: str, seed: int
) -> pd.DataFrame:
    """A class with true ability and two tests of that reliability (%), marks whole and from 0 to 40.

    >>> simulate(40, 100, 50, 0, 0, "everybody", 1).groupby("group").size().to_dict()
    {'others': 20, 'trained': 20}
    """
    import numpy as np
    import pandas as pd

    rs = np.random.RandomState(seed)
    able, first, second, lot, halves = (rs.normal(size=people) for _ in range(5))
    ability = MEAN + SPREAD * np.sqrt(reliability / 100) * able
    error = SPREAD * np.sqrt(1 - reliability / 100)
    before = np.clip(np.round(ability + error * first), 0, MAXIMUM)
    order = np.lexsort([lot, before])
    chosen = order[: max(4, round(people * invited / 100))]
    group = np.full(people, "others", dtype=object)
    group[chosen] = "trained"
    if control == "half":
        group[chosen[np.argsort(halves[chosen])[: len(chosen) // 2]]] = "waiting"
    after = ability + gain * (group == "trained") - harder + error * second
    marks = np.clip(np.round(after), 0, MAXIMUM)
    frame = pd.DataFrame({"before": before, "after": marks, "group": group})
    frame["after"] = frame["after"].where(frame["group"].ne("others"))
    return frame


def _signed(marks: float, digits: int = 1) -> str:
    """Marks with their sign, as a reader expects it: a minus, not a hyphen, and no sign for nothing."""
    shown = f"{abs(marks):.{digits}f}"
    if float(shown) == 0:
        return shown
    return f"{'+' if marks > 0 else '−'}{shown}"
