/* The article's training by hand: 2-9-6-1, sigmoid, cross-entropy, one record a step, as plain C as one writes it.
 * usage: article TABLE EPOCHS; prints "epochs SECONDS". */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 100000, A = 2, B = 9, C = 6 };
static float x[ROWS][A], y[ROWS], w1[B][A], b1[B], w2[C][B], b2[C], w3[C], b3;

static float drawn(void) { /* N(0, 1) */
  double u = (rand() + 1.0) / (RAND_MAX + 2.0), v = (rand() + 1.0) / (RAND_MAX + 2.0);
  return (float)(sqrt(-2 * log(u)) * cos(6.283185307179586 * v));
}
static float sigmoid(float z) { return 1 / (1 + expf(-z)); }

static void learn(const float *in, float t, float rate) {
  float h[B], g[C], dh[B] = {0}, dg[C], z = b3;
  for (int i = 0; i < B; i++) h[i] = sigmoid(b1[i] + w1[i][0] * in[0] + w1[i][1] * in[1]);
  for (int i = 0; i < C; i++) {
    float s = b2[i];
    for (int j = 0; j < B; j++) s += w2[i][j] * h[j];
    g[i] = sigmoid(s);
    z += w3[i] * g[i];
  }
  float d = sigmoid(z) - t;
  for (int i = 0; i < C; i++) {
    dg[i] = d * w3[i] * g[i] * (1 - g[i]);
    w3[i] -= rate * d * g[i];
  }
  b3 -= rate * d;
  for (int i = 0; i < C; i++) {
    for (int j = 0; j < B; j++) {
      dh[j] += dg[i] * w2[i][j];
      w2[i][j] -= rate * dg[i] * h[j];
    }
    b2[i] -= rate * dg[i];
  }
  for (int j = 0; j < B; j++) {
    float e = dh[j] * h[j] * (1 - h[j]);
    w1[j][0] -= rate * e * in[0];
    w1[j][1] -= rate * e * in[1];
    b1[j] -= rate * e;
  }
}

int main(int count, char **words) {
  FILE *file = fopen(words[1], "r");
  char line[256];
  int rows = 0;
  if (count < 3 || !file || !fgets(line, sizeof line, file)) return 1;
  while (rows < ROWS && fscanf(file, "%f,%f,%f", &x[rows][0], &x[rows][1], &y[rows]) == 3) rows++;
  for (int i = 0; i < B; i++) w1[i][0] = drawn(), w1[i][1] = drawn(), b1[i] = drawn();
  for (int i = 0; i < C; i++) {
    for (int j = 0; j < B; j++) w2[i][j] = drawn();
    b2[i] = drawn(), w3[i] = drawn();
  }
  b3 = drawn();
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (int epoch = atoi(words[2]); epoch > 0; epoch--)
    for (int i = 0; i < rows; i++) learn(x[i], y[i], 0.05f);
  clock_gettime(CLOCK_MONOTONIC, &end);
  int right = 0;
  printf("epochs %.6f\n", (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
  for (int i = 0; i < rows; i++) { /* the answer, so that no compiler leaves the work out */
    float h[B], z = b3;
    for (int j = 0; j < B; j++) h[j] = sigmoid(b1[j] + w1[j][0] * x[i][0] + w1[j][1] * x[i][1]);
    for (int j = 0; j < C; j++) {
      float s = b2[j];
      for (int k = 0; k < B; k++) s += w2[j][k] * h[k];
      z += w3[j] * sigmoid(s);
    }
    right += (z > 0) == (y[i] > 0.5f);
  }
  fprintf(stderr, "accuracy %.3f\n", (double)right / rows);
  return 0;
}
