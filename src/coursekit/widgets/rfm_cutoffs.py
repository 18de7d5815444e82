"""Explorer: move the ABCD cut-offs, the RFM cut-offs and the as-of date; see groups, sizes and sales change."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.messages import text
from coursekit.segment import concentration, customers
from coursekit.segment.rfm import EIGHT_TYPES
from coursekit.widgets import sliders

if TYPE_CHECKING:
    import pandas as pd

GRADES = "ABCD"
FIRST_WEEKS = 8  # before that hardly anybody could have come back


@dataclass(frozen=True)
class State:
    """Where the controls stand: a day, ends of grades A, B and C in % of sales, and the three RFM cut-offs."""

    as_of: str
    a: int = 50
    b: int = 80
    c: int = 95
    recent: int = 14
    frequent: int = 30
    spending: int = 900


class RfmCutoffs:
    """Controls, a figure and a table over ``orders`` (customer_id, order_id, order_date, amount).

    ``as_of`` is the day shown first (default: the last day with orders); later orders are ignored. Read and set
    :attr:`state`; :attr:`grades` and :attr:`types` are the tables behind the figure.
    """

    def __init__(self, orders: pd.DataFrame, *, as_of: str | None = None, language: str = "en") -> None:
        import ipywidgets as widgets
        import pandas as pd

        plots.use(language)
        self.language = language
        self._table = lru_cache(maxsize=64)(lambda day: customers.customer_table(orders, as_of=day))
        self._quiet = False
        first, last = orders["order_date"].min(), orders["order_date"].max()
        start = str((pd.Timestamp(as_of) if as_of else last).date())
        weeks = pd.date_range(first + pd.Timedelta(weeks=FIRST_WEEKS), last, freq="7D")
        days = sorted({*(str(week.date()) for week in weeks), str(last.date()), start})
        self.start = State(as_of=start)
        limits = {"a": (5, 85), "b": (10, 90), "c": (15, 95)}
        named = {key: text("widgets.cutoff", language, grade=key.upper()) for key in limits}
        self.controls: dict[str, Any] = {
            "as_of": sliders.choice(text("widgets.as_of", language), days, start, hook="ck-as-of"),
            **{
                key: sliders.whole(named[key], low, high, 5, hook=f"ck-cutoff-{key}")
                for key, (low, high) in limits.items()
            },
            "recent": sliders.whole(text("widgets.recent", language), 0, 120, 1, hook="ck-recent"),
            "frequent": sliders.whole(text("widgets.frequent", language), 1, 150, 1, hook="ck-frequent"),
            "spending": sliders.whole(text("widgets.spending", language), 0, 6000, 50, hook="ck-spending"),
        }
        reset = widgets.Button(description=text("widgets.reset", language)).add_class("ck-reset")
        reset.on_click(lambda _button: setattr(self, "state", self.start))
        self.summary = widgets.HTML().add_class("ck-summary")
        self.figure = widgets.HTML().add_class("ck-figure")
        self.tables = widgets.HTML().add_class("ck-tables")
        columns = [
            widgets.VBox([self.controls[key] for key in keys], layout=widgets.Layout(width="50%"))
            for keys in ("abc", ("recent", "frequent", "spending"))
        ]
        controls = [widgets.HBox([self.controls["as_of"], reset]), widgets.HBox(columns)]
        self.box = sliders.explorer(
            [*controls, self.summary, self.figure, self.tables], hook="ck-rfm-cutoffs"
        )
        self.state = self.start
        for control in self.controls.values():
            control.observe(self._moved, names="value")

    @property
    def state(self) -> State:
        """Where the controls stand; assign a :class:`State` to move them all and redraw once."""
        return State(**{key: control.value for key, control in self.controls.items()})

    @state.setter
    def state(self, new: State) -> None:
        self._quiet = True
        for key, value in asdict(new).items():
            self.controls[key].value = value
        self._quiet = False
        self._redraw()

    @property
    def grades(self) -> pd.DataFrame:
        """Per grade A to D: ``customers``, ``sales`` (USD) and their shares, for the present state."""
        return _grades(self._table(self.state.as_of), self.state)

    @property
    def types(self) -> pd.DataFrame:
        """Per type of eight: ``customers``, ``sales`` (USD) and their shares, for the present state."""
        return _types(self._table(self.state.as_of), self.state)

    def _moved(self, change: Any) -> None:
        if self._quiet:
            return
        state = self.state
        moved = next(key for key, control in self.controls.items() if control is change["owner"])
        if moved in "abc":  # the neighbours give way, so that A ends before B and B before C
            a = {"a": state.a, "b": min(state.a, state.b - 5), "c": min(state.a, state.c - 10)}[moved]
            b = {"a": max(state.b, a + 5), "b": state.b, "c": min(state.b, state.c - 5)}[moved]
            state = replace(state, a=a, b=b, c=max(state.c, b + 5))
        self.state = state

    def _redraw(self) -> None:
        language, table = self.language, self._table(self.state.as_of)
        grades, types = self.grades, self.types
        win_back, best = types.T["important-win-back"], grades.T["A"]
        self.summary.value = summary = text(
            "widgets.summary",
            language,
            as_of=self.state.as_of,
            customers=f"{len(table):,}",
            sales=f"{table['monetary'].sum():,.0f}",
            a_customers=f"{best['customers']:,.0f}",
            a_share=f"{best['sales_share']:.0%}",
            w_customers=f"{win_back['customers']:,.0f}",
            w_sales=f"{win_back['sales']:,.0f}",
        )
        alt = text("widgets.figure", language, summary=summary)
        self.figure.value = plots.html(_draw(grades, types, language), alt=alt)
        before = self._table(self.start.as_of)
        self.tables.value = (
            '<div style="display:flex;gap:2em;flex-wrap:wrap;align-items:flex-start">'
            + _html(grades, _grades(before, self.start), text("widgets.grades", language), language)
            + _html(types, _types(before, self.start), text("widgets.types", language), language)
            + "</div>"
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return sliders.bundle(self.box, **options)


def _grades(table: pd.DataFrame, state: State) -> pd.DataFrame:
    grade = concentration.abcd(table["monetary"], cutoffs=(state.a / 100, state.b / 100, state.c / 100))
    return _sizes(table["monetary"], grade, list(GRADES))


def _types(table: pd.DataFrame, state: State) -> pd.DataFrame:
    recent = table["recency"] <= state.recent
    frequent = table["frequency"] >= state.frequent
    spending = table["monetary"] >= state.spending
    kind = [EIGHT_TYPES[key] for key in zip(recent, frequent, spending, strict=True)]
    return _sizes(table["monetary"], kind, list(EIGHT_TYPES.values()))


def _sizes(sales: pd.Series[Any], group: Any, order: list[str]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    parts = sales.groupby(np.asarray(group)).agg(["size", "sum"]).reindex(order, fill_value=0)
    found = pd.DataFrame({"customers": parts["size"], "sales": parts["sum"]})
    return found.assign(
        customer_share=found["customers"] / found["customers"].sum(),
        sales_share=found["sales"] / found["sales"].sum(),
    )


def _label(group: str, language: str) -> str:
    return group if group in GRADES else text(f"widgets.{group.replace('-', '_')}", language)


def _draw(grades: pd.DataFrame, types: pd.DataFrame, language: str) -> Any:
    from matplotlib.figure import Figure

    fig = Figure(figsize=(10, 4.4))
    fig.set_layout_engine("none")  # fixed margins and no percentage axis halve the time of a redraw
    grid = fig.add_gridspec(
        1, 2, left=0.03, right=0.99, bottom=0.03, top=0.9, wspace=0.5, width_ratios=[2, 3]
    )
    left, right = fig.add_subplot(grid[0]), fig.add_subplot(grid[1])
    for ax, sizes, key in ((left, grades, "grades"), (right, types, "types")):
        shares = sizes[["customer_share", "sales_share"]].rename(
            index=lambda group: _label(group, language),
            columns={
                "customer_share": text("widgets.share_of_customers", language),
                "sales_share": text("widgets.share_of_sales", language),
            },
        )
        plots.share_bars(ax, shares, legend=ax is right)
        ax.set_title(text(f"widgets.{key}", language), y=1.02)
        ax.set_xlim(0, 1.1)
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)
    return fig


def _html(now: pd.DataFrame, start: pd.DataFrame, title: str, language: str) -> str:
    head = "".join(
        f"<th scope='col'>{text(f'widgets.{key}', language)}</th>" for key in ("group", "customers", "sales")
    )
    change = now - start
    body = ""
    for group in now.index:
        body += f"<tr><th scope='row'>{_label(group, language)}</th>"
        for column in ("customers", "sales"):
            value, moved = float(now[column][group]), float(change[column][group])
            body += f"<td>{value:,.0f}{f' ({moved:+,.0f})' if round(moved) else ''}</td>"
        body += "</tr>"
    caption = f"<caption>{title} {text('widgets.change', language)}</caption>"
    return f"<table class='ck-table'>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
