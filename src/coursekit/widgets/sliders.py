"""What explorers share: labelled sliders that the keyboard moves, and a frame that a test can find."""

from __future__ import annotations

from typing import Any

STYLE = """<style>
.ck-explorer .widget-label { width: auto; min-width: 17em; white-space: normal; line-height: 1.3; height: auto; }
.ck-explorer .widget-html-content { line-height: 1.5; white-space: normal; height: auto; }
.ck-explorer .widget-readout { min-width: 6.5em; }
.ck-explorer .ck-figure { min-height: 300px; }
.ck-explorer table.ck-table { border-collapse: collapse; font-size: 13px; }
.ck-explorer .ck-table caption { text-align: left; padding: 4px 0; }
.ck-explorer .ck-table td, .ck-explorer .ck-table th { padding: 1px 12px 1px 0; text-align: right; }
.ck-explorer .ck-table th[scope=row] { font-weight: normal; }
.ck-explorer .ck-table th:first-child { text-align: left; }
</style>"""
# ipywidgets leaves a slider's handle without a name for screen readers; its visible label is the name.
NAME_HANDLES = """<script>(() => {
  let tries = 0;
  const name = () => {
    document.querySelectorAll('.ck-explorer .widget-slider').forEach(slider => {
      const label = slider.querySelector('.widget-label');
      slider.querySelectorAll('.noUi-handle').forEach(handle => {
        if (label) handle.setAttribute('aria-label', label.textContent);
      });
    });
    if (++tries < 20) setTimeout(name, 250);
  };
  name();
})();</script>"""


def whole(label: str, low: int, high: int, step: int, *, hook: str) -> Any:
    """A slider over whole numbers; ``hook`` is its class in the page."""
    import ipywidgets as widgets

    return widgets.IntSlider(min=low, max=high, step=step, description=label, **_look()).add_class(hook)


def choice(label: str, options: list[str], value: str, *, hook: str) -> Any:
    """A slider over named positions such as days; ``hook`` is its class in the page."""
    import ipywidgets as widgets

    look = _look()
    return widgets.SelectionSlider(options=options, value=value, description=label, **look).add_class(hook)


def explorer(parts: list[Any], *, hook: str) -> Any:
    """``parts`` below each other in a frame that has the classes ``ck-explorer`` and ``hook``."""
    import ipywidgets as widgets

    return widgets.VBox([widgets.HTML(STYLE), *parts]).add_class("ck-explorer").add_class(hook)


def bundle(box: Any, **options: Any) -> Any:
    """What the notebook shows for an explorer; beside it, a script gives each slider's handle its name."""
    from IPython.display import HTML, display

    display(HTML(NAME_HANDLES))
    return box._repr_mimebundle_(**options)


def _look() -> dict[str, Any]:
    return {"style": {"description_width": "initial"}, "layout": {"width": "98%", "max_width": "560px"}}
