"""Explorer: what the nine levels' cadences ask of one person's week, against the hours there are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.segment.levels import LEVELS
from coursekit.strategy.contact_plan import ContactPlan as Plan
from coursekit.strategy.contact_plan import plan_contacts
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, pick, table

if TYPE_CHECKING:
    import pandas as pd

WEEKS = 12
PLANNED = tuple(code for code, level in LEVELS.items() if level.visit)
COLOURS = (*plots.PALETTE[:7], "0.55")  # grey for black, on which the line of capacity would be lost


class ContactPlan(Explorer):
    """Hours a week by level for one owner's customers, with the calendar of least shortfall over twelve weeks.

    ``customers`` has ``customer_id, level`` (codes of :data:`coursekit.segment.levels.LEVELS`; others are left out) and
    ``owner``; ``names`` gives an owner's name. The state is ``owner``, ``hours`` (a week for contacts), ``visit``
    (hours a visit), ``call`` (minutes a call) and ``without`` (the level left out of the plan, or '').
    """

    name = "contact_plan"

    def __init__(
        self, customers: pd.DataFrame, *, names: dict[str, str] | None = None, language: str = "en"
    ) -> None:
        super().__init__(language)
        expect_columns(customers, ["customer_id", "level", "owner"], "the customers")
        business = customers[customers["level"].isin(PLANNED)]
        if business.empty:
            raise DataError("Found no customer of the nine levels.", f"Expected levels {', '.join(PLANNED)}.")
        self.customers = business[["customer_id", "level", "owner"]]
        counts = {
            str(owner): int(n) for owner, n in self.customers["owner"].value_counts().sort_index().items()
        }
        known = names or {}
        owners = {
            self.say("owner_option", name=known.get(owner, owner), customers=count): owner
            for owner, count in counts.items()
        }
        levels = {self.say("nobody"): ""} | {LEVELS[code].name(language): code for code in PLANNED}
        self._plan = lru_cache(maxsize=256)(self._planned)
        self.assemble(
            {
                "owner": pick(self.say("owner"), owners, next(iter(counts)), hook="ck-owner"),
                "hours": sliders.whole(self.say("hours"), 4, 160, 4, hook="ck-hours"),
                "visit": sliders.whole(self.say("visit"), 1, 6, 1, hook="ck-visit"),
                "call": sliders.whole(self.say("call"), 10, 60, 10, hook="ck-call"),
                "without": pick(self.say("without"), levels, "", hook="ck-without"),
            },
            {"owner": next(iter(counts)), "hours": 32, "visit": 3, "call": 30, "without": ""},
        )

    @property
    def plan(self) -> Plan:
        """The calendar and the load of the present state."""
        return self._plan(*self.state.values())

    def view(self, state: State) -> View:
        """Hours by week and level against capacity, and what each level asks for."""
        load = self.plan.load
        facts: dict[str, object] = {
            "weeks": WEEKS,
            "hours": state["hours"],
            "needed": f"{load['hours'].sum():,.0f}",
            "have": f"{load['capacity'].sum():,.0f}",
        }
        short = load[load["short"] > 0]
        if load["hours"].sum() == 0:
            finding = self.say("finding_none", **facts)
        elif short.empty:
            finding = self.say("finding_kept", **facts, most=f"{load['hours'].max():g}")
        else:
            finding = self.say(
                "finding_short",
                **facts,
                lacking=f"{short['short'].sum():,.0f}",
                count=len(short),
                first=int(short["week"].min()),
                people=f"{load['hours'].sum() / load['capacity'].sum():.1f}",
            )
        return View(finding, self._draw(state, finding), self.say("drawn", weeks=WEEKS), self._rows())

    def _planned(self, owner: str, hours: int, visit: int, call: int, without: str) -> Plan:
        mine = self.customers[self.customers["owner"].eq(owner) & self.customers["level"].ne(without)]
        return plan_contacts(mine, hours, WEEKS, hours={"visit": float(visit), "call": call / 60})

    def _draw(self, state: State, finding: str) -> Any:
        import pandas as pd

        fig, (left, right) = canvas(finding, self.language, panels=(1.7, 1.0), top=0.8)
        weeks = range(1, WEEKS + 1)
        calendar = self.plan.calendar
        by_level = calendar.pivot_table(
            index="week", columns="level", values="hours", aggfunc="sum", fill_value=0
        )
        by_level = by_level.reindex(index=weeks, columns=list(PLANNED), fill_value=0.0).astype(float)
        bottom = pd.Series(0.0, index=by_level.index)
        for number, code in enumerate(PLANNED):
            if not by_level[code].any():
                continue
            left.bar(
                weeks, by_level[code], bottom=bottom, color=COLOURS[number], 
                edgecolor="white", linewidth=0.3,
            )  # fmt: skip
            bottom += by_level[code]
        left.axhline(state["hours"], color="black", linewidth=2, linestyle="--", label=self.say("capacity"))
        left.set(xlabel=self.say("week_axis"), ylabel=self.say("hours_axis"))
        left.set_xticks(list(weeks))
        left.set_ylim(0, 1.05 * max(state["hours"], float(bottom.max())))
        left.grid(visible=False, axis="x")
        left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), fontsize="small", frameon=False)
        totals = by_level.sum()
        rows = range(len(PLANNED))
        for number, code in enumerate(PLANNED):
            right.barh(
                number,
                totals[code],
                color=COLOURS[number],
                edgecolor="white",
                linewidth=0.3,
            )
            right.annotate(
                f"{totals[code]:,.0f}", (totals[code], number), textcoords="offset points", xytext=(3, 0), va="center",
                fontsize="small",
            )  # fmt: skip
        right.set_yticks(list(rows), [self._short(code) for code in PLANNED], fontsize="small")
        right.set_ylim(len(PLANNED) - 0.4, -0.6)
        right.set(xlabel=self.say("total_axis", weeks=WEEKS), xlim=(0, 1.2 * max(1.0, float(totals.max()))))
        right.locator_params(axis="x", nbins=4)
        right.grid(visible=False)
        return fig

    def _short(self, code: str) -> str:
        return LEVELS[code].name(self.language).split(" (")[0].split("(")[0].split("（")[0]

    def _rows(self) -> str:
        state, calendar = self.state, self.plan.calendar
        mine = self.customers[self.customers["owner"].eq(state["owner"])]
        rows = []
        for code in PLANNED:
            own = calendar[calendar["level"].eq(code)]
            level = LEVELS[code]
            rows.append(
                [
                    level.name(self.language),
                    f"{int(mine['level'].eq(code).sum()):,}",
                    self.say("every", weeks=level.visit),
                    self.say("every", weeks=level.call) if level.call else "–",
                    f"{int(own['kind'].eq('visit').sum()):,}",
                    f"{int(own['kind'].eq('call').sum()):,}",
                    f"{float(own['hours'].sum()):,.0f}",
                ]
            )
        head = [
            self.say(key)
            for key in ("level", "customers", "visit_due", "call_due", "visits", "calls", "spent")
        ]
        return table(self.say("caption", weeks=WEEKS), head, rows)
