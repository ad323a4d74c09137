#!/usr/bin/env python3
"""Shows how little memory long lines take.

    memory.py FOLDER    FOLDER holds the built tools

A line of 100 MB is refused by every tool within 64 MiB, as a header or below one. Rows of 15 MB come out of nn-predict, and
are scored, within 96 MiB on one thread: a row is there as it was read, as it is made, and as it is written, and some of the
next one. Two threads may take 144 MiB, since the C library keeps for each what a long row took.
"""

import os
import subprocess
import sys
import tempfile

REFUSED = 64  # MiB
ANSWERED = {"1": 96, "2": 144}  # MiB, by the number of threads
PIECE = 1_000_000

LINES = {
    "100 MB in one field": [b"1" * PIECE] * 100,
    "100 MB in quotes": [b'"', *[b"a" * PIECE] * 100],
    "100 MB in fields": [b"1," * (PIECE // 2)] * 100,
    "100 MB of commas": [b"," * PIECE] * 100,
}

CALLS = {
    "table.csv": [
        ["nn-predict", "m.nnm"], ["nn-score", "m.nnm"], ["nn-graph", "m.nnm", "-"], ["nn-train", "-q", "-o", "n.nnm"],
        ["nn-data", "shuffle"], ["nn-data", "split", "--fold", "1/5", "--part", "test"],
    ],
    "scores.csv": [["nn-score"], ["nn-graph"]],
    "history.csv": [["nn-graph"]],
}


def write(name, *pieces):
    with open(name, "wb") as file:
        file.writelines(pieces)


def main():
    tools = os.path.abspath(sys.argv[1])
    failed = False

    def expect(name, status, most, *words, given=os.devnull):
        nonlocal failed
        with open(given) as source, open("errors", "w+") as errors:
            process = subprocess.Popen(
                [f"{tools}/{words[0]}", *words[1:]], stdin=source, stdout=subprocess.DEVNULL, stderr=errors)
            # The kernel counts in what this process had when it made that one, so it holds no long line itself.
            _, ending, usage = os.wait4(process.pid, 0)
            errors.seek(0)
            found, peak, text = os.waitstatus_to_exitcode(ending), usage.ru_maxrss / 1024, errors.read().strip()
        if found != status or peak > most:
            failed = True
            print(f"WRONG: {' '.join(words)}, {name}: status {found}, {peak:.0f} MiB: {text}")
        return peak

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("table.csv", "w") as table:
            subprocess.run([f"{tools}/nn-data", "circles", "-n", "100"], stdout=table, check=True)
        train = [f"{tools}/nn-train", "table.csv", "-q", "-e", "3", "--hidden", "4", "-o", "m.nnm", "--log", "history.csv"]
        subprocess.run(train, check=True)
        subprocess.run([f"{tools}/nn-predict", "m.nnm", "table.csv", "-o", "scores.csv"], check=True)

        for name, line in LINES.items():
            peaks = []
            for table, calls in CALLS.items():
                with open(table, "rb") as source:
                    header = source.readline()
                for kind, head in [("", header), (" as a header", b"")]:
                    write("long.csv", head, *line)
                    peaks += [expect(name + kind, 3, REFUSED, *call, given="long.csv") for call in calls]
            peaks.append(expect(name, 4, REFUSED, "nn-info", "long.csv"))
            print(f"{name}: refused within {max(peaks):.0f} MiB")

        row = [b"0.5,0.5,0,", *[b"a" * PIECE] * 15, b"\n"]
        write("rows.csv", b"x1,x2,label,note\n", *row * 10)
        for tool in [["nn-predict", "m.nnm"], ["nn-score", "m.nnm", "-m", "accuracy"]]:
            for threads, most in ANSWERED.items():
                peak = expect("rows of 15 MB", 0, most, *tool, "--threads", threads, "rows.csv")
                print(f"rows of 15 MB: {tool[0]}, --threads {threads}: {peak:.0f} MiB")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
