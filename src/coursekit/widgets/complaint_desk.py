"""Explorer: a complaint desk with a clock at each step; who is put where, what goes first, and who waits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.faults import expect_columns
from coursekit.strategy import complaints as clocks
from coursekit.strategy.complaint_desk import OPEN_HOURS, ORDERS, replay
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, percent_axis, pick, table

if TYPE_CHECKING:
    import pandas as pd

WEEKS = 26
STEPS = clocks.STAGES[:-1]
SHARES = (0.10, 0.10, 0.20, 0.15, 0.30, 0.15)  # of the promised days, allowed to each step
SEVERITIES = (1, 2, 3)


@dataclass(frozen=True)
class Replayed:
    """What one state gives: ``complaints`` (days, open, broke, severity) and the breaches ``over`` their limits.

    ``steps`` and ``days`` are stage summaries: in hours by stage, and in days by severity and of 'all'.
    """

    complaints: pd.DataFrame
    over: pd.DataFrame
    steps: pd.DataFrame
    days: pd.DataFrame
    reopened: float
    work: float


class ComplaintDesk(Explorer):
    """The last 26 weeks of recorded ``complaints``, replayed at a desk that is staffed and ordered otherwise.

    ``complaints`` has ``complaint_id, severity`` (1–3)``, reopened`` and the times of all stages; those not closed on
    record are left out. The state is ``front`` and ``back`` (people), ``order`` ('received', 'serious', 'quick' or
    'clock'), ``hurried`` (true or false) and ``days`` (promised, shared out among the steps). What is assumed of the
    work stands at :func:`coursekit.strategy.complaint_desk.replay`; :attr:`replayed` holds the outcome.
    """

    name = "complaint_desk"

    def __init__(self, complaints: pd.DataFrame, *, language: str = "en") -> None:
        super().__init__(language)
        import pandas as pd

        expect_columns(complaints, ["complaint_id", "severity", "reopened", *clocks.STAGES], "the complaints")
        recorded = complaints.dropna(subset=list(clocks.STAGES))
        day = recorded["received"].dt.normalize()
        self.until = day.max() + pd.Timedelta(days=1)
        self.recorded = recorded[day >= self.until - pd.Timedelta(weeks=WEEKS)]
        self._replay = lru_cache(maxsize=256)(self._replayed)
        self.assemble(
            {
                "front": sliders.whole(self.say("front"), 0, 3, 1, hook="ck-front"),
                "back": sliders.whole(self.say("back"), 1, 8, 1, hook="ck-back"),
                "order": pick(
                    self.say("order"), {self.say(o): o for o in ORDERS}, "received", hook="ck-order"
                ),
                "hurried": pick(
                    self.say("hurried"),
                    {self.say("thorough"): False, self.say("hurry"): True},
                    False,
                    hook="ck-hurried",
                ),
                "days": sliders.whole(self.say("days"), 3, 30, 1, hook="ck-days"),
            },
            {"front": 0, "back": 2, "order": "received", "hurried": False, "days": 10},
        )

    @property
    def limits(self) -> dict[str, float]:
        """Hours allowed to each stage."""
        return _limits(self.state["days"])

    @property
    def replayed(self) -> Replayed:
        """The outcome of the present state."""
        return self._replay(*self.state.values())

    def view(self, state: State) -> View:
        """Days of each complaint with their average, breaches by step, and who waits."""
        now = self.replayed
        done = now.complaints[~now.complaints["open"]]
        p90 = float(now.days["p90"]["all"])
        tail = self.say("tail_open") if isnan(p90) else self.say("tail", p90=f"{p90:.1f}")
        facts: dict[str, object] = {
            "n": len(now.complaints),
            "done": len(done),
            "open": len(now.complaints) - len(done),
            "mean": f"{done['days'].mean():.1f}" if len(done) else "–",
            "tail": tail,
            "back": self.say("unknown") if isnan(now.reopened) else f"{now.reopened:.0%}",
        }
        if now.over.empty:
            finding = self.say("finding_kept", **facts)
        else:
            worst = str(self._over_shares().idxmax())
            broken = int(now.complaints["broke"].sum())
            finding = self.say("finding", **facts, breached=broken, stage=self.say(f"step_{worst}"))
        return View(finding, self._draw(state, finding), self.say("drawn"), self._steps(state) + self._who())

    def _replayed(self, front: int, back: int, order: Any, hurried: bool, days: int) -> Replayed:
        import pandas as pd

        limits = _limits(days)
        desk = replay(self.recorded, front=front, back=back, order=order, limits=limits, hurried=hurried)
        came = desk.complaints[desk.complaints["received"] < self.until]
        as_of = str(self.until)
        times = clocks.stage_times(came, as_of)
        over = clocks.breaches(times, limits)
        still_open = came["closed"] > self.until
        spent = (came["closed"].mask(still_open, self.until) - came["received"]).dt.total_seconds() / 86400
        complaints = pd.DataFrame(
            {
                "complaint_id": came["complaint_id"],
                "severity": came["severity"],
                "days": spent,
                "open": still_open,
                "broke": came["complaint_id"].isin(over["complaint_id"]),
            }
        )
        known = clocks.reopen_rate(came, as_of)
        rate = float(known["rate"].iloc[0]) if len(known) else float("nan")
        steps = clocks.stage_summary(times, (0.9,))
        return Replayed(complaints, over, steps, self._waits(complaints), rate, desk.work)

    def _waits(self, complaints: pd.DataFrame) -> pd.DataFrame:
        """Percentiles of days to close, open ones counted as 'at least so long'; missing when not yet reached."""
        import pandas as pd

        timed = complaints[["open"]].assign(hours=complaints["days"])
        parts = [timed.assign(stage="all"), timed.assign(stage=complaints["severity"].astype(str))]
        return clocks.stage_summary(pd.concat(parts), (0.5, 0.9))

    def _over_shares(self) -> pd.Series[float]:
        now = self.replayed
        entered = now.steps["n"].reindex(list(STEPS), fill_value=0)
        late = now.over["stage"].astype(str).value_counts().reindex(list(STEPS), fill_value=0)
        return late / entered.clip(lower=1)

    def _draw(self, state: State, finding: str) -> Any:
        fig, (left, right) = canvas(finding, self.language, panels=(1.5, 1.0), top=0.84, height=4.6)
        now = self.replayed.complaints.sort_values(["days", "complaint_id"], ignore_index=True)
        for open_, colour, label in ((False, 0, "closed_line"), (True, 5, "open_line")):
            part = now[now["open"] == open_]
            if len(part):
                left.vlines(
                    part.index + 1, 0, part["days"], color=plots.PALETTE[colour], linewidth=2.0,
                    label=self.say(label),
                )  # fmt: skip
        done = now[~now["open"]]
        if len(done):
            mean = float(done["days"].mean())
            left.axhline(mean, color="black", linewidth=1.8, linestyle="--", label=self.say("mean_line"))
        left.axhline(
            state["days"],
            color="black",
            linewidth=1.8,
            linestyle=":",
            label=self.say("promise_line"),
        )
        left.set(xlabel=self.say("rank_axis"), ylabel=self.say("days_axis"), xlim=(0, len(now) + 1))
        left.set_ylim(0, 1.08 * max(float(state["days"]), float(now["days"].max())))
        left.grid(visible=False, axis="x")
        left.legend(loc="upper left", fontsize="small", frameon=False)
        shares = self._over_shares()
        right.barh(range(len(STEPS)), shares, color=plots.PALETTE[5])
        for number, share in enumerate(shares):
            right.annotate(
                f"{share:.0%}", (share, number), textcoords="offset points", xytext=(3, 0), va="center",
                fontsize="small",
            )  # fmt: skip
        right.set_yticks(range(len(STEPS)), [self.say(f"step_{stage}") for stage in STEPS], fontsize="small")
        right.set(xlabel=self.say("share_axis"), xlim=(0, 1.12))
        right.set_ylim(len(STEPS) - 0.5, -0.5)
        percent_axis(right.xaxis, 0, 0.5, 1)
        right.grid(visible=False, axis="y")
        return fig

    def _steps(self, state: State) -> str:
        now = self.replayed
        late = now.over["stage"].astype(str).value_counts()
        rows = []
        for stage, limit in self.limits.items():
            values = ["0", "–", "–", "–"]
            if stage in now.steps.index:
                values = [f"{now.steps['n'][stage]}"]
                values += [_number(float(now.steps[key][stage]), 0) for key in ("mean", "p90", "longest")]
            rows.append([self.say(f"step_{stage}"), f"{limit:.0f}", *values, f"{late.get(stage, 0)}"])
        keys = ("step", "limit", "entered", "mean", "p90", "longest", "broke")
        days = (self.until - self.recorded["received"].min().normalize()).days
        have = days * OPEN_HOURS * (state["front"] + state["back"])
        caption = self.say("caption", weeks=WEEKS, work=f"{now.work:,.0f}", have=f"{have:,.0f}")
        return table(caption, [self.say(key) for key in keys], rows)

    def _who(self) -> str:
        now = self.replayed
        rows = []
        for severity in SEVERITIES:
            part = now.complaints[now.complaints["severity"].eq(severity)]
            if part.empty:
                continue
            waits = [float(now.days[key][str(severity)]) for key in ("p50", "p90", "longest")]
            counts = [f"{len(part)}", f"{int(part['broke'].sum())}"]
            rows.append([self.say(f"severity_{severity}"), *counts, *(_number(days, 1) for days in waits)])
        head = [self.say(key) for key in ("severity", "entered", "broke", "typical", "p90", "longest")]
        return table(self.say("caption_severity"), head, rows)


def _limits(days: int) -> dict[str, float]:
    return {stage: 24 * days * share for stage, share in zip(STEPS, SHARES, strict=True)}


def _number(value: float, digits: int) -> str:
    return "–" if isnan(value) else f"{value:,.{digits}f}"
