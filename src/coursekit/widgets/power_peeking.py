"""Explorer: how many customers an experiment needs, and what looking at it early does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.strategy.experiments import power, sample_size
from coursekit.strategy.peeking import z_paths
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, percent_axis, pick, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RULES = ("first", "split", "last")
ALPHA = 0.05
EXPERIMENTS = 2000
SHOWN = 40
COUNTS = (1, 2, 5, 10, 20)
POWERS = (0.5, 0.8, 0.9)


@dataclass(frozen=True)
class Outcome:
    """Simulated experiments: ``z`` by look, whether each ``called`` a difference, at which look, and the effect shown."""

    z: NDArray[np.float64]
    called: NDArray[np.bool_]
    look: NDArray[np.int64]

    @property
    def share(self) -> float:
        """Share of experiments that called a difference."""
        return float(self.called.mean())

    @property
    def right(self) -> NDArray[np.bool_]:
        """Experiments that called a difference with the sign of a positive effect."""
        import numpy as np

        return self.called & (self.z[np.arange(len(self.look)), self.look] > 0)


class PowerPeeking(Explorer):
    """Paths of simulated experiments, and how often success is called with and without an effect.

    The state is ``base`` (buyers in 100 without the offer), ``effect`` (percentage points on top), ``n`` (customers a
    group), ``looks``, ``decide`` ('first' look with p < 5 %; the 5 % 'split' among the looks, after Bonferroni; the
    'last' look only) and ``seed``. :meth:`outcome` is what was simulated.
    """

    name = "power_peeking"

    def __init__(self, *, language: str = "en") -> None:
        super().__init__(language)
        self._paths = lru_cache(maxsize=512)(self._simulated)
        self.assemble(
            {
                "base": sliders.whole(self.say("base"), 1, 50, 1, hook="ck-base"),
                "effect": sliders.whole(self.say("effect"), 0, 10, 1, hook="ck-effect"),
                "n": sliders.whole(self.say("n"), 100, 10_000, 100, hook="ck-n"),
                "looks": sliders.whole(self.say("looks"), 1, 20, 1, hook="ck-looks"),
                "decide": pick(
                    self.say("decide"), {self.say(r): r for r in RULES}, "first", hook="ck-decide"
                ),
                "seed": sliders.whole(self.say("seed"), 1, 20, 1, hook="ck-seed"),
            },
            {"base": 10, "effect": 0, "n": 2000, "looks": 10, "decide": "first", "seed": 1},
        )

    def outcome(self, *, effect: int | None = None, looks: int | None = None) -> Outcome:
        """The experiments of the present state, or with another ``effect`` (points) or number of ``looks``."""
        import numpy as np

        state = self.state
        effect = state["effect"] if effect is None else effect
        looks = state["looks"] if looks is None else looks
        z = self._paths(state["base"], effect, state["n"], looks, state["seed"])
        over = np.abs(z) > limit(state["decide"], looks)
        if state["decide"] == "last":
            over[:, :-1] = False
        called = np.asarray(over.any(axis=1))
        return Outcome(z, called, np.where(called, over.argmax(axis=1), looks - 1))

    def view(self, state: State) -> View:
        """Paths, shares of success by number of looks, and what was found where it was found."""
        false, real = self.outcome(effect=0).share, float(self.outcome().right.mean())
        facts = {"looks": state["looks"], "promised": f"{100 * ALPHA:.0f}"}
        if state["effect"] == 0:
            finding = self.say("finding_none", **facts, called=f"{100 * false:.0f}")
        else:
            facts |= {"effect": state["effect"], "called": f"{100 * real:.0f}"}
            finding = self.say("finding", **facts, false=f"{100 * false:.0f}")
            shown = self._shown_effect(self.outcome())
            if shown is not None and shown / state["effect"] >= 1.05:
                times = f"{shown / state['effect']:.1f}"
                finding += (" " if self.language == "en" else "") + self.say("overstated", times=times)
        drawn = self.say("drawn", shown=SHOWN)
        return View(finding, self._draw(state, finding), drawn, self._found(state) + self._needed(state))

    def _simulated(self, base: int, effect: int, n: int, looks: int, seed: int) -> NDArray[np.float64]:
        import numpy as np

        rs = np.random.RandomState(seed)
        return z_paths(base / 100, (base + effect) / 100, n, looks, rs, experiments=EXPERIMENTS)

    def _shown_effect(self, found: Outcome) -> float | None:
        """Mean effect (points) shown by those that find it, at the look at which they do; None when none does."""
        import numpy as np

        if not found.right.any():
            return None
        state = self.state
        upto = np.linspace(0, state["n"], state["looks"] + 1).round()[1:][found.look]
        mean_rate = (state["base"] + state["effect"] / 2) / 100
        error = np.sqrt(2 * mean_rate * (1 - mean_rate) / upto)
        z = found.z[np.arange(len(found.look)), found.look]
        return float((100 * z * error)[found.right].mean())

    def _draw(self, state: State, finding: str) -> Any:
        import numpy as np
        from matplotlib.collections import LineCollection

        fig, (left, right) = canvas(finding, self.language, panels=(1.5, 1.0), top=0.84, height=4.6)
        now = self.outcome()
        upto = np.linspace(0, state["n"], state["looks"] + 1).round()
        for called, colour, width in ((False, "0.6", 0.7), (True, plots.PALETTE[5], 1.2)):
            paths = [
                np.column_stack([upto[: last + 2], np.concatenate([[0.0], z[: last + 1]])])
                for z, over, last in zip(now.z[:SHOWN], now.called, now.look, strict=False)
                if over == called
            ]
            left.add_collection(LineCollection(paths, colors=colour, linewidths=width))
            ends = np.array([path[-1] for path in paths if called])
            if len(ends):
                left.plot(ends[:, 0], ends[:, 1], "o", color=colour, markersize=4)
        edge = limit(state["decide"], state["looks"])
        for side in (-edge, edge):
            left.hlines(
                side,
                0 if state["decide"] != "last" else 0.97 * state["n"],
                state["n"],
                colors="black",
                linestyles="--",
                linewidth=1.6,
            )
        low, high = float(now.z[:SHOWN].min()), float(now.z[:SHOWN].max())
        left.set(xlabel=self.say("customers_axis"), ylabel=self.say("z_axis"), xlim=(0, 1.01 * state["n"]))
        left.set_ylim(min(-3.5, low - 0.3), max(3.5, high + 0.3))
        self._by_looks(right, state)
        return fig

    def _by_looks(self, axes: Any, state: State) -> None:
        counts = sorted({*COUNTS, state["looks"]})
        lines = [(0, "called_nothing", plots.PALETTE[5], "o-")]
        if state["effect"]:
            lines.insert(0, (state["effect"], "called_real", plots.PALETTE[0], "s-"))
        top = 2 * ALPHA
        for effect, label, colour, style in lines:
            outcomes = [self.outcome(effect=effect, looks=count) for count in counts]
            shares = [float(each.right.mean()) if effect else each.share for each in outcomes]
            axes.plot(
                counts, shares, style, color=colour, markersize=4,
                label=self.say(label, effect=effect),
            )  # fmt: skip
            at = shares[counts.index(state["looks"])]
            axes.plot([state["looks"]], [at], style[0], color=colour, markersize=10)
            axes.annotate(
                f"{at:.0%}", (state["looks"], at), textcoords="offset points", xytext=(0, 9), ha="center"
            )
            top = max(top, *shares)
        axes.axhline(ALPHA, color="black", linewidth=1.4, linestyle=":", label=self.say("promised"))
        axes.set(
            xlabel=self.say("looks_axis"), ylabel=self.say("called_axis"), xlim=(0, 21), ylim=(0, 1.45 * top)
        )
        axes.set_xticks(list(COUNTS))
        percent_axis(axes.yaxis)
        axes.legend(loc="upper left", fontsize="small", frameon=False)

    def _found(self, state: State) -> str:
        import numpy as np

        upto = np.linspace(0, state["n"], state["looks"] + 1).round()[1:]
        rows = []
        for effect in sorted({0, state["effect"]}):
            found = self.outcome(effect=effect)
            shown = self._shown_effect(found) if effect == state["effect"] and effect else None
            rows.append(
                [
                    self.say("points", effect=effect),
                    f"{found.share:.1%}",
                    f"{found.share - float(found.right.mean()):.1%}",
                    f"{upto[found.look].mean():,.0f}",
                    "–" if shown is None else f"{shown:.1f}",
                ]
            )
        head = [self.say(key) for key in ("what", "called", "wrong", "at_work", "shown_effect")]
        return table(self.say("caption", experiments=f"{EXPERIMENTS:,}"), head, rows)

    def _needed(self, state: State) -> str:
        if not state["effect"]:
            return ""
        base, treated = state["base"] / 100, (state["base"] + state["effect"]) / 100
        rows = [[f"{share:.0%}", f"{sample_size(base, treated, power=share):,}"] for share in POWERS]
        rows.append([f"{power(base, treated, state['n']):.0%}", f"{state['n']:,}"])
        rows.sort(key=lambda row: int(row[1].replace(",", "")))
        return table(self.say("caption_size"), [self.say("chance"), self.say("needed")], rows)


def limit(decide: str, looks: int) -> float:
    """|z| from which a look calls success: two-sided 5 %, by the rule 'split' shared among the looks.

    >>> round(limit("first", 10), 2), round(limit("split", 10), 2)
    (1.96, 2.81)
    """
    from scipy.stats import norm

    return float(norm.ppf(1 - ALPHA / 2 / (looks if decide == "split" else 1)))
