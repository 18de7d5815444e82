"""All commands in one application."""

from __future__ import annotations

import typer

from coursekit.cli import classroom, maintainer, trainee

app = typer.Typer(
    name="coursekit",
    help="Customer classification (客户分类): take the course, teach it, grade it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(trainee.start)
app.command()(trainee.check)

classes = typer.Typer(help="Set up a class.", no_args_is_help=True)
classes.command("init")(classroom.init)
classes.command("open")(classroom.open_folder)
app.add_typer(classes, name="class")
app.command()(classroom.release)
app.command()(classroom.collect)
app.command()(classroom.grade)
app.command()(classroom.feedback)
app.command()(classroom.report)

app.command()(maintainer.sync)
app.command()(maintainer.doctor)
data = typer.Typer(help="The course's data sets.", no_args_is_help=True)
data.command()(maintainer.verify)
data.command()(maintainer.build)
app.add_typer(data, name="data")
app.command(context_settings=maintainer.BENCH_SETTINGS)(maintainer.bench)
