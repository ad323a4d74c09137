#!/usr/bin/env python3
"""Holds the reader of tables against Python's csv module: differential.py PATH/TO/trials [SEED [TABLES]]

Python writes tables of random texts in random dialects; both read them, and every field must be the same.
"""
import csv
import io
import random
import subprocess
import sys
import tempfile

program = sys.argv[1]
seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
tables = int(sys.argv[3]) if len(sys.argv) > 3 else 300
rng = random.Random(seed)
letters = ["a", "b", "1", ".", "-", " ", "\t", ",", ";", "|", '"', '""', "\n", "\r", "\r\n", "é", "\ufeff", "日", "\x7f"]


def field():
    return "".join(rng.choice(letters) for _ in range(rng.choice([0, 1, 1, 2, 5, 30, 2000 if rng.random() < 0.01 else 3])))


for number in range(tables):
    delimiter = rng.choice([",", "\t", ";", "|", " ", "x"])
    columns = rng.choice([1, 2, 3, 10, 200])
    rows = [[field() for _ in range(columns)] for _ in range(rng.choice([1, 2, 20, 300]))]
    text = io.StringIO(newline="")
    # Python quotes CR and LF only where they end its rows.
    end = rng.choice(["\n", "\r\n", "\r"])
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]) if end == "\r\n" else csv.QUOTE_ALL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(rows)
    written = text.getvalue()
    if written.startswith("\ufeff"):
        written = "\ufeff" + written  # the first one is a mark, and belongs to no field
    expected = list(csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter))
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(written.encode())
        file.flush()
        done = subprocess.run([program, "rows", "--delimiter", delimiter, file.name], capture_output=True, text=True)
    found = [[bytes.fromhex(text).decode() for text in line.split(",")] for line in done.stdout.splitlines()]
    if done.returncode != 0 or found != expected:
        with open("differs.csv", "w", newline="") as file:
            file.write(written)
        sys.exit(f"seed {seed}, table {number}, delimiter {delimiter!r}: {done.stderr or 'other fields'}; see differs.csv")
print(f"{tables} tables")
