"""Times the reading and writing of tables, ours and the peers'; see README.md."""

import os
import re
import statistics
import subprocess
import sys
import tempfile

TRIALS = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.build/release/trials"))
PEER = """
import sys, time
import numpy as np
peer, work, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
if peer == "polars":
    import polars
elif peer == "duckdb":
    import duckdb, pyarrow
    duckdb.sql(f"set threads = {threads}")
else:
    import pandas, pyarrow
    pyarrow.set_cpu_count(threads)
p = np.random.default_rng(1).random(5_000_000, dtype="f4")
start = time.perf_counter()
if work == "read":
    if peer == "polars":
        x = polars.read_csv("table.csv").to_numpy().astype("f4")
    elif peer == "duckdb":
        x = np.stack([c.astype("f4") for c in duckdb.sql("from 'table.csv'").fetchnumpy().values()], 1)
    else:
        x = pandas.read_csv("table.csv", engine="pyarrow").to_numpy("f4")
    assert x.shape == (500_000, 29)
elif peer == "polars":
    polars.DataFrame({"p": p}).write_csv("out.csv")
elif peer == "duckdb":
    numbers = pyarrow.table({"p": p})
    duckdb.sql("copy numbers to 'out.csv'")
else:
    pandas.DataFrame({"p": p}).to_csv("out.csv", index=False)
print(time.perf_counter() - start)
"""


def make():
    """Makes the table, in a process of its own."""
    import numpy
    import polars

    x = numpy.random.default_rng(1).normal(size=(500_000, 28)).astype("f4")
    columns = {f"x{i + 1}": x[:, i] for i in range(28)}
    polars.DataFrame({**columns, "y": (x[:, 0] > 0).astype("i4")}).write_csv("table.csv")


def ours(work, threads):
    command = [TRIALS, work, "--threads", str(threads), "--times", "1"]
    with open("out.csv", "wb") as out:
        result = subprocess.run(
            command + (["table.csv"] if work == "read" else []), stdout=out if work == "write" else subprocess.PIPE,
            stderr=subprocess.PIPE, check=True)
    return float(re.search(rb"in ([0-9.]+) ms", result.stderr if work == "write" else result.stdout)[1]) / 1000


def theirs(peer, work, threads):
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads)}
    command = [sys.executable, "peer.py", peer, work, str(threads)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True).stdout)


def main():
    if sys.argv[1:] == ["make"]:
        return make()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    script = os.path.abspath(__file__)
    peers = ["polars", "duckdb", "pandas"]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("peer.py", "w") as peer:
            peer.write(PEER)
        subprocess.run([sys.executable, script, "make"], check=True)
        for work in sys.argv[2:] or ("read", "write"):
            for threads in (1, 2):
                times = {name: [] for name in ["ours", *peers]}
                for _ in range(rounds):
                    times["ours"].append(ours(work, threads))
                    for peer in peers:
                        times[peer].append(theirs(peer, work, threads))
                own = statistics.median(times["ours"])
                figures = [f"ours {own:.3f} s"]
                for peer in peers:
                    theirs_median = statistics.median(times[peer])
                    figures.append(f"{peer} {theirs_median:.3f} s ({theirs_median / own:.1f} ×)")
                print(f"{work}, {threads} thread{'s' * (threads > 1)}: " + " · ".join(figures), flush=True)


if __name__ == "__main__":
    main()
