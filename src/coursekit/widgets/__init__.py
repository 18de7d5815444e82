"""Explorers: one ipywidgets app a module."""
