#!/usr/bin/env python3
"""Shows how little memory long lines take.

    memory.py FOLDER    FOLDER holds the built tools

A line of 100 MB is refused by every tool within 64 MiB. Rows of 15 MB come out of nn-predict with their predictions, on
any number of threads, within 96 MiB: a row stands there as it was read, as it is written, and in between.
"""

import os
import subprocess
import sys
import tempfile

REFUSED, ANSWERED = 64, 96  # MiB
LONG = 100_000_000


def main():
    tools = os.path.abspath(sys.argv[1])
    failed = False

    def run(*words, given=None):
        with open(given or os.devnull) as source, open("errors", "w+") as errors:
            process = subprocess.Popen([f"{tools}/{words[0]}", *words[1:]], stdin=source, stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            errors.seek(0)
            return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, errors.read().strip()

    def expect(name, status, most, *words, given=None):
        nonlocal failed
        found, peak, errors = run(*words, given=given)
        right = found == status and peak <= most
        failed |= not right
        print(f"{'' if right else 'WRONG: '}{' '.join(words)}, {name}: status {found}, {peak:.0f} MiB{': ' + errors if not right else ''}")

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("table.csv", "w") as table:
            subprocess.run([f"{tools}/nn-data", "circles", "-n", "100"], stdout=table, check=True)
        train = [f"{tools}/nn-train", "table.csv", "-q", "-e", "3", "--hidden", "4", "-o", "m.nnm", "--log", "history.csv"]
        subprocess.run(train, check=True)
        subprocess.run([f"{tools}/nn-predict", "m.nnm", "table.csv", "-o", "scores.csv"], check=True)

        calls = {
            "table.csv": [["nn-predict", "m.nnm"], ["nn-score", "m.nnm"], ["nn-data", "shuffle"], ["nn-data", "split", "--fold", "1/5"],
                          ["nn-train", "-q", "-o", "n.nnm"], ["nn-graph", "m.nnm", "-"]],
            "scores.csv": [["nn-score"], ["nn-graph"]],
            "history.csv": [["nn-graph"]],
        }
        for name, tail in {
            "a field of 100 MB": [b"1" * LONG],
            "100 MB in quotes": [b'"', b"a" * LONG],
            "fields of 100 MB in all": [b"1," * (LONG // 2)],
            "100 MB of commas": [b"," * LONG],
        }.items():
            for table, words in calls.items():
                with open(table, "rb") as source:
                    header = source.readline()
                for kind, head in [("", header), (" as a header", b"")]:
                    with open("long.csv", "wb") as long:
                        long.writelines([head, *tail])
                    for call in words:
                        expect(name + kind, 3, REFUSED, *call, given="long.csv")
            expect(name, 4, REFUSED, "nn-info", "long.csv")

        row = b"0.5,0.5,0,"
        with open("rows.csv", "wb") as rows:
            rows.write(b"x1,x2,label,note\n")
            for _ in range(10):
                rows.writelines([row, b"a" * 15_000_000, b"\n"])
        for threads in ["1", "2", "8"]:
            expect("rows of 15 MB", 0, ANSWERED, "nn-predict", "m.nnm", "--threads", threads, "rows.csv")
            expect("rows of 15 MB", 0, ANSWERED, "nn-score", "m.nnm", "--threads", threads, "-m", "accuracy", "rows.csv")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
