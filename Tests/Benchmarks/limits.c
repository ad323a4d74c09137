/* What this machine can do: the peak of fused multiply-adds in Float32 and the rate of copying memory, on one thread and on
 * all. Prints "NAME THREADS VALUE" in GFLOP/s and GB/s; the best of five. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peak.h"

enum { TURNS = 4000000, COPY = 1 << 27, MOST = 256 };

static pthread_barrier_t begin;

struct span {
  int is_copy;
  double start, end, done; /* seconds, and operations or bytes */
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void copy(struct span *span) {
  char *from = malloc(COPY), *to = malloc(COPY);
  memset(from, 1, COPY);
  memset(to, 1, COPY);
  pthread_barrier_wait(&begin);
  span->start = now();
  for (int turn = 0; turn < 4; turn++) {
    memcpy(to, from, COPY);
    __asm__ volatile("" : : "r"(to) : "memory"); /* somebody may look */
  }
  span->end = now();
  span->done = 4.0 * COPY;
  free(from);
  free(to);
}

static void *work(void *given) {
  struct span *span = given;
  if (span->is_copy) {
    copy(span);
  } else {
    pthread_barrier_wait(&begin);
    span->start = now();
    span->done = multiply_and_add(TURNS);
    span->end = now();
  }
  return NULL;
}

/* A second, from the first start to the last end, as the threads themselves see them. */
static double rate(int threads, int is_copy) {
  pthread_t all[MOST];
  static struct span spans[MOST];
  pthread_barrier_init(&begin, NULL, (unsigned)threads);
  for (int i = 0; i < threads; i++) {
    spans[i].is_copy = is_copy;
    pthread_create(&all[i], NULL, work, &spans[i]);
  }
  double start = 0, end = 0, done = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(all[i], NULL);
    if (i == 0 || spans[i].start < start) start = spans[i].start;
    if (i == 0 || spans[i].end > end) end = spans[i].end;
    done += spans[i].done;
  }
  return done / (end - start);
}

int main(void) {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  int all = CPU_COUNT(&set) < MOST ? CPU_COUNT(&set) : MOST;
  for (int threads = 1; threads <= all; threads += all > 1 ? all - 1 : 1) {
    double flops = 0, bytes = 0;
    for (int turn = 0; turn < 5; turn++) {
      double found = rate(threads, 0);
      if (found > flops) flops = found;
      found = rate(threads, 1);
      if (found > bytes) bytes = found;
    }
    printf("fma %d %.1f\ncopy %d %.2f\n", threads, flops * 1e-9, threads, bytes * 1e-9);
  }
  return 0;
}
