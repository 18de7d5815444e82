"""What an explorer is: controls with a start, a state to read and set, and a finding drawn from that state."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from coursekit import plots
from coursekit.errors import UsageError
from coursekit.messages import text
from coursekit.widgets import sliders

if TYPE_CHECKING:
    from matplotlib.figure import Figure

State = dict[str, Any]
STYLE = """<style>
.ck-explorer .widget-dropdown select { height: auto; min-height: 30px; font-size: 13px; }
.ck-explorer .widget-dropdown { height: auto; align-items: center; }
.ck-explorer .ck-finding { border-left: 4px solid #0072B2; padding: 4px 10px; margin: 4px 0; }
.ck-explorer .ck-spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.ck-explorer .ck-tables > div { display: flex; gap: 2em; flex-wrap: wrap; align-items: flex-start; }
.ck-explorer .ck-table td.ck-words, .ck-explorer .ck-table th.ck-words { text-align: left; }
</style>"""
# JupyterLab takes the keys of whatever has the focus in a notebook (arrows, letters, Enter) unless it says otherwise.
KEEP_KEYS = """<script>
document.addEventListener('focusin', event => {
  if (event.target.closest('.ck-explorer')) event.target.setAttribute('data-lm-suppress-shortcuts', 'true');
});
</script>"""
TITLE_WIDTH = {"en": 120, "zh": 60}  # characters in a line of a figure's title


@dataclass(frozen=True)
class View:
    """What one state shows: the finding (a sentence), a figure, what it draws in words, and tables as HTML."""

    finding: str
    figure: Figure | None
    drawn: str
    tables: str = ""
    titled: bool = True  # the figure's title is the finding: on the screen it need not stand twice


class Explorer:
    """Controls above a finding, a figure and tables; everything below follows from :attr:`state`.

    A subclass names itself, builds its controls and calls :meth:`assemble`, and says in :meth:`view` what a state
    shows. Its sentences stand in ``locale/widgets_<name>.toml``; in the page it is ``.coursekit-<name>``, its
    controls ``.ck-<key>``, with hyphens.
    """

    name: ClassVar[str]

    def __init__(self, language: str) -> None:
        plots.use(language)
        self.language = language
        self.controls: dict[str, Any] = {}
        self.start: State = {}
        self._quiet = False

    def view(self, state: State) -> View:
        """What ``state`` shows."""
        raise NotImplementedError

    def arranged(self) -> list[Any]:
        """The controls from top to bottom."""
        return list(self.controls.values())

    def say(self, key: str, **facts: object) -> str:
        """A sentence of this explorer in its language."""
        return text(f"widgets_{self.name}.{key}", self.language, **facts)

    def assemble(self, controls: Mapping[str, Any], start: State, *, beside: tuple[Any, ...] = ()) -> None:
        """Frame the controls, put them to ``start`` and follow them; ``beside`` stands next to the reset button."""
        import ipywidgets as widgets

        self.controls = dict(controls)
        self.start = start
        reset = widgets.Button(description=text("widgets.reset", self.language)).add_class("ck-reset")
        reset.on_click(lambda _button: setattr(self, "state", self.start))
        self.summary = widgets.HTML().add_class("ck-summary")
        self.figure = widgets.HTML().add_class("ck-figure")
        self.tables = widgets.HTML().add_class("ck-tables")
        self.box = sliders.explorer(
            [
                widgets.HTML(STYLE),
                *self.arranged(),
                widgets.HBox([*beside, reset]),
                self.summary,
                self.figure,
                self.tables,
            ],
            hook=f"coursekit-{self.name.replace('_', '-')}",
        )
        for control in self.controls.values():
            control.observe(self._moved, names="value")
        self.state = start

    @property
    def state(self) -> State:
        """Where the controls stand, by name; assign some or all of them to move them and redraw once.

        Raises UsageError for a control that does not exist or a value that it cannot take.
        """
        return {key: control.value for key, control in self.controls.items()}

    @state.setter
    def state(self, new: Mapping[str, Any]) -> None:
        from traitlets import TraitError

        unknown = [key for key in new if key not in self.controls]
        if unknown:
            raise UsageError(f"Found {', '.join(unknown)}.", f"Expected {', '.join(self.controls)}.")
        before, self._quiet = self.state, True
        try:
            for key, control in self.controls.items():
                if key in new:
                    control.value = new[key]
        except TraitError:
            fits = False
        else:
            fits = all(self.controls[key].value == value for key, value in new.items())
        if not fits:
            for key, value in before.items():
                self.controls[key].value = value
        self._quiet = False
        if not fits:
            raise UsageError(f"Found {dict(new)}.", "Expected values that the controls can take.")
        self.redraw()

    def redraw(self) -> None:
        """Show the present state."""
        view = self.view(self.state)
        style = "ck-finding ck-spoken" if view.titled and view.figure is not None else "ck-finding"
        self.summary.value = f'<div class="{style}" role="status">{view.finding}</div>'
        if view.figure is not None:
            self.figure.value = plots.html(view.figure, alt=f"{view.drawn} {view.finding}")
        self.tables.value = f"<div>{view.tables}</div>" if view.tables else ""

    def _moved(self, _change: Any) -> None:
        if not self._quiet:
            self.redraw()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        from IPython.display import HTML, display

        display(HTML(KEEP_KEYS))
        return sliders.bundle(self.box, **options)


def pick(label: str, options: Mapping[str, Any], value: Any, *, hook: str) -> Any:
    """A list to pick from; ``options`` are the values by the words that stand for them."""
    import ipywidgets as widgets

    return widgets.Dropdown(
        options=list(options.items()),
        value=value,
        description=label,
        style={"description_width": "initial"},
        layout={"width": "98%", "max_width": "560px"},
    ).add_class(hook)


def canvas(
    finding: str,
    language: str,
    *,
    panels: tuple[float, ...] = (1.0, 1.0),
    height: float = 4.4,
    top: float = 0.84,
    bottom: float = 0.14,
    left: float = 0.095,
) -> Any:
    """A figure with ``finding`` as its title and axes side by side, of relative widths ``panels``.

    Margins are fixed: a layout engine would double the time of a redraw. A lower ``top`` makes room for a legend.
    """
    from matplotlib.figure import Figure

    fig = Figure(figsize=(10, height))
    fig.set_layout_engine("none")
    fig.text(0.01, 0.985, wrapped(finding, language), va="top", fontsize=12)
    grid = fig.add_gridspec(
        1, len(panels), left=left, right=0.97, bottom=bottom, top=top, wspace=0.27, width_ratios=panels
    )
    return fig, [fig.add_subplot(grid[number]) for number in range(len(panels))]


def percent_axis(axis: Any, *ticks: float) -> None:
    """Label an axis of shares in percent, at ``ticks``: few labels, because each takes milliseconds to draw."""
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(1, decimals=0))
    if ticks:
        axis.set_ticks(list(ticks))


def wrapped(sentence: str, language: str) -> str:
    """``sentence`` in lines that fit a figure; Chinese may break between any two characters.

    >>> wrapped("短句", "zh")
    '短句'
    """
    return "\n".join(textwrap.wrap(sentence, TITLE_WIDTH[language], break_long_words=language == "zh"))


def table(caption: str, head: list[str], rows: list[list[str]], *, words: tuple[int, ...] = ()) -> str:
    """An HTML table; the first column names the row, the columns ``words`` are set to the left.

    >>> table("Sizes", ["group", "customers"], [["A", "3"]])[:48]
    "<table class='ck-table'><caption>Sizes</caption>"
    """
    from html import escape

    def kind(number: int) -> str:
        return " class='ck-words'" if number in words else ""

    top = "".join(f"<th scope='col'{kind(n)}>{escape(name)}</th>" for n, name in enumerate(head))
    body = "".join(
        f"<tr><th scope='row'>{escape(row[0])}</th>"
        + "".join(f"<td{kind(n)}>{escape(cell)}</td>" for n, cell in enumerate(row[1:], 1))
        + "</tr>"
        for row in rows
    )
    return (
        f"<table class='ck-table'><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )
