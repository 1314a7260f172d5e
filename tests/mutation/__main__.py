"""Change the course in many ways, one at a time, and list the changes that no test sees.

``uv run python -m tests.mutation`` takes 60 changes of each kind, the same ones each time (``--seed`` takes others); an hour or
so on two cores. A change is caught by the loader (it refuses the data), by a test, or by stored text (an output, ``tests/said``).
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.conftest import ROOT
from tests.mutation.kinds import KINDS, Mutation
from tests.mutation.run import Reach, caught_by


def main() -> None:
    """Run the changes that the command line asks for, and print what was caught, by what, and what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=f"{', '.join(KINDS)}; all if none is named")
    parser.add_argument("--number", type=int, default=60, help="changes of each kind; of code, twice as many (default: 60)")
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    mutations = []
    for kind in chosen.kinds or KINDS:
        mutations += drawn(list(KINDS[kind](ROOT)), chosen.number * (2 if kind == "code" else 1), chosen.seed)
    with tempfile.TemporaryDirectory(prefix="course-mutation-") as scratch:
        report(mutations, tried(mutations, Path(scratch)))


def drawn(mutations: list[Mutation], number: int, seed: int) -> list[Mutation]:
    """Draw from each kind alike, and within it from each place alike: a place with many digits counts once."""
    chance = random.Random(seed)
    by_kind: dict[str, dict[tuple, list[Mutation]]] = defaultdict(lambda: defaultdict(list))
    for mutation in mutations:
        by_kind[mutation.kind][mutation.file, mutation.place].append(mutation)
    share = -(-number // len(by_kind))
    return [
        chance.choice(places[place])
        for places in by_kind.values()
        for place in chance.sample(sorted(places), min(share, len(places)))
    ]


def tried(mutations: list[Mutation], scratch: Path) -> list[str | None]:
    """Return for each change what caught it; None if nothing did. Two run at once, each in its own copy of the course."""
    copies: Queue[Path] = Queue()
    for name in ("one", "two"):
        copies.put(copy(scratch / name))
    reach = Reach.measured(copies.queue[0], scratch)  # which also shows that the unchanged course passes

    def one(numbered: tuple[int, Mutation]) -> str | None:
        number, mutation = numbered
        root = copies.get()
        try:
            caught = caught_by(mutation, root, reach)
            restore(root)
        finally:
            copies.put(root)
        print(f"{number + 1}/{len(mutations)} {mutation}: {caught or 'SURVIVED'}", file=sys.stderr, flush=True)
        return caught

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(one, enumerate(mutations)))


def copy(root: Path) -> Path:
    """Copy the course as it stands, changed files included, and remember its state."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def restore(root: Path) -> None:
    """Undo a change in a copy."""
    subprocess.run(["git", "checkout", "--quiet", "--", "."], cwd=root, check=True)


def report(mutations: list[Mutation], caught: list[str | None]) -> None:
    """Print a table by kind, what caught how many, and every survivor."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for mutation, what in zip(mutations, caught, strict=True):
        counts[mutation.kind]["made"] += 1
        counts[mutation.kind]["caught" if what else "survived"] += 1
    print("| change | made | caught |\n|---|---|---|")
    for kind, count in counts.items():
        print(f"| {kind} | {count['made']} | {count['caught']} |")
    made = len(mutations)
    print(f"| all | {made} | {made - caught.count(None)} ({1 - caught.count(None) / made:.1%}) |\n\nCaught by:")
    for what, count in Counter(filter(None, caught)).most_common():
        print(f"- {what}: {count}")
    print("\nSurvivors:")
    for mutation, what in zip(mutations, caught, strict=True):
        if what is None:
            print(f"- {mutation}")


if __name__ == "__main__":
    main()
