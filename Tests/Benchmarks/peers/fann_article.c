/* The article's training with FANN: 2-9-6-1, sigmoid, one record a step.
 * usage: fann_article TABLE EPOCHS; prints "epochs SECONDS". */
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 100000 };
static fann_type x[ROWS][2], y[ROWS][1];

int main(int count, char **words) {
  FILE *file = fopen(words[1], "r");
  char line[256];
  int rows = 0;
  if (count < 3 || !file || !fgets(line, sizeof line, file)) return 1;
  while (rows < ROWS && fscanf(file, "%f,%f,%f", &x[rows][0], &x[rows][1], &y[rows][0]) == 3) rows++;
  struct fann *net = fann_create_standard(4, 2, 9, 6, 1);
  fann_set_activation_function_hidden(net, FANN_SIGMOID);
  fann_set_activation_function_output(net, FANN_SIGMOID);
  fann_set_learning_rate(net, 0.05f);
  fann_randomize_weights(net, -1, 1);
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (int epoch = atoi(words[2]); epoch > 0; epoch--)
    for (int i = 0; i < rows; i++) fann_train(net, x[i], y[i]);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("epochs %.6f\n", (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
  fann_destroy(net);
  return 0;
}
