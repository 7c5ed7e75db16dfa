"""Makes the relations one after the other, by whatever engine."""

from collections.abc import Callable, Generator, Mapping, MutableMapping

import pyarrow as pa

from paperatlas.graph.engines import Engine, Rows
from paperatlas.graph.people.resolution import BLOCKS
from paperatlas.graph.relations import BESIDE, COMPUTED, RELATIONS, last_uses, relation, waited_for
from paperatlas.graph.schema import declared


def settings_tables(max_team: int, min_specificity: float, known_blocks: pa.Table | None = None) -> dict[str, pa.Table]:
    """What goes in beside the tables of the readings.

    Args:
        max_team: Papers with more authors make no collaborations.
        min_specificity: Terms of less are no concepts.
        known_blocks: The `blocks` of a build before, if there are any.
    """
    settings = {"max_team": pa.array([max_team], pa.int64()), "min_specificity": pa.array([min_specificity])}
    return {
        "settings": pa.table(settings),
        "known_blocks": BLOCKS.empty_table() if known_blocks is None else known_blocks,
    }


def run_relations(engine: Engine[Rows], inputs: MutableMapping[str, Rows]) -> Generator[tuple[str, Rows]]:
    """Makes every declared table.

    Args:
        engine: What runs the statements.
        inputs: The flat tables of `paperatlas.graph.joining.join_readings` and those of `settings_tables`. Each goes
            after its last use.

    Yields:
        Name and table, with the declared columns, as soon as it is made. In the end `inputs` has those of `BESIDE`.

    Raises:
        OutputError: There is too little memory and disk.
    """
    kinds = declared()
    last = last_uses([*inputs, *RELATIONS])
    begun: dict[str, Callable[[], Mapping[str, Rows]]] = {}
    for name, rows in inputs.items():
        engine.register(name, rows)
    for name in RELATIONS:
        for wanted in waited_for(begun, name):
            for table, rows in begun.pop(wanted)().items():
                if table in BESIDE:
                    inputs[table] = rows
                else:
                    engine.register(table, rows)
        if name in COMPUTED:
            asked = [engine.select(name, statement) for statement in COMPUTED[name].selects]
            begun[name] = engine.begin(name, COMPUTED[name], asked)
        elif name in kinds:
            result = engine.select(name, relation(name))
            engine.register(name, result)
        else:
            engine.step(name, relation(name))
        for used in last[name]:
            engine.unregister(used)
            inputs.pop(used, None)
        if name in kinds:
            yield name, engine.conform(result, kinds[name])
