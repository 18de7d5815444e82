"""Explorer: hear a customer, judge the type or abstain, choose a reply, and see what speaks for it."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from coursekit import plots
from coursekit.data.personality import TYPES, PersonalityType, family
from coursekit.errors import DataError
from coursekit.faults import expect_columns
from coursekit.messages import sentences
from coursekit.widgets import sliders
from coursekit.widgets.explorer import Explorer, State, View, canvas, pick, table

if TYPE_CHECKING:
    import pandas as pd

NEEDS = ("conversation_id", "channel", "split", "text_en", "text_zh", "label_a", "label_b")
UNSURE = "unsure"
SIGN = re.compile(r"conversations\.(\w+)_(?:un)?seen_\d+")
STYLE = """<style>
.ck-explorer .ck-replies { width: 98%; max-width: 760px; height: auto; }
.ck-explorer .ck-replies .widget-label { min-width: 6em; }
.ck-explorer .ck-replies.widget-radio .widget-radio-box { width: 100%; }
.ck-explorer .ck-replies .widget-radio-box label { height: auto; line-height: 1.4; white-space: normal;
  display: flex; align-items: center; padding: 3px 0; font-size: 13px; }
.ck-explorer .ck-replies .widget-radio-box input { order: -1; flex: none; margin: 0 8px 0 0; }
.ck-explorer .ck-talk dl { margin: 4px 0; display: grid; grid-template-columns: max-content 1fr; gap: 2px 10px; }
.ck-explorer .ck-talk dt { font-weight: bold; white-space: nowrap; }
.ck-explorer .ck-talk dd { margin: 0; }
.ck-explorer .ck-talk mark { background: #F0E442; color: black; padding: 0 3px; }
.coursekit-roleplay .ck-figure { min-height: 0; }
.coursekit-roleplay table.ck-table td { text-align: left; vertical-align: top; max-width: 22em; }
</style>"""


class RolePlay(Explorer):
    """Conversations one by one; ``conversations`` is the company's table of that name.

    Only talks of the split 'seen' are played, so that the held-out phrasings stay held out. The state is ``talk``
    (from 1), ``judged`` (a type's code, 'unsure', or '' for not yet) and ``reply`` (one of :attr:`replies`, or None). What was
    judged is counted in :attr:`heard` for this session and kept nowhere else.
    """

    name = "roleplay"

    def __init__(self, conversations: pd.DataFrame, *, language: str = "en") -> None:
        super().__init__(language)
        import ipywidgets as widgets

        expect_columns(conversations, list(NEEDS), "the conversations")
        judged = conversations["label_a"].ne(UNSURE) | conversations["label_b"].ne(UNSURE)
        self.talks = conversations[conversations["split"].eq("seen") & judged].reset_index(drop=True)
        if self.talks.empty:
            raise DataError("Found no talk of the split 'seen' with a label.", "Expected one or more.")
        self.heard: dict[int, str] = {}
        self.transcript = widgets.HTML().add_class("ck-talk")
        kinds = {self.say("not_yet"): "", self.say("cannot_tell"): UNSURE} | {
            kind.name(language): kind.code for kind in _heads()
        }
        replies = widgets.RadioButtons(
            options=[], description=self.say("reply"), style={"description_width": "initial"}
        )
        controls = {
            "talk": sliders.whole(self.say("talk"), 1, len(self.talks), 1, hook="ck-talk-number"),
            "judged": pick(self.say("judge"), kinds, "", hook="ck-judged"),
            "reply": replies.add_class("ck-replies").add_class("ck-reply"),
        }
        self.controls = controls
        controls["talk"].observe(self._another, names="value")
        onward = widgets.Button(description=self.say("next"), layout={"width": "auto"}).add_class("ck-next")
        onward.on_click(lambda _button: self._next())
        self._offer(0)
        self.assemble(controls, {"talk": 1, "judged": "", "reply": None}, beside=(onward,))

    @property
    def replies(self) -> dict[str, str]:
        """What one can say in the present talk, by key: 'ask', or 'suits', 'misses' or 'flagged' and a type's code."""
        return self._replies(self.state["talk"] - 1)

    @property
    def labels(self) -> tuple[str, str]:
        """What annotators A and B heard in the present talk: codes of types, or 'unsure'."""
        return self._labels(self.state["talk"] - 1)

    def arranged(self) -> list[Any]:
        """The talk stands between the choice of a conversation and the judgement."""
        import ipywidgets as widgets

        number, *answers = self.controls.values()
        return [widgets.HTML(STYLE), number, self.transcript, *answers]

    def redraw(self) -> None:
        """Show the talk, with its signs marked once a reply is chosen, and what speaks for judgement and reply."""
        state = self.state
        self.controls["reply"].disabled = not state["judged"]
        if self._answered(state):
            self.heard.setdefault(
                state["talk"], state["judged"]
            )  # the judgement made before the signs were shown
        self.transcript.value = self._spoken(state)
        super().redraw()

    def view(self, state: State) -> View:
        """What annotators heard, what the reply does, the types' signs and handling, and the session's tally."""
        drawn, figure = "", None
        if self.heard:
            tally = self._tally()
            drawn, figure = f"{self.say('drawn')} {tally}", self._draw(tally)
        if not state["judged"]:
            return View(self.say("finding_listen"), figure, drawn, titled=False)
        if not self._answered(state):
            return View(
                self.say("finding_judged", judged=self._named(state["judged"])), figure, drawn, titled=False
            )
        parts = [self._judgement(state), self._answer(state["reply"]), self.say("reminder")]
        return View(self._joined(parts), figure, drawn, self._cards(), titled=False)

    def _answered(self, state: State) -> bool:
        return bool(state["judged"]) and state["reply"] is not None

    def _another(self, change: Any) -> None:
        before, self._quiet = self._quiet, True
        self.controls["judged"].value = ""
        self._offer(change["new"] - 1)
        self._quiet = before

    def _next(self) -> None:
        self.state = {"talk": self.state["talk"] % len(self.talks) + 1, "judged": "", "reply": None}

    def _offer(self, talk: int) -> None:
        control = self.controls["reply"]
        control.options = [(said, key) for key, said in self._replies(talk).items()]
        control.value = None

    def _labels(self, talk: int) -> tuple[str, str]:
        row = self.talks.iloc[talk]
        return str(row["label_a"]).replace("_", "-"), str(row["label_b"]).replace("_", "-")

    def _replies(self, talk: int) -> dict[str, str]:
        from random import Random

        from coursekit.data.company.conversations import TAKEN_FOR

        heard = _types(self._labels(talk))
        near = TAKEN_FOR[heard[0].replace("-", "_")].replace("_", "-")
        keys = [f"suits {code}" for code in (heard if len(heard) > 1 else [*heard, near])]
        keys += [f"misses {heard[0]}", "ask"]
        keys += [
            f"flagged {code}" for code in heard if _key("flagged", code) in sentences("widgets_roleplay")
        ][:1]
        Random(str(self.talks["conversation_id"].iloc[talk])).shuffle(keys)
        return {key: self.say(key if key == "ask" else _stem(*key.split(" "))) for key in keys}

    def _joined(self, sentences: list[str]) -> str:
        return ("" if self.language == "zh" else " ").join(sentences)

    def _named(self, code: str) -> str:
        return self.say("unsure") if code == UNSURE else TYPES[code].name(self.language)

    def _judgement(self, state: State) -> str:
        a, b = self.labels
        alike = a == b
        facts = {"a": self._named(a), "b": self._named(b)}
        heard = self.say("heard_both" if alike else "heard_apart", **facts)
        if state["judged"] == UNSURE:
            return self._joined([heard, self.say("abstained_clear" if alike else "abstained_open")])
        same = (a, b).count(state["judged"])
        return self._joined([heard, self.say(("judged_none", "judged_one", "judged_both")[same])])

    def _answer(self, reply: str) -> str:
        if reply == "ask":
            return self.say("reply_ask")
        kind, code = reply.split(" ")
        if kind == "suits":
            return self.say("reply_suits" if code in self.labels else "reply_other", type=self._named(code))
        if kind == "misses":
            avoid = TYPES[code].advice("avoid", self.language)
            return self.say("reply_misses", type=self._named(code), avoid=avoid)
        source = next(one for one in family(code) if one.flagged())
        return self.say(
            "reply_flagged",
            source=source.source(self.language),
            type=source.name(self.language),
            flagged=source.flagged(self.language),
            instead=source.instead(self.language),
        )

    def _spoken(self, state: State) -> str:
        row = self.talks.iloc[state["talk"] - 1]
        signs = _signs(self.language) if self._answered(state) else {}
        heading = self.say(
            "heading", number=state["talk"], count=len(self.talks), channel=self.say(str(row["channel"]))
        )
        lines = []
        for at, line in enumerate(str(row[f"text_{self.language}"]).splitlines()):
            said = line.split(":" if self.language == "en" else "：", 1)[1].strip()
            words = escape(said)
            if at % 2 == 0 and said in signs:
                kind = self.say("sign_of", type=self._named(signs[said]))
                words = f"<mark>{words}</mark> <small>({escape(kind)})</small>"
            lines.append(f"<dt>{self.say('seller' if at % 2 else 'customer')}</dt><dd>{words}</dd>")
        return f"<strong>{heading}</strong><dl>{''.join(lines)}</dl>"

    def _cards(self) -> str:
        shown = [kind for code in _types(self.labels) for kind in family(code)]
        rows = []
        for kind in shown:
            flagged = kind.flagged(self.language)
            instead = (
                self.say("instead", flagged=flagged, instead=kind.instead(self.language)) if flagged else "–"
            )
            advice = [kind.advice(part, self.language) for part in ("signs", "do", "avoid")]
            rows.append([kind.name(self.language), *advice, instead, kind.source(self.language)])
        head = [self.say(key) for key in ("type", "signs", "do", "avoid", "flagged", "source")]
        return table(self.say("caption"), head, rows, words=(1, 2, 3, 4, 5))

    def _pairs(self) -> dict[str, int]:
        """In how many of the talks answered the two of each pair heard the same type."""
        told = [(mine, *self._labels(talk - 1)) for talk, mine in self.heard.items()]
        return {
            "you_a": sum(mine == a != UNSURE for mine, a, _ in told),
            "you_b": sum(mine == b != UNSURE for mine, _, b in told),
            "a_b": sum(a == b != UNSURE for _, a, b in told),
        }

    def _tally(self) -> str:
        same = self._pairs()
        abstained = list(self.heard.values()).count(UNSURE)
        return self.say(
            "tally",
            count=len(self.heard),
            judged=len(self.heard) - abstained,
            abstained=abstained,
            a=same["you_a"],
            b=same["you_b"],
            ab=same["a_b"],
        )

    def _draw(self, tally: str) -> Any:
        fig, (ax,) = canvas(tally, self.language, panels=(1.0,), height=2.6, top=0.72, bottom=0.24)
        same = self._pairs()
        rows, count = list(range(len(same))), len(self.heard)
        ax.barh(rows, [count] * len(rows), color="0.9", label=self.say("apart"))
        bars = ax.barh(rows, list(same.values()), color=plots.PALETTE[0], label=self.say("same"))
        ax.bar_label(bars, padding=3, fontsize="small")
        ax.set_yticks(rows, [self.say(pair) for pair in same])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set(xlabel=self.say("talks_axis"), ylabel=self.say("pair_axis"), xlim=(0, max(3, count)))
        ax.locator_params(axis="x", nbins=6, integer=True)
        ax.grid(visible=False)
        ax.legend(loc="lower left", bbox_to_anchor=(-0.01, 0.97), ncols=2, fontsize="small", frameon=False)
        return fig


def _heads() -> list[PersonalityType]:
    """The types that the simulated talks contain, each standing for its like on other lists."""
    from coursekit.data.company.conversations import TYPES as HEARD

    return [TYPES[code.replace("_", "-")] for code in HEARD]


def _types(labels: tuple[str, str]) -> list[str]:
    return [code for code in dict.fromkeys(labels) if code != UNSURE]


def _stem(kind: str, code: str) -> str:
    return f"{code.replace('-', '_')}_{kind}"


def _key(kind: str, code: str) -> str:
    return f"widgets_roleplay.{_stem(kind, code)}"


@cache
def _signs(language: str) -> dict[str, str]:
    """The type that each sentence of the simulated talks is a sign of."""
    found = {}
    for key, said in sentences("conversations").items():
        if match := SIGN.fullmatch(key):
            found[said[language]] = match[1].replace("_", "-")
    return found
