"""Explorer: make a table of persons coarser, and see who can still be picked out and what is lost."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.strategy import privacy
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, percent_axis, pick, table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Grain = tuple[str, str]

LEFT_OUT = "left_out"
# columns and how fine they may be, finest first; 'kept' is as recorded
GRAINS = {
    "age": ("age_1", "age_5", "age_10", "age_20", LEFT_OUT),
    "place": ("place_city", "place_province", "place_region", LEFT_OUT),
    "sex": ("kept", LEFT_OUT),
    "occupation": ("kept", LEFT_OUT),
    "marital_status": ("kept", LEFT_OUT),
    "income_band": ("kept", "income_two", LEFT_OUT),
}
CENTRE = ("Shanxi", "Anhui", "Jiangxi", "Henan", "Hubei", "Hunan", "Jilin", "Heilongjiang")
EAST = (
    "Beijing", "Tianjin", "Hebei", "Shanghai", "Jiangsu", "Zhejiang", "Fujian", "Shandong", "Guangdong", "Hainan",
    "Liaoning",
)  # fmt: skip
LOW_INCOME = ("under 5k", "5k-8k")
SIZES = ((1, 1), (2, 4), (5, 9), (10, 19), (20, 49), (50, None))
FOLDS, SHRINK, TOP = 5, 5, 0.2


class PrivacyDial(Explorer):
    """People by the size of their cell, and what the coarser table still offers a segmentation.

    ``people`` has ``customer_id, birth_year, city, province, sex, occupation, marital_status, income_band``; ``values``
    (by customer_id, such as a year's purchases; 0 where missing) asks further what the columns tell about who is in the
    top fifth: cells are learnt on four fifths of the people and judged on the others. The state has a grain for each
    of 'age', 'place', 'sex', 'occupation', 'marital_status', 'income_band' (:data:`GRAINS`) and ``k``.
    """

    name = "privacy_dial"

    def __init__(
        self, people: pd.DataFrame, values: pd.Series[float] | None = None, *, language: str = "en"
    ) -> None:
        super().__init__(language)
        import numpy as np

        columns = [name for name in GRAINS if name not in ("age", "place")]
        expect_columns(people, ["customer_id", "birth_year", "city", "province", *columns], "the people")
        if people.empty or bool(people["birth_year"].isna().any()):
            raise DataError("Found people without a year of birth.", "Expected persons, not organisations.")
        self.people = people.sort_values("customer_id", ignore_index=True)
        self.values: NDArray[np.float64] | None = None
        if values is not None:
            mine = values.reindex(self.people["customer_id"]).fillna(0.0)
            self.values = np.asarray(mine, dtype=np.float64)
        self._codes = lru_cache(maxsize=None)(self._coded)
        controls: dict[str, Any] = {}
        for key, grains in GRAINS.items():
            options = {self.say(grain): grain for grain in grains}
            controls[key] = pick(self.say(key), options, grains[0], hook=f"ck-{key.replace('_', '-')}")
        controls["k"] = sliders.whole(self.say("k"), 2, 25, 1, hook="ck-k")
        start = {key: grains[0] for key, grains in GRAINS.items()} | {"k": 5}
        start |= {"occupation": LEFT_OUT, "marital_status": LEFT_OUT, "income_band": LEFT_OUT}
        self.assemble(controls, start)

    @property
    def coarse(self) -> pd.DataFrame:
        """The table of the present state: a column of codes for each attribute that is not left out."""
        import pandas as pd

        kept = {key: self._codes(key, grain) for key, grain in self._grains(self.state) if grain != LEFT_OUT}
        return pd.DataFrame(kept, index=self.people.index)

    @property
    def anonymity(self) -> privacy.Anonymity:
        """Cells of the present table and its people in cells below k."""
        coarse = self.coarse
        return privacy.anonymity(coarse, coarse.columns.tolist(), self.state["k"])

    @property
    def detail(self) -> float:
        """Detail kept, as a share: entropies of the columns as they are, over those as recorded."""
        grains = self._grains(self.state)
        kept = sum(_entropy(self._codes(key, grain)) for key, grain in grains if grain != LEFT_OUT)
        return kept / sum(_entropy(self._codes(key, options[0])) for key, options in GRAINS.items())

    @property
    def hits(self) -> float | None:
        """Share of truly best customers among a fifth picked by their cells, learnt on others; None without values."""
        return None if self.values is None else _held_out_hits(self._cells(self.coarse), self.values)

    def view(self, state: State) -> View:
        """Cell sizes against k, and rows, detail and hits that are left."""
        found = self.anonymity
        facts: dict[str, object] = {
            "people": f"{found.people:,}",
            "unique": f"{found.unique:,}",
            "below": f"{found.below:,}",
            "smallest": found.smallest,
            "others": found.smallest - 1,
            "share": f"{found.below / found.people:.0%}",
            "bits": f"{self.detail:.0%}",
            "k": state["k"],
        }
        kind = "unique" if found.unique else "below" if found.below else "kept"
        finding = self.say(f"finding_{kind}", **facts)
        hits = self.hits
        if hits is not None:
            finding += (" " if self.language == "en" else "") + self.say("hits", hits=f"{hits:.0%}")
        return View(finding, self._draw(state, finding, found, hits), self.say("drawn"), self._rows(state))

    def _grains(self, state: State) -> list[Grain]:
        return [(key, state[key]) for key in GRAINS]

    def _coded(self, key: str, grain: str) -> NDArray[np.int64]:
        """Whole numbers for the values of a column at a grain; missing is a value of its own."""
        import numpy as np
        import pandas as pd

        people = self.people
        if key == "age":
            return (people["birth_year"] // int(grain.removeprefix("age_"))).to_numpy(dtype=np.int64)
        if key == "place":
            values = people["city"] if grain == "place_city" else people["province"]
            if grain == "place_region":
                values = values.map(
                    lambda name: "east" if name in EAST else "centre" if name in CENTRE else "west"
                )
        else:
            values = people[key]
            if grain == "income_two":
                values = values.isin(LOW_INCOME).astype(object).where(values.notna())
        return np.asarray(pd.factorize(values.astype(object))[0], dtype=np.int64)

    def _cells(self, coarse: pd.DataFrame) -> NDArray[np.int64]:
        import numpy as np

        cells = np.zeros(len(coarse), dtype=np.int64)
        for name in coarse:
            codes = coarse[name].to_numpy()
            cells = np.unique(
                cells * (codes.max() - codes.min() + 1) + codes - codes.min(), return_inverse=True
            )[1]
        return cells

    def _draw(self, state: State, finding: str, found: privacy.Anonymity, hits: float | None) -> Any:
        fig, (left, right) = canvas(finding, self.language, panels=(1.4, 1.0), top=0.84, height=4.6)
        coarse = self.coarse
        sizes = privacy.cell_sizes(coarse, coarse.columns.tolist())
        small, large = plots.PALETTE[5], plots.PALETTE[0]
        names = []
        for place, (low, high) in enumerate(SIZES):
            here = sizes[sizes.ge(low) & (sizes.le(high) if high else True)]
            below = int(here.lt(state["k"]).sum())
            left.bar(
                place, below, color=small, label=self.say("below_k", k=state["k"]) if not place else None
            )
            left.bar(
                place, len(here) - below, bottom=below, color=large,
                label=self.say("from_k", k=state["k"]) if not place else None,
            )  # fmt: skip
            left.annotate(
                f"{len(here):,}", (place, len(here)), textcoords="offset points", xytext=(0, 3), ha="center",
                fontsize="small",
            )  # fmt: skip
            names.append(f"{low}" if low == high else f"{low}–{high}" if high else f"{low}+")
        left.set_xticks(range(len(SIZES)), names)
        left.set(xlabel=self.say("size_axis"), ylabel=self.say("people_axis"), ylim=(0, 1.18 * found.people))
        left.grid(visible=False, axis="x")
        left.legend(loc="upper right", fontsize="small", frameon=False, ncol=2)
        bars = {"rows_left": 1 - found.below / found.people, "detail_left": self.detail}
        if hits is not None:
            bars["hits_left"] = hits
        right.barh(range(len(bars)), list(bars.values()), color=plots.PALETTE[2], height=0.5)
        for place, (key, share) in enumerate(bars.items()):
            right.annotate(
                self.say(key, share=f"{share:.0%}"), (0, place - 0.33), va="bottom",
                fontsize="small",
            )  # fmt: skip
        if hits is not None:
            right.plot([TOP, TOP], [1.7, 2.3], color="black", linewidth=1.8, linestyle="--")
            right.annotate(
                self.say("chance_line"), (TOP, 2.3), textcoords="offset points", xytext=(3, -4), va="top",
                fontsize="small",
            )  # fmt: skip
        right.set(xlabel=self.say("left_axis"), xlim=(0, 1.02), ylim=(len(bars) - 0.3, -0.7))
        right.set_yticks([])
        percent_axis(right.xaxis, 0, 0.5, 1)
        return fig

    def _rows(self, state: State) -> str:
        import numpy as np

        coarse = self.coarse
        rows = []
        for key, grain in self._grains(state):
            recorded = self._codes(key, GRAINS[key][0])
            if grain == LEFT_OUT:
                rows.append([self.say(key), self.say(LEFT_OUT), "–", "0.0", f"{_entropy(recorded):.1f}", "–"])
                continue
            codes = self._codes(key, grain)
            without = np.bincount(self._cells(coarse.drop(columns=key)))
            rows.append(
                [
                    self.say(key),
                    self.say(grain),
                    f"{len(np.unique(codes))}",
                    f"{_entropy(codes):.1f}",
                    f"{_entropy(recorded):.1f}",
                    f"{int((without == 1).sum()):,}",
                ]
            )
        head = [self.say(key) for key in ("column", "grain", "values", "bits", "recorded", "unique_without")]
        return table(self.say("caption"), head, rows, words=(1,))


def _entropy(codes: NDArray[np.int64]) -> float:
    """Shannon's entropy of a column in bits: what one learns from being told a person's value."""
    import numpy as np

    shares = np.unique(codes, return_counts=True)[1] / len(codes)
    return float(abs((shares * np.log2(shares)).sum()))


def _held_out_hits(cells: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Share of the top fifth by value among a fifth picked by the mean rank of their cell, as learnt on other folds.

    Means are drawn to that of all, as if five more people of average rank were in each cell; ties are picked by lot.
    """
    import numpy as np
    from scipy.stats import rankdata

    rs = np.random.RandomState(0)
    rank = rankdata(values) / len(values)
    fold, lot = rs.randint(0, FOLDS, len(values)), rs.random_sample(len(values))
    guess = np.empty(len(values))
    for number in range(FOLDS):
        own = fold == number
        size = cells.max() + 1
        total = np.bincount(cells[~own], rank[~own], size)
        count = np.bincount(cells[~own], minlength=size)
        guess[own] = ((total + SHRINK * rank[~own].mean()) / (count + SHRINK))[cells[own]]
    picked = np.lexsort([lot, -guess])[: max(1, round(TOP * len(values)))]
    return float((rank[picked] > 1 - TOP).mean())
