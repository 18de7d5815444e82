"""Explorer: allocate the same service cost by another rule, and watch who is 'unprofitable'."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.faults import expect_columns
from coursekit.segment import concentration
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, percent_axis, pick, table

if TYPE_CHECKING:
    import pandas as pd

RULES = ("orders", "service_hours", "revenue", "equally")
NEEDS = ("customer_id", "order_id", "amount", "cost", "freight", "service_hours")


class LorenzWhale(Explorer):
    """Lorenz curves of revenue and of the service cost, and the whale curve, over ``orders``.

    ``orders`` has one row an order: ``customer_id, order_id, amount, cost, freight`` (CNY) and ``service_hours``. The
    state is ``allocate_by`` ('orders', 'service_hours', 'revenue' or 'equally') and ``cost``, the service cost in % of
    all margin (amount − cost − freight); :attr:`curves` holds the whale curve of every rule for that cost.
    """

    name = "lorenz_whale"

    def __init__(self, orders: pd.DataFrame, *, language: str = "en") -> None:
        super().__init__(language)
        expect_columns(orders, list(NEEDS), "the orders")
        totals = orders.groupby("customer_id").agg(
            orders=("order_id", "nunique"),
            revenue=("amount", "sum"),
            cost=("cost", "sum"),
            freight=("freight", "sum"),
            service_hours=("service_hours", "sum"),
        )
        self.customers = totals.assign(
            margin=totals["revenue"] - totals["cost"] - totals["freight"], equally=1
        )
        self._curves = lru_cache(maxsize=64)(self._allocated)
        rules = {self.say(rule): rule for rule in RULES}
        self.assemble(
            {
                "allocate_by": pick(self.say("allocate_by"), rules, "orders", hook="ck-allocate-by"),
                "cost": sliders.whole(self.say("cost"), 10, 90, 5, hook="ck-cost"),
            },
            {"allocate_by": "orders", "cost": 60},
        )

    @property
    def curves(self) -> dict[str, pd.DataFrame]:
        """By rule of allocation: :func:`coursekit.segment.concentration.whale_curve` for the present cost."""
        return self._curves(self.state["cost"])

    @property
    def unprofitable(self) -> dict[str, float]:
        """By rule of allocation: the share of customers whose profit is below zero."""
        return {rule: float((curve["profit"] < 0).mean()) for rule, curve in self.curves.items()}

    def view(self, state: State) -> View:
        """Two panels, and a table of the four rules."""
        rule, shares = state["allocate_by"], self.unprofitable
        low, high = min(shares, key=lambda r: shares[r]), max(shares, key=lambda r: shares[r])
        finding = self.say(
            "finding",
            rule=self.say(rule),
            share=f"{shares[rule]:.0%}",
            low=f"{shares[low]:.0%}",
            low_rule=self.say(low),
            high=f"{shares[high]:.0%}",
            high_rule=self.say(high),
        )
        return View(
            finding, self._draw(rule, finding), self.say("drawn", rule=self.say(rule)), self._rows(rule)
        )

    def _allocated(self, cost: int) -> dict[str, pd.DataFrame]:
        total = cost / 100 * float(self.customers["margin"].sum())
        same = self.customers.assign(orders=1)  # 'equally' is 'by orders' where everybody has one
        return {
            rule: concentration.whale_curve(same, total)
            if rule == "equally"
            else concentration.whale_curve(self.customers, total, rule)  # type: ignore[arg-type]
            for rule in RULES
        }

    def _draw(self, rule: str, finding: str) -> Any:
        fig, (left, right) = canvas(finding, self.language)
        borne = self.customers[rule]
        for number, (values, label) in enumerate(
            ((self.customers["revenue"], self.say("lorenz_revenue")), (borne, self.say("lorenz_cost")))
        ):
            points = concentration.lorenz(values)
            name = f"{label} (Gini {concentration.gini(values):.2f})"
            style = "--" if number else "-"
            left.plot(
                points["customer_share"],
                points["value_share"],
                style,
                color=plots.PALETTE[number],
                label=name,
            )
        left.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        left.set(xlabel=self.say("smallest"), ylabel=self.say("lorenz_axis"), xlim=(0, 1), ylim=(0, 1))
        for other, curve in self.curves.items():
            chosen = other == rule
            right.plot(
                curve["customer_share"],
                curve["cumulative_share"],
                color=plots.PALETTE[5] if chosen else "0.72",
                linewidth=2.4 if chosen else 1,
                zorder=3 if chosen else 2,
                label=self.say(rule)
                if chosen
                else None
                if other != _first_other(rule)
                else self.say("others"),
            )
        profitable = 1 - self.unprofitable[rule]
        right.axvline(profitable, color=plots.PALETTE[5], linewidth=1, linestyle=":")
        right.axhline(1, color="0.7", linewidth=1)
        right.set(xlabel=self.say("best"), ylabel=self.say("whale_axis"), xlim=(0, 1))
        right.set_ylim(0, None)
        percent_axis(left.yaxis, 0, 0.25, 0.5, 0.75, 1)
        percent_axis(right.yaxis)
        right.locator_params(axis="y", nbins=5)
        for ax in (left, right):
            percent_axis(ax.xaxis, 0, 0.25, 0.5, 0.75, 1)
            ax.legend(loc="best", fontsize="small")
        return fig

    def _rows(self, chosen: str) -> str:
        rows = []
        signs = {rule: (curve["profit"] < 0).sort_index() for rule, curve in self.curves.items()}
        for rule, curve in self.curves.items():
            losing = curve.loc[curve["profit"] < 0, "profit"]
            rows.append(
                [
                    self.say(rule),
                    f"{len(losing):,}",
                    f"{len(losing) / len(curve):.0%}",
                    f"{float(losing.sum()) + 0.0:,.0f}",
                    f"{float(curve['cumulative_share'].max()):.0%}",
                    f"{int((signs[rule] != signs[chosen]).sum()):,}",
                ]
            )
        head = [self.say(key) for key in ("rule", "losing", "share", "losses", "peak", "differ")]
        caption = self.say("caption", customers=f"{len(self.customers):,}", rule=self.say(chosen))
        return table(caption, head, rows)


def _first_other(rule: str) -> str:
    return next(other for other in RULES if other != rule)
