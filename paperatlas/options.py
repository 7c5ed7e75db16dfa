"""Options that several commands have."""

from collections.abc import Callable, Iterable, Mapping

import click
from click.decorators import FC

from paperatlas.base.visible import quoted
from paperatlas.directory import DEFAULT_DIRECTORY
from paperatlas.loaders.store import DEFAULT_TIMEOUT

MB = 2**20
ALL_PROCESSORS = "local[*]"
"""The master of Spark where none is named."""

atlas_option = click.option(
    "--atlas",
    "directory",
    metavar="DIR",
    default=DEFAULT_DIRECTORY,
    envvar="PAPERATLAS_DIR",
    show_default=True,
    show_envvar=True,
    help="The atlas's directory.",
)
parameter_option = click.option(
    "--parameter", "-p", "given", multiple=True, metavar="KEY=VALUE", help="A value for $KEY; repeatable."
)
timeout_option = click.option(
    "--timeout", type=click.FloatRange(min=0.001), default=DEFAULT_TIMEOUT, show_default=True, help="Seconds to wait."
)
memory_option = click.option(
    "--memory",
    type=click.IntRange(min=64),
    default=4096,
    show_default=True,
    metavar="MB",
    help="What a query may take beside the atlas.",
)


master_option = click.option(
    "--master", metavar="URL", help=f"Spark's: local[2], spark://HOST:7077, yarn, k8s://...  [{ALL_PROCESSORS}]"
)


def engine_option(meaning: str) -> Callable[[FC], FC]:
    """What runs a command that more than one machine can."""
    return click.option(
        "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help=meaning
    )


def refuse_master(master: str | None) -> None:
    """Holds on to a master that nobody would ask."""
    if master is not None:
        raise click.UsageError("--master is for --engine spark")


def format_option(formats: Iterable[str], meaning: str) -> Callable[[FC], FC]:
    """How to print something: by the first of the formats where nothing is said."""
    names = list(formats)
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True, help=meaning)


quiet_option = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")


def key_value(pair: str) -> tuple[str, str]:
    """The two sides of what `-p` takes."""
    key, equals, value = pair.partition("=")
    if not equals or not key:
        raise click.UsageError(f"-p takes KEY=VALUE, not {quoted(pair)}")
    return key, value


def either(names: Iterable[str]) -> str:
    """Names for a help text: `all, papers or concepts`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def listed(heading: str, meanings: Mapping[str, str]) -> str:
    """A line a name with its meaning, to stand below a help text as it is."""
    width = max(map(len, meanings))
    lines = (f"  {name:{width}}  {meaning}" for name, meaning in meanings.items())
    return "\n".join(("\b", f"{heading}:", *lines))
