"""Explorer: k-means on two features, one half step at a time: assign, move, repeat."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from coursekit import plots
from coursekit.errors import DataError
from coursekit.segment import cluster
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, percent_axis, pick, table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    HalfStep = tuple[NDArray[np.intp] | None, NDArray[np.float64], float]  # labels, centres, within

SCALES = ("none", "z-score", "log")
STARTS = ("random", "far", "corner")
MARKS = "osD^vP"  # groups differ in shape as well as in colour
LAST = 60  # half steps on the slider
MOST = 1000  # half steps at which a run is given up as settled


class KMeansSteps(Explorer):
    """Points, centres and the within sum of squares, over the two numeric columns of ``features``.

    ``labels`` are the axis labels, with units, of the two columns. The state is ``step`` (0: only centres; odd: assigned;
    even: moved), ``k``, ``start`` ('random' customers, customers 'far' from each other, or all in one 'corner'),
    ``seed`` and ``scale`` ('none', 'z-score', 'log'). After the last change every further step repeats it.
    """

    name = "kmeans_steps"

    def __init__(self, features: pd.DataFrame, labels: tuple[str, str], *, language: str = "en") -> None:
        super().__init__(language)
        import ipywidgets as widgets
        from sklearn.metrics import (
            adjusted_rand_score,
        )  # here, not at the first step: loading it takes a while

        if len(features.columns) != 2 or len(labels) != 2:
            raise DataError(
                f"Found {len(features.columns)} features and {len(labels)} labels.", "Expected two of each."
            )
        self.features, self.labels = features, labels
        self._agreement = adjusted_rand_score
        self._prepared = lru_cache(maxsize=8)(self._scaled)
        self._run = lru_cache(maxsize=64)(self._iterated)
        self._alone = lru_cache(maxsize=64)(self._one_feature)
        onward = widgets.Button(description=self.say("next")).add_class("ck-next")
        onward.on_click(lambda _button: self._next())
        self.assemble(
            {
                "step": sliders.whole(self.say("step"), 0, LAST, 1, hook="ck-step"),
                "k": sliders.whole(self.say("k"), 2, len(MARKS), 1, hook="ck-k"),
                "start": pick(self.say("start"), {self.say(s): s for s in STARTS}, "random", hook="ck-start"),
                "seed": sliders.whole(self.say("seed"), 1, 20, 1, hook="ck-seed"),
                "scale": pick(
                    self.say("scale"),
                    {self.say(s.replace("-", "_")): s for s in SCALES},
                    "none",
                    hook="ck-scale",
                ),
            },
            {"step": 0, "k": 3, "start": "random", "seed": 1, "scale": "none"},
            beside=(onward,),
        )

    @property
    def within(self) -> list[float]:
        """The within sum of squares after each half step, in the units that the distances are measured in."""
        return [within for _, _, within in self._run(*self._choices(self.state))]

    @property
    def total(self) -> float:
        """The sum of squares about the mean of all: the within sum of squares of one group."""
        points = self._prepared(self.state["scale"])[0]
        return float(((points - points.mean(axis=0)) ** 2).sum())

    @property
    def groups(self) -> pd.Series[Any] | None:
        """The group of each customer now; None at step 0, before anybody is assigned."""
        import pandas as pd

        labels = self._now(self.state)[0]
        return None if labels is None else pd.Series(labels, index=self.features.index, name="group")

    @property
    def settled(self) -> int:
        """The half step from which nothing changes any more."""
        return len(self._run(*self._choices(self.state))) - 1

    def view(self, state: State) -> View:
        """Points in their units, the within sum of squares by step, and a table of the groups."""
        labels, centres, within = self._now(state)
        before = self._now({**state, "step": max(0, state["step"] - 1)})
        done = state["step"] >= self.settled
        facts: dict[str, object] = {
            "step": state["step"],
            "within": f"{within / self.total:.1%}",
            "k": state["k"],
        }
        if labels is None:
            finding = self.say("finding_start", **facts)
        elif done:
            finding = self.say(
                "finding_settled", **{**facts, "step": self.settled}, sizes=self._sizes(labels)
            )
        elif state["step"] % 2:
            earlier = self._now({**state, "step": state["step"] - 2})[0] if state["step"] > 1 else None
            moved = len(labels) if earlier is None else int((labels != earlier).sum())
            finding = self.say("finding_assign", **facts, moved=f"{moved:,}")
        else:
            finding = self.say("finding_move", **facts, before=f"{before[2] / self.total:.1%}")
        if labels is not None:
            finding += " " + self._alike(labels, state)
        drawn = self.say("drawn", x=self.labels[0], y=self.labels[1])
        return View(finding, self._draw(state, finding), drawn, self._rows(labels, centres))

    def _next(self) -> None:
        self.state = {"step": min(self.state["step"] + 1, LAST)}

    def _choices(self, state: State) -> tuple[int, str, int, str]:
        return state["k"], state["start"], state["seed"], state["scale"]

    def _now(self, state: State) -> HalfStep:
        steps = self._run(*self._choices(state))
        now: HalfStep = steps[min(state["step"], len(steps) - 1)]
        return now

    def _scaled(self, scale: str) -> tuple[NDArray[np.float64], cluster.Preparation]:
        prepared = cluster.prepare(self.features, cast("cluster.Scaling", scale))
        return prepared.apply(self.features).to_numpy(), prepared

    def _iterated(self, k: int, start: str, seed: int, scale: str) -> list[HalfStep]:
        """Labels, centres and within sum of squares after every half step, until nothing changes."""
        points = self._prepared(scale)[0]
        centres = _first_centres(points, k, start, seed)
        labels, moved, within = cluster.lloyd_step(points, centres)
        steps: list[HalfStep] = [(None, centres, within)]
        while len(steps) <= MOST:
            steps.append((labels, centres, within))
            steps.append((labels, moved, float(((points - moved[labels]) ** 2).sum())))
            centres = moved
            new, moved, within = cluster.lloyd_step(points, centres)
            if (new == labels).all():
                break
            labels = new
        return steps

    def _one_feature(self, column: int, k: int, scale: str) -> NDArray[np.intp]:
        """Groups from one feature alone: Lloyd's steps from its quantiles until nothing changes."""
        import numpy as np

        alone = self._prepared(scale)[0][:, [column]]
        centres = np.unique(np.quantile(alone, (np.arange(k) + 0.5) / k))[:, None]
        while True:
            labels, moved, _ = cluster.lloyd_step(alone, centres)
            if np.array_equal(moved, centres):
                return labels
            centres = moved

    def _alike(self, labels: NDArray[np.intp], state: State) -> str:
        """How far the groups are what one feature alone would give."""
        scores = [
            float(self._agreement(self._alone(column, state["k"], state["scale"]), labels))
            for column in (0, 1)
        ]
        better = int(scores[1] > scores[0])
        return self.say("alike", feature=self.labels[better], score=f"{scores[better]:.2f}")

    def _sizes(self, labels: NDArray[np.intp]) -> str:
        return " / ".join(f"{int((labels == number).sum()):,}" for number in range(self.state["k"]))

    def _units(self, centres: NDArray[np.float64], scale: str) -> NDArray[np.float64]:
        """Centres back in the units of the features."""
        import numpy as np

        if scale == "none":
            return centres
        known = self._prepared(scale)[1].reference.to_numpy()
        if scale == "log":
            known = np.log1p(known)
        back = centres * known.std(axis=0) + known.mean(axis=0)
        return cast("NDArray[np.float64]", np.expm1(back) if scale == "log" else back)

    def _draw(self, state: State, finding: str) -> Any:
        labels, centres, _ = self._now(state)
        fig, (left, right) = canvas(
            finding, self.language, panels=(1.7, 1.0), height=4.8, top=0.79, left=0.125
        )
        x, y = (self.features[name].to_numpy() for name in self.features)
        if labels is None:
            left.scatter(x, y, s=9, color="0.6", linewidths=0)
        else:
            for number in range(state["k"]):
                own = labels == number
                left.scatter(
                    x[own],
                    y[own],
                    s=11,
                    color=plots.PALETTE[number],
                    marker=MARKS[number],
                    linewidths=0,
                    alpha=0.7,
                )
        at = self._units(centres, state["scale"])
        if state["step"] and state["step"] % 2 == 0:
            earlier = self._units(self._now({**state, "step": state["step"] - 1})[1], state["scale"])
            for (x0, y0), (x1, y1) in zip(earlier, at, strict=True):
                left.plot([x0, x1], [y0, y1], color="black", linewidth=1.2, zorder=4)
        for number, (cx, cy) in enumerate(at):
            left.scatter(
                cx, cy, s=150, color=plots.PALETTE[number], marker=MARKS[number], edgecolors="black", linewidths=1.8,
                zorder=5, label=self.say("group", number=number + 1),
            )  # fmt: skip
        if state["scale"] == "log":
            left.set_xscale("symlog", linthresh=1)
            left.set_yscale("symlog", linthresh=1)
            left.minorticks_off()
            left.xaxis.set_major_formatter("{x:g}")
        left.yaxis.set_major_formatter("{x:,.0f}")
        left.set(xlabel=self.labels[0], ylabel=self.labels[1])
        left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=6, fontsize="small", frameon=False,
                    handletextpad=0.1, columnspacing=0.8, markerscale=0.7)  # fmt: skip
        within = [value / self.total for value in self.within]
        at_step = min(state["step"], len(within) - 1)
        right.plot(range(len(within)), within, color="0.6", marker=".", linewidth=1)
        right.plot(at_step, within[at_step], "o", color=plots.PALETTE[5], markersize=9)
        right.set(xlabel=self.say("step_axis"), ylabel=self.say("within_axis"))
        right.set_ylim(0, None)
        right.locator_params(nbins=5)
        percent_axis(right.yaxis)
        return fig

    def _rows(self, labels: NDArray[np.intp] | None, centres: NDArray[np.float64]) -> str:
        at = self._units(centres, self.state["scale"])
        rows = [
            [
                self.say("group", number=number + 1),
                "–" if labels is None else f"{int((labels == number).sum()):,}",
                *(f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}" for value in at[number]),
            ]
            for number in range(len(at))
        ]
        return table(self.say("caption"), [self.say("group_head"), self.say("customers"), *self.labels], rows)


def _first_centres(points: NDArray[np.float64], k: int, start: str, seed: int) -> NDArray[np.float64]:
    """k distinct customers: drawn at random, drawn far apart (k-means++), or those nearest the low corner."""
    import numpy as np

    different = np.unique(points, axis=0)
    if len(different) < k:
        raise DataError(f"Found {len(different)} different customers.", f"Expected {k} or more.")
    if start == "corner":
        spread = np.where(np.ptp(different, axis=0) > 0, np.ptp(different, axis=0), 1)
        near = (((different - different.min(axis=0)) / spread) ** 2).sum(axis=1)
        return different[np.argsort(near, kind="stable")[:k]]
    rs = np.random.RandomState(seed)
    if start == "random":
        return different[rs.permutation(len(different))[:k]]
    chosen = [different[rs.randint(len(different))]]
    for _ in range(k - 1):
        squared = ((different[:, None, :] - np.array(chosen)[None]) ** 2).sum(axis=2).min(axis=1)
        chosen.append(
            different[np.searchsorted(np.cumsum(squared), rs.random_sample() * squared.sum(), side="right")]
        )
    return np.array(chosen)
