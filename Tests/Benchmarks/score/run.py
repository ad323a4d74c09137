"""Times nn-score, Polars and scikit-learn over the same table; see README.md."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

TOOL = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.build/release/nn-score"))
POLARS = """
import polars as pl
d = pl.read_csv("w5.csv")
y, p = pl.col("label"), pl.col("probability")
c = p.clip(2**-52, 1 - 2**-52)
positives = int(d["label"].sum()); negatives = d.height - positives
ranks = d.select(p.rank("average").filter(y == 1).sum()).item()
print("auc", (ranks - positives * (positives + 1) / 2) / (positives * negatives))
print("accuracy", d.select(((p >= 0.5) == (y == 1)).mean()).item())
print("log_loss", d.select(-pl.when(y == 1).then(c).otherwise(1 - c).log().mean()).item())
"""
SCIKIT = """
import polars as pl
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
d = pl.read_csv("w5.csv")
y, p = d["label"].to_numpy(), d["probability"].to_numpy()
print("auc", roc_auc_score(y, p)); print("accuracy", accuracy_score(y, p >= 0.5)); print("log_loss", log_loss(y, p))
"""


def timed(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output


def make():
    """Makes the table, in a process of its own: what it holds would count as ours."""
    import numpy
    import polars

    generator = numpy.random.default_rng(1)
    label = (generator.random(10_000_000) < 0.3).astype("i1")
    p = (1 / (1 + numpy.exp(1 - 2 * label - generator.normal(size=label.size)))).astype("f4")
    polars.DataFrame({"label": label, "probability": p}).write_csv("w5.csv")


def main():
    if sys.argv[1:] == ["make"]:
        return make()
    script = os.path.abspath(__file__)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        subprocess.run([sys.executable, script, "make"], check=True)
        commands = {
            "ours": [TOOL, "-y", "label", "-p", "probability", "-m", "auc,accuracy,log_loss", "w5.csv"],
            "polars": [sys.executable, "-c", POLARS], "scikit-learn": [sys.executable, "-c", SCIKIT],
        }
        runs = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(timed(command))
        own = statistics.median(run[0] for run in runs["ours"])
        for name, results in runs.items():
            wall, cpu, memory = (statistics.median(run[i] for run in results) for i in range(3))
            print(f"{name} {wall:.3f} s (processor {cpu:.2f} s, {memory / 1024:.0f} MB) · ratio {wall / own:.2f}")
            print("   ", " ".join(results[0][3].split()))


if __name__ == "__main__":
    main()
