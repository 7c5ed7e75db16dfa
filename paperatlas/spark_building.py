"""Builds an atlas on Spark: files are read, papers joined and tables written on its machines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperatlas.assembling import Plan
from paperatlas.base.counts import counted
from paperatlas.base.errors import ProblemsError
from paperatlas.graph.problems import read, told_once
from paperatlas.graph.records import Problem
from paperatlas.inputs import FoundInputs, SkippedFile, find_inputs
from paperatlas.manifest import MANIFEST, PROBLEMS, fingerprints
from paperatlas.parsing import SHOWN_PROBLEMS, refuse_without_papers, skipped_companions
from paperatlas.queries.unmatched import warnings
from paperatlas.settings import Settings, refuse_unfit
from paperatlas.spark_reading import read_on_spark
from paperatlas.spark_session import spark_session
from paperatlas.spark_target import Files, Target, local_path, local_target, remote_target
from paperatlas.spark_unmatched import unmatched_on_spark
from paperatlas.versions import Versions

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from paperatlas.graph.engines.spark import Spark


@dataclass(frozen=True, slots=True)
class SparkReport:
    """How a build on Spark went.

    Attributes:
        counts: Rows by table.
        problems: How many there are.
        files: How many were read, without those that by their names were to hold no papers.
        skipped: Files and directories that were not looked into, with the reason.
        warnings: What the overrides name and nothing has.
    """

    counts: Mapping[str, int]
    problems: int
    files: int
    skipped: tuple[SkippedFile, ...]
    warnings: tuple[str, ...]


def build_on_spark(
    paths: Iterable[str | Path], out: str, settings: Settings, master: str, strict: bool = False
) -> SparkReport:
    """Makes a new atlas of lists of papers, with the same rows as `build_atlas`.

    Args:
        paths: Files and directories, which all machines see at these paths.
        out: `file:`, `s3a:` or `hdfs:` and a directory that is not there yet; a path alone is one of `file:`.
        settings: What changes the content.
        master: Of Spark: `local[2]`, `spark://host:7077`, `yarn`, `k8s://...`.
        strict: Whether problems in the files are fatal.

    Raises:
        InputError: A path is missing, or no file holds a paper.
        UsageError: Spark or Java is missing, or the address of the master or of the output is none.
        StoreUnavailable: No master of Spark answers.
        ProblemsError: There are problems and the build is strict; nothing is left.
        OutputError: Something is there where the atlas is to be.
        AtlasError: Spark failed; nothing is left.
    """
    refuse_unfit(settings)
    place = local_path(out)
    found = find_inputs(paths)
    plan = Plan(found.files, settings, Versions.installed(), found.problems)
    with spark_session(master) as session:
        where = remote_target(session, out, plan.content_id) if place is None else local_target(place, plan.content_id)
        with where as target:
            return _built(session, plan, found, target, strict)


def _built(session: "SparkSession", plan: Plan, found: FoundInputs, target: Target, strict: bool) -> SparkReport:
    from paperatlas.graph.engines.spark import Spark
    from paperatlas.graph.engines.spark_joining import join_readings, problem_table
    from paperatlas.graph.relations import BESIDE
    from paperatlas.graph.relations.running import run_relations, settings_tables

    engine, settings = Spark(session, target.steps), plan.settings
    readings, read_problems = read_on_spark(engine, plan.files)
    papers = Counter({row["source"]: row["count"] for row in readings.groupBy("source").count().toLocalIterator()})
    skipped = _refuse_without_papers(papers, read_problems, found)
    inputs, problems = join_readings(engine, readings, settings.overrides, settings.vocabulary)
    unmatched = unmatched_on_spark(engine, settings.overrides, inputs)
    del inputs["unmatched_people"]
    beside = settings_tables(settings.max_team, settings.min_specificity)
    inputs |= {name: engine.table(table) for name, table in beside.items()}
    counts = {}
    for name, rows in run_relations(engine, inputs):
        engine.write(rows, target.tables, name)
        counts[name] = engine.count(session.read.parquet(f"{target.tables}/{name}.parquet"))
    contradicted = _contradicted(engine, inputs[BESIDE[1]], target)
    all_problems = [read_problems, problems, contradicted, engine.table(problem_table(plan.problems))]
    told = engine.kept(_told_once(engine, reduce(lambda one, other: one.unionByName(other), all_problems)))
    number = engine.count(told)
    _refuse_problems(told, number, strict)
    _write(session, target, PROBLEMS, _in_order(told))
    concept_names = session.read.parquet(f"{target.tables}/concept_names.parquet")
    manifest = _manifest(session, plan, papers, counts, target) | {
        "problems": number,
        "unmatched_overrides": unmatched(concept_names),
    }
    _write(session, target, MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).split("\n"))
    companions = len(skipped) - len(found.skipped)
    files = len({file.source for file in plan.files}) - companions
    return SparkReport(counts, number, files, skipped, tuple(warnings(manifest["unmatched_overrides"])))


def _refuse_without_papers(papers: Counter[str], problems: "DataFrame", found: FoundInputs) -> tuple[SkippedFile, ...]:
    """Ends a build that has nothing to build of; gives all that was skipped."""
    first = [] if papers else _problems(problems.limit(SHOWN_PROBLEMS + 1))
    refuse_without_papers(papers, [*found.problems, *first], found.skipped, found.places)
    without = [file for file in found.files if not papers[file.source]]
    told = {
        row["file"] for row in problems.selectExpr("get_json_object(problem, '$.file') AS file").distinct().collect()
    }
    explained = [Problem(source, 1, "", "", "") for source in sorted(told)]
    return tuple(sorted([*found.skipped, *skipped_companions(without, papers, explained, found.places)]))


def _problems(rows: "DataFrame") -> list[Problem]:
    return sorted(read(row["problem"]) for row in rows.collect())


def _told_once(engine: "Spark", told: "DataFrame") -> "DataFrame":
    """The problems, of those that are counted one a file; only what several pieces of a file tell comes here for it."""
    from paperatlas.graph.engines.spark_joining import problem_table

    path = "get_json_object(problem, '$.{}')".format
    key = f"concat_ws('\n', {path('file')}, {path('code')}, {path('message')})"
    keyed = told.selectExpr("problem", f"CASE WHEN CAST({path('count')} AS BIGINT) > 0 THEN {key} END AS counted")
    several = keyed.where("counted IS NOT NULL").groupBy("counted").count().where("count > 1").select("counted")
    once = told_once(_problems(keyed.join(several, "counted", "left_semi").select("problem")))
    others = keyed.join(several, "counted", "left_anti").select("problem")
    return others.unionByName(engine.table(problem_table(once)))


def _refuse_problems(problems: "DataFrame", number: int, strict: bool) -> None:
    if strict and number:
        first = "\n".join(map(str, _problems(problems.limit(20))))
        raise ProblemsError(f"{counted(number, 'problem')} in the files, and the build is strict:\n{first}")


def _contradicted(engine: "Spark", contradictions: "DataFrame", target: Target) -> "DataFrame":
    names = ("listings", "people", "authors")
    made = [engine.session.read.parquet(f"{target.tables}/{name}.parquet") for name in names]
    if contradictions.isEmpty():
        made = [rows.limit(0) for rows in made]
    return engine.in_one_task(_contradictions, "problems", [contradictions, *made])["problems"]


def _contradictions(contradictions: "pa.Table", *made: "pa.Table") -> "pa.Table":
    from paperatlas.graph.engines.spark_joining import problem_table
    from paperatlas.graph.people.contradictions import contradicted_people

    tables = dict(zip(("listings", "people", "authors"), made, strict=True))
    return problem_table(contradicted_people(contradictions, tables))


def _in_order(problems: "DataFrame") -> Iterator[str]:
    """The lines of problems in the order of these, partition by partition."""
    path = "get_json_object(problem, '$.{}')".format
    order = [path("file"), f"CAST({path('line')} AS BIGINT)", path("code"), path("message"), "problem"]
    for row in (
        problems.selectExpr("problem", *(f"{each} AS o{at}" for at, each in enumerate(order)))
        .orderBy(*(f"o{at}" for at in range(len(order))))
        .toLocalIterator()
    ):
        yield row["problem"]


def _write(session: "SparkSession", target: Target, name: str, lines: Iterable[str]) -> None:
    if target.local is None:
        Files(session).write(f"{target.address}/{name}", lines)
        return
    with (target.local / name).open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _manifest(
    session: "SparkSession", plan: Plan, papers: Counter[str], counts: Mapping[str, int], target: Target
) -> dict[str, Any]:
    def table(name: str) -> "DataFrame":
        return session.read.parquet(f"{target.tables}/{name}.parquet")

    (days,) = table("dates").selectExpr("min(id) AS first", "max(id) AS last").collect()
    large = table("authored").groupBy("target").count().where(f"count > {plan.settings.max_team}").count()
    return {
        **plan.recorded(papers),
        "counts": dict(counts),
        "days": [days["first"], days["last"]] if days["first"] is not None else [],
        "papers_without_collaborations": large,
        "files": {} if target.local is None else fingerprints(target.local),
    }
