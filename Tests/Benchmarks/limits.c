/* What this machine can do: the peak of fused multiply-adds in Float32 and the rate of copying memory, on one thread and on
 * all. Prints "NAME THREADS VALUE" in GFLOP/s and GB/s; the best of five. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef float lanes __attribute__((vector_size(64)));
enum { CHAINS = 24, TURNS = 4000000, COPY = 1 << 27, MOST = 256 };

static pthread_barrier_t begin;
static volatile float sink;

struct span {
  int is_copy;
  double start, end;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Independent chains, as many as hide the latency; as wide as the machine this is compiled for. */
static void multiply_and_add(void) {
  lanes sum[CHAINS], factor = (lanes){} + 0.999f, term = (lanes){} + 0.001f;
#pragma clang loop unroll(full)
  for (int i = 0; i < CHAINS; i++) sum[i] = (lanes){} + (float)i;
  for (int turn = 0; turn < TURNS; turn++)
#pragma clang loop unroll(full)
    for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * factor + term;
#pragma clang loop unroll(full)
  for (int i = 0; i < CHAINS; i++) sink += sum[i][0];
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
    multiply_and_add();
    span->end = now();
  }
  return NULL;
}

/* From the first start to the last end, as the threads themselves see them. */
static double seconds(int threads, int is_copy) {
  pthread_t all[MOST];
  static struct span spans[MOST];
  pthread_barrier_init(&begin, NULL, (unsigned)threads);
  for (int i = 0; i < threads; i++) {
    spans[i].is_copy = is_copy;
    pthread_create(&all[i], NULL, work, &spans[i]);
  }
  double start = 0, end = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(all[i], NULL);
    if (i == 0 || spans[i].start < start) start = spans[i].start;
    if (i == 0 || spans[i].end > end) end = spans[i].end;
  }
  return end - start;
}

int main(void) {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  int all = CPU_COUNT(&set) < MOST ? CPU_COUNT(&set) : MOST;
  for (int threads = 1; threads <= all; threads += all > 1 ? all - 1 : 1) {
    double flops = 0, bytes = 0;
    for (int turn = 0; turn < 5; turn++) {
      double rate = 2.0 * 16 * CHAINS * TURNS * threads / seconds(threads, 0);
      if (rate > flops) flops = rate;
      rate = 4.0 * COPY * threads / seconds(threads, 1);
      if (rate > bytes) bytes = rate;
    }
    printf("fma %d %.1f\ncopy %d %.2f\n", threads, flops * 1e-9, threads, bytes * 1e-9);
  }
  return 0;
}
