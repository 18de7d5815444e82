"""Explorer: a customer list that rules keep up to date; move the day and the limits, see who moved and why."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.segment import lists
from coursekit.segment.behaviour import Measure, with_measures
from coursekit.segment.rules import RuleBook
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

LISTS = ("VIP", "key", "ordinary")
WINDOW = 365  # days over which spend counts
LONGEST = 8  # moves that the table names
KILO = 1000


class RuleList(Explorer):
    """VIP, key and ordinary customers by their spend of the last 365 days, reviewed at the end of every month.

    ``orders`` has ``customer_id, order_id, order_date, amount`` (CNY, net). A customer enters a list at its limit and
    leaves it below ``leave`` % of that limit: 100 is no hysteresis. The state is ``day`` (a review, '2025-06-30'),
    ``vip`` and ``key`` (thousand CNY) and ``leave``. :attr:`lists` and :attr:`moves` are what
    :mod:`coursekit.segment.lists` says for the day.
    """

    name = "rule_list"

    def __init__(self, orders: pd.DataFrame, *, language: str = "en") -> None:
        super().__init__(language)
        import pandas as pd

        self.customers = pd.DataFrame({"customer_id": sorted(orders["customer_id"].unique())})
        first = orders["order_date"].min() + pd.Timedelta(days=WINDOW - 1)
        ends = pd.date_range(first, orders["order_date"].max(), freq="ME")
        self.days = [str(day.date()) for day in ends]
        spend = {"spend": Measure("orders", "sum", "amount", WINDOW)}
        self.spend = pd.DataFrame(
            {
                day: with_measures(self.customers, {"orders": orders}, spend, day)["spend"].to_numpy()
                for day in self.days
            },
            index=self.customers["customer_id"],
        )
        self._path = lru_cache(maxsize=64)(self._reviews)
        start = {"day": self.days[-1], "vip": 100, "key": 20, "leave": 80}
        self.assemble(
            {
                "day": sliders.choice(self.say("day"), self.days[1:], start["day"], hook="ck-day"),  # type: ignore[arg-type]
                "vip": sliders.whole(self.say("vip_limit"), 20, 500, 10, hook="ck-vip"),
                "key": sliders.whole(self.say("key_limit"), 1, 100, 1, hook="ck-key"),
                "leave": sliders.whole(self.say("leave"), 50, 100, 5, hook="ck-leave"),
            },
            start,
        )

    @property
    def book(self) -> RuleBook:
        """The rules as data, as the controls stand."""
        return _book(self.state, self.days[0])

    @property
    def lists(self) -> pd.DataFrame:
        """Who is on which list at the end of the day, by which rule: customer_id, list, rule."""
        return self._evaluated(self.state)

    @property
    def moves(self) -> pd.DataFrame:
        """Who is on another list than at the review before: customer_id, from_list, from_rule, to_list, to_rule."""
        return lists.moves(self._before(self.state), self.lists)

    def changes(self, leave: int) -> list[int]:
        """Moves at each review from the second on, if customers left below ``leave`` % of the limits."""
        path = self._path(self.state["vip"], self.state["key"], leave)
        return [int(count) for count in (path[:, 1:] != path[:, :-1]).sum(axis=0)]

    def view(self, state: State) -> View:
        """Moves by review with and without hysteresis, the lists' sizes, and a table of who moved by which rule."""
        moved, at = self.moves, self.days.index(state["day"])
        total, without = sum(self.changes(state["leave"])), sum(self.changes(100))
        finding = self.say(
            "finding",
            day=state["day"],
            moved=f"{len(moved):,}",
            up=f"{int(moved['from_list'].map(LISTS.index).gt(moved['to_list'].map(LISTS.index)).sum()):,}",
            leave=state["leave"],
            reviews=len(self.days) - 1,
            total=f"{total:,}",
            without=f"{without:,}",
        )
        return View(finding, self._draw(state, at, finding), self.say("drawn"), self._rows(state, at, moved))

    def _reviews(self, vip: int, key: int, leave: int) -> NDArray[np.int64]:
        """The list (position in LISTS) of each customer at each review: what ``evaluate`` gives month after month."""
        import numpy as np

        spend = self.spend.to_numpy()
        path = np.empty(spend.shape, dtype=np.int64)
        was = np.full(len(spend), LISTS.index("ordinary"))
        for month in range(spend.shape[1]):
            on = [
                (spend[:, month] >= limit * KILO)
                | ((was == rank) & (spend[:, month] >= limit * leave * KILO / 100))
                for rank, limit in enumerate((vip, key))
            ]
            was = np.select(on, [0, 1], default=2)
            path[:, month] = was
        return path

    def _evaluated(self, state: State) -> pd.DataFrame:
        now = self.customers.assign(spend=self.spend[state["day"]].to_numpy())
        return lists.evaluate(_book(state, self.days[0]), state["day"], now, previous=self._before(state))

    def _before(self, state: State) -> pd.DataFrame:
        path = self._path(state["vip"], state["key"], state["leave"])
        names = [LISTS[rank] for rank in path[:, self.days.index(state["day"]) - 1]]
        return self.customers.assign(list=names, rule=["otherwise" if n == "ordinary" else n for n in names])

    def _draw(self, state: State, at: int, finding: str) -> Any:
        fig, (left, right) = canvas(finding, self.language, panels=(1.8, 1.0), top=0.79)
        months = range(1, len(self.days))
        left.bar(months, self.changes(100), color="0.82", width=0.8, label=self.say("without"))
        left.bar(
            months, self.changes(state["leave"]), color=plots.PALETTE[0], width=0.5,
            label=self.say("with", leave=state["leave"]),
        )  # fmt: skip
        left.axvline(at, color=plots.PALETTE[5], linewidth=1.5, linestyle=":")
        shown = [month for month in months if self.days[month][5:7] in ("03", "06", "09", "12")]
        left.set_xticks(shown, [self.days[month][:7] for month in shown], fontsize="small")
        left.set(xlabel=self.say("review"), ylabel=self.say("moves_axis"))
        left.grid(visible=False, axis="x")
        left.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2, fontsize="small", frameon=False)
        path = self._path(state["vip"], state["key"], state["leave"])
        for rank, name in enumerate(LISTS[:2]):
            sizes = (path == rank).sum(axis=0)
            right.plot(
                range(len(self.days)), sizes, color=plots.PALETTE[rank + 1], linestyle=("-", "--")[rank]
            )
            right.annotate(
                self.say(name.lower()) + f" {sizes[at]:,}", (at, sizes[at]), textcoords="offset points", xytext=(-6, 7), ha="right",
                color="black", fontsize="small",
            )  # fmt: skip
            right.plot(at, sizes[at], "o", color=plots.PALETTE[rank + 1])
        right.set_xticks([0, len(self.days) - 1], [self.days[0][:7], self.days[-1][:7]], fontsize="small")
        right.set(xlabel=self.say("review"), ylabel=self.say("sizes_axis"))
        right.set_ylim(
            0, 1.2 * max(1, int((path == 0).sum(axis=0).max()), int((path == 1).sum(axis=0).max()))
        )
        right.locator_params(axis="y", nbins=5)
        return fig

    def _rows(self, state: State, at: int, moved: pd.DataFrame) -> str:
        spend, before = (self.spend[day].to_dict() for day in (state["day"], self.days[at - 1]))
        limits = {"VIP": state["vip"] * KILO, "key": state["key"] * KILO}
        rows = []
        ranked = moved.assign(size=moved["customer_id"].map(spend)).sort_values("size", ascending=False)
        for row in ranked.head(LONGEST).itertuples(index=False):
            target, source, now = str(row.to_list), str(row.from_list), float(spend[row.customer_id])
            if target != "ordinary" and now >= limits[target] and LISTS.index(target) < LISTS.index(source):
                why = self.say("entered", limit=f"{limits[target]:,}")
            else:
                left = limits[source] * state["leave"] / 100
                why = self.say("left", list=self.say(source.lower()), limit=f"{left:,.0f}")
            rows.append(
                [
                    str(row.customer_id),
                    self.say(source.lower()),
                    self.say(target.lower()),
                    f"{float(before[row.customer_id]):,.0f}",
                    f"{now:,.0f}",
                    why,
                ]
            )
        head = [self.say(key) for key in ("customer", "from", "to", "spend_before", "spend_now", "rule")]
        caption = self.say(
            "caption", shown=len(rows), moved=f"{len(moved):,}", before=self.days[at - 1], day=state["day"]
        )
        return table(caption, head, rows, words=(1, 2, 5))


def _book(state: State, start: str) -> RuleBook:
    def rule(name: str, limit: int) -> dict[str, Any]:
        stays = limit * state["leave"] * KILO / 100
        return {
            "list": name,
            "when": [{"column": "spend", "op": ">=", "value": limit * KILO}],
            "stay": [{"column": "spend", "op": ">=", "value": stays}],
        }

    rules = [rule("VIP", state["vip"]), rule("key", state["key"])]
    return RuleBook.from_dict(
        {"name": "level", "otherwise": "ordinary", "versions": [{"from": start, "rules": rules}]}
    )
