#!/usr/bin/env python3
"""Times reading and writing a model file beside NumPy, safetensors and gzip, on the same weights, alternately.

    compare.py BIN MODEL [ROUNDS]

BIN is the folder of the built tools, MODEL a large model whose weights are f32. Needs numpy and safetensors.

Ours are whole processes: `nn-info --check` reads, and `nn-info --recode f32` reads and writes, from which the time of
reading is subtracted. The others are timed within one running Python, which favours them. Every figure is the least of
the rounds; CPU is user and system time of all threads.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy
from safetensors.numpy import load_file, save_file

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "ModelFileTests"))
import nnm_reader  # noqa: E402


def cpu():
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def timed(action):
    wall, used = time.perf_counter(), cpu()
    action()
    return time.perf_counter() - wall, cpu() - used


def synced(path):
    """Waits until a file is on the disk, as ours is before it has its name."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def main():
    tools, model = sys.argv[1], os.path.abspath(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        measure(os.path.join(tools, "nn-info"), model, rounds, lambda name: os.path.join(folder, name))


def measure(info, model, rounds, path):
    layers = [numpy.frombuffer(bytes(raw), dtype="<f4") for raw in nnm_reader.raw_layers(model)]
    arrays = {f"layer{index}": layer for index, layer in enumerate(layers)}
    total = sum(layer.nbytes for layer in layers)
    with open(path("raw"), "wb") as raw:
        for layer in layers:
            raw.write(layer.tobytes())

    def ours(*options):
        subprocess.run([info, *options, model], check=True)

    def save(function, name):
        function()
        synced(path(name))

    def load_npz(name):
        with numpy.load(path(name)) as archive:
            for key in archive.files:
                archive[key]

    def gzip(arguments, name):
        with open(path(name), "wb") as output:
            subprocess.run(["gzip", *arguments], check=True, stdout=output)
        synced(path(name))

    actions = {
        "nnm read": lambda: ours("--check"),
        "nnm read and write": lambda: ours("--recode", "f32", "-o", path("nnm")),
        "nnm read and write, --store": lambda: ours("--recode", "f32", "--store", "-o", path("stored.nnm")),
        "numpy.savez_compressed": lambda: save(lambda: numpy.savez_compressed(path("c.npz"), **arrays), "c.npz"),
        "numpy.load of it": lambda: load_npz("c.npz"),
        "numpy.savez": lambda: save(lambda: numpy.savez(path("s.npz"), **arrays), "s.npz"),
        "numpy.load of this": lambda: load_npz("s.npz"),
        "safetensors save": lambda: save(lambda: save_file(arrays, path("st")), "st"),
        "safetensors load": lambda: load_file(path("st")),
        "gzip -1": lambda: gzip(["-1c", path("raw")], "gz"),
        "gzip -d": lambda: gzip(["-dc", path("gz")], "raw2"),
    }
    times = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            times[name].append(timed(action))
    best = {name: [min(figures) for figures in zip(*runs)] for name, runs in times.items()}
    for stored in ("", ", --store"):
        both = best.pop(f"nnm read and write{stored}")
        best[f"nnm write{stored}"] = [whole - read for whole, read in zip(both, best["nnm read"])]
    print(f"{total / 1e6:.1f} MB of weights, least of {rounds} rounds")
    print("what,seconds,cpu_seconds,megabytes_a_second")
    for name, (wall, used) in best.items():
        print(f"{name},{wall:.3f},{used:.3f},{total / 1e6 / wall:.0f}")
    print("file,bytes,of_raw")
    for name, file in (("nnm", model), ("nnm --store", path("stored.nnm")), ("savez_compressed", path("c.npz")),
                       ("savez", path("s.npz")), ("safetensors", path("st")), ("gzip -1", path("gz"))):
        size = os.path.getsize(file)
        print(f"{name},{size},{size / total:.3f}")


main()
