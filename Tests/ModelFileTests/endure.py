#!/usr/bin/env python3
"""Holds the built tools against the second reader, hostile files, kills and full disks.

    endure.py BIN [MUTATIONS]

BIN is the folder of the built tools, of a release build: it is held to 100 ms a hostile file. MUTATIONS (2000) is the
number of files that are made from sound ones by changing bytes and making their checks right again. Says what was tried,
and ends with 1 if anything was wrong.
"""

import csv
import io
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hostile  # noqa: E402
import nnm_reader  # noqa: E402

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Fixtures")
MEMORY = 256 << 20
TIME = 0.1
KINDS = {"not a model file": "signature", "truncated model file": "truncated", "damaged model file": "damaged",
         "unsupported model file": "unsupported", "model file over a limit": "limit"}
wrong = []


def complain(*words):
    wrong.append(words)
    print("WRONG:", *words)


def files(folder):
    folder = os.path.join(FIXTURES, folder)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".nnm")]


def second(path):
    """What the second reader makes of a file: a model, or the name of a rule."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        return nnm_reader.read(data)
    except nnm_reader.Broken as broken:
        return broken.rule


def kind(rule):
    return rule if rule in ("signature", "truncated") else (rule.split("-")[0] if rule.startswith(
        ("unsupported-", "limit-")) else "damaged")


def first(info, path, *options):
    """What nn-info makes of a file under a limit of memory, and the seconds of processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([info, *options, path], capture_output=True, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_AS, (MEMORY, MEMORY)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return run, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(info, path, shown):
    """Holds the two readers against each other."""
    run, seconds = first(info, path, "--json")
    made = second(path)
    if isinstance(made, str):
        message = run.stderr.decode()
        if run.returncode != 4 or run.stdout or message.count("\n") != 1:
            complain(shown, "status", run.returncode, message, made)
        elif KINDS.get(message.split(": ")[2].split(";")[0].strip()) != kind(made):
            complain(shown, message.strip(), "but the second reader says", made)
    elif run.returncode != 0:
        complain(shown, "status", run.returncode, run.stderr.decode().strip(), "but the second reader accepts it")
    elif made.identifier.hex().encode() not in run.stdout:
        complain(shown, "has another identifier")
    return made, seconds


def hostile_files(info, folder):
    slowest, paths = 0, files("hostile")
    for path in paths:
        name = os.path.basename(path)
        rule = name.split(".")[0]
        made, _ = compare(info, path, name)
        if (made if isinstance(made, str) else "accepted") != rule:
            complain(name, "is", made, "to the second reader")
        # The least of three: another process may have been in the way.
        seconds = min(first(info, path, "--check")[1] for _ in range(3))
        slowest = max(slowest, seconds)
        if seconds > TIME:
            complain(name, "took", seconds, "seconds")
    hostile_again(folder)
    print(f"hostile: {len(paths)} files within {MEMORY >> 20} MiB, the slowest {slowest * 1000:.0f} ms")


def hostile_again(folder):
    """hostile.py makes the files that are kept."""
    for name, data in hostile.hostile():
        with open(os.path.join(FIXTURES, "hostile", name + ".nnm"), "rb") as file:
            if file.read() != data:
                complain(name, "is not what hostile.py makes")
    made = {name + ".nnm" for name, _ in hostile.hostile()}
    for path in files("hostile"):
        # What the fuzzer found is kept too.
        if os.path.basename(path) not in made and ".fuzz" not in path:
            complain(path, "is not made by hostile.py")


def golden(tools, folder):
    greatest, paths = 0.0, files("golden")
    rows = os.path.join(FIXTURES, "golden", "rows.csv")
    with open(rows, newline="", encoding="utf-8") as table:
        cells = list(csv.DictReader(table))
    for path in paths:
        model, _ = compare(os.path.join(tools, "nn-info"), path, path)
        run = subprocess.run([os.path.join(tools, "nn-predict"), path, rows, "-k", "none"], capture_output=True)
        predicted = list(csv.DictReader(io.StringIO(run.stdout.decode())))
        if run.returncode or len(predicted) != len(cells):
            complain(path, "predicts", run)
            continue
        for row, told in zip(cells, predicted):
            outputs = model.outputs(model.encoded(row))
            labels = [label.decode() for label in model.targets[0][6]]
            names = [f"p_{label}" for label in labels] or [f"predicted_{target[0].decode()}" for target in model.targets]
            if len(outputs) < len(names):
                names = [names[model.targets[0][5]]]
            for name, output in zip(names, outputs):
                difference = abs(float(told[name]) - output) / max(1, abs(output))
                greatest = max(greatest, difference)
                if difference > 1e-6:
                    complain(path, name, told[name], "but the second reader says", output)
    print(f"golden: {len(paths)} models, predictions at most {greatest:.1e} apart")


def repaired(data):
    """The lengths, numbers, checks and the digest of a file made right, as far as its chunks can be told apart."""
    chunks, offset, width = [], 8, 4
    while offset + 20 <= len(data):
        length, kind, codec, reserved = struct.unpack_from("<I4sBB", data, offset)
        if length > len(data) - offset - 20:
            break
        stored = data[offset + 16:offset + 16 + length]
        if kind == b"ENDM":
            return hostile.file(chunks, tail=data[offset + 20 + length:])
        raw = stored
        if codec in (1, 2) and length > 8:
            try:
                raw = zlib.decompressobj().decompress(stored[8:], 1 << 20)
                raw = nnm_reader.unshuffled(raw, width) if codec == 2 else raw
            except (zlib.error, ValueError):
                pass
        if kind == b"HEAD" and len(raw) > 5:
            width = nnm_reader.SCALAR_WIDTHS.get(raw[5], 4)
        chunks.append(hostile.Chunk(kind.decode("latin-1"), raw, codec, stored, reserved=reserved))
        offset += 20 + length
    return data


def mutated(info, folder, count):
    generator, outcomes = random.Random(1), {}
    sources = [path for path in files("golden") + files("hostile") if os.path.getsize(path) < 4096]
    path = os.path.join(folder, "mutated.nnm")
    for index in range(count):
        source = generator.choice(sources)
        with open(source, "rb") as file:
            data = bytearray(file.read())
        for _ in range(generator.choice((1, 1, 2, 3))):
            if len(data) > 9:
                change(generator, data)
        made = bytes(data) if index % 8 == 0 else repaired(bytes(data))
        with open(path, "wb") as file:
            file.write(made)
        found, _ = compare(info, path, f"mutation {index} of {source}")
        outcome = found if isinstance(found, str) else "accepted"
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if wrong:
            shutil.copy(path, f"{folder}-wrong.nnm")
            print(f"kept as {folder}-wrong.nnm")
            return
    print(f"mutated: {count} files, {outcomes.pop('accepted', 0)} accepted, the others refused for {len(outcomes)} rules")


def change(generator, data):
    place = generator.randrange(8, len(data))
    what = generator.randrange(5)
    if what == 0:
        data[place] ^= 1 << generator.randrange(8)
    elif what == 1:
        data[place] = generator.choice((0, 1, 2, 127, 128, 254, 255))
    elif what == 2:
        value = generator.choice((0, 1, (1 << 15), (1 << 16) - 1, (1 << 31) - 1, 1 << 31, (1 << 32) - 1))
        data[place:place + 4] = struct.pack("<I", value)[:len(data) - place]
    elif what == 3:
        value = generator.choice((float("nan"), float("inf"), -1.0, 0.0, 1e308))
        data[place:place + 8] = struct.pack("<d", value)[:len(data) - place]
    else:
        other = generator.randrange(8, len(data))
        data[place] = data[other]


def killed(info, folder):
    """Kills a loop of writes at 200 random moments: the file is always a whole model."""
    generator, seen = random.Random(2), {"old": 0, "new": 0}
    source = os.path.join(FIXTURES, "golden", "layer-in-two-pieces.nnm")
    target = os.path.join(folder, "killed.nnm")
    versions = []
    for options in (["f32"], ["f32", "--store"]):
        subprocess.run([info, "--recode", *options, "-o", target, source], check=True)
        with open(target, "rb") as file:
            versions.append(file.read())
    script = 'while :; do "$0" --recode f32 $3 -o "$2" "$1"; "$0" --recode f32 $4 -o "$2" "$1"; done'
    for _ in range(200):
        order = generator.choice((("--store", ""), ("", "--store")))
        loop = subprocess.Popen(["sh", "-c", script, info, source, target, *order], start_new_session=True)
        time.sleep(0.01 + 0.1 * generator.random())
        os.killpg(loop.pid, signal.SIGKILL)
        loop.wait()
        with open(target, "rb") as file:
            data = file.read()
        if data not in versions:
            complain("after a kill the file is neither model")
        seen["old" if data == versions[0] else "new"] += 1
    left = [name for name in os.listdir(folder) if name.startswith(".nn-")]
    print(f"killed: 200 loops of writes, {seen['old']} times one model and {seen['new']} the other; {len(left)} files left")


def full_disk(info, folder):
    """A disk that is too small for the new model keeps the old one, and so does a limit on the size of files."""
    small = os.path.join(FIXTURES, "golden", "task-binary.nnm")
    large = os.path.join(FIXTURES, "golden", "layer-in-two-pieces.nnm")
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    is_mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True).returncode == 0
    target = os.path.join(disk, "m.nnm")
    limit = None if is_mounted else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
    try:
        shutil.copy(small, target)
        run = subprocess.run([info, "--recode", "f32", "-o", target, large], capture_output=True, preexec_fn=limit)
        with open(small, "rb") as old, open(target, "rb") as now:
            if old.read() != now.read():
                complain("a full disk has changed the old model")
        names = os.listdir(disk)
        # The signal of the limit is the system's own word for it.
        if run.returncode not in ((5,) if is_mounted else (5, -signal.SIGXFSZ)) or run.stdout or names != ["m.nnm"]:
            complain("on a full disk", run, names)
    finally:
        if is_mounted:
            subprocess.run(["umount", disk], check=True)
    print("full disk:", "a tmpfs of 64 KiB" if is_mounted else "a limit of 64 KiB a file (no tmpfs may be mounted)")
    with open(os.devnull if not os.path.exists("/dev/full") else "/dev/full", "wb") as full:
        run = subprocess.run([info, "--recode", "f32", "-o", "-", large], stdout=full, stderr=subprocess.PIPE)
        if run.returncode != 5:
            complain("on /dev/full", run)


def main():
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    tools = os.path.abspath(sys.argv[1])
    info = os.path.join(tools, "nn-info")
    with tempfile.TemporaryDirectory() as folder:
        hostile_files(info, folder)
        golden(tools, folder)
        mutated(info, folder, int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
        killed(info, folder)
        full_disk(info, folder)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
