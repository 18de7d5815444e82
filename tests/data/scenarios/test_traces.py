"""Traces that call for one next step, beside facts that call for none."""

from __future__ import annotations

import pytest
from numpy.random import RandomState

from coursekit.data.scenarios import traces
from coursekit.messages import LANGUAGES

SEEDS = range(80)


def next_step(trace):
    if trace.complaint is not None and trace.closed is None:
        return "solve"
    if trace.asked is not None and (trace.reached is None or trace.reached > trace.asked):
        return "call"
    if trace.basket is not None and trace.basket <= 14 and trace.ordered > trace.basket:
        return "offer"
    return "remind" if trace.cartridge > 180 else "wait"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_next_step_is_called_for_by_some_trace(seed):
    found = {next_step(trace) for trace in traces.traces(RandomState(seed))}
    assert found == set(traces.SIGNALS)


def test_traces_hold_facts_that_look_like_another_step():
    drawn = [trace for seed in SEEDS for trace in traces.traces(RandomState(seed))]
    assert any(trace.closed is not None and next_step(trace) == "wait" for trace in drawn)
    assert any(trace.basket and trace.basket <= 14 and trace.ordered < trace.basket for trace in drawn)
    assert any(trace.cartridge > 180 and next_step(trace) in ("solve", "call", "offer") for trace in drawn)
    assert any(trace.reached is not None and trace.reached < trace.asked for trace in drawn)
    assert any(trace.reached is not None and next_step(trace) == "call" for trace in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trace_is_told_in_both_languages_with_its_days(language):
    for trace in traces.traces(RandomState(5)):
        told = trace.told(language)
        assert all(str(days) in told for days in (trace.cartridge, trace.ordered))
