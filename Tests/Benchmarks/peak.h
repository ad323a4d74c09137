/* So many turns of independent chains of fused multiply-adds, as many as hide the latency, on vectors as wide as peak.c is
 * compiled for. Gives how many floating-point operations that were. */
double multiply_and_add(int turns);
