"""Hostile and broken work, as data: what somebody wants, how they try, and what must hold all the same."""
