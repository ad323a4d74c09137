#!/usr/bin/env python3
"""Shows that a training step allocates nothing, and that nothing grows with the epochs.

    allocations.py FOLDER    FOLDER holds the built tools

Every call of malloc and its like is counted in a library that is loaded before them. A training of as many epochs with
half the rows a step takes twice the steps, and must make just as many calls; one of 10,000 epochs must need no more
memory than one of 100.
"""

import os
import subprocess
import sys
import tempfile

COUNTER = r"""
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);
static atomic_ulong calls;
void *malloc(size_t n) { calls++; return __libc_malloc(n); }
void *calloc(size_t n, size_t m) { calls++; return __libc_calloc(n, m); }
void *realloc(void *p, size_t n) { calls++; return __libc_realloc(p, n); }
void *aligned_alloc(size_t a, size_t n) { calls++; return __libc_memalign(a, n); }
void *memalign(size_t a, size_t n) { calls++; return __libc_memalign(a, n); }
int posix_memalign(void **p, size_t a, size_t n) { calls++; return (*p = __libc_memalign(a, n)) ? 0 : 12; }
static const char *path;
__attribute__((constructor)) static void begin(void) { path = getenv("ALLOCATIONS"); }
__attribute__((destructor)) static void end(void) {
  unsigned long made = calls;
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) fprintf(file, "%lu\n", made), fclose(file);
}
"""

KINDS = {
    "adam": [],
    "momentum, dropout, l1": ["--optimizer", "momentum", "--dropout", "0.2", "--l1", "1e-5"],
    "rmsprop, clipped": ["--optimizer", "rmsprop", "--clip-norm", "1"],
    "held out, one-cycle": ["--holdout", "0.25", "--schedule", "one-cycle"],
    "two threads": ["--threads", "2"],
    "gelu, label smoothing": ["-a", "gelu", "--label-smoothing", "0.1"],
}


def main():
    tools = os.path.abspath(sys.argv[1])
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("counter.c", "w") as file:
            file.write(COUNTER)
        compiler = next(c for c in ("cc", "clang", "gcc") if subprocess.run(["which", c], capture_output=True).returncode == 0)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", "counter.so", "counter.c"], check=True)
        with open("table.csv", "w") as table:
            subprocess.run([f"{tools}/nn-data", "circles", "-n", "1280", "--noise", "0.1"], stdout=table, check=True)

        def train(*options):
            command = [f"{tools}/nn-train", "table.csv", "-q", "-o", "m.nnm", "--log", "/dev/null", "--threads", "1", *options]
            environment = {**os.environ, "LD_PRELOAD": f"{folder}/counter.so", "ALLOCATIONS": f"{folder}/calls"}
            process = subprocess.Popen(command, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            assert status == 0, command
            with open("calls") as file:
                return int(file.read()), usage.ru_maxrss

        for kind, options in KINDS.items():
            few, _ = train("-e", "20", "-b", "64", *options)
            many, _ = train("-e", "20", "-b", "32", *options)
            more, _ = train("-e", "40", "-b", "64", *options)
            print(f"{kind}: {few} calls, {many} with twice the steps, {(more - few) / 20:g} an epoch")
            failed |= many - few >= 100  # 400 steps more
        _, some = train("-e", "100", "-b", "320")
        _, many = train("-e", "10000", "-b", "320", "--schedule", "constant")
        print(f"peak memory of 100 epochs {some} KB, of 10,000 {many} KB")
        failed |= many > some + 4096
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
