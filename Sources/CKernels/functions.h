/* Elementary functions of a vector. Part of loops.h. */

/* scale e^x = part · power, for x from -110 to 89: x = n ln 2 + r with |r| ≤ ½ ln 2, a minimax polynomial for e^r (the
 * coefficients are those of Cephes' expf), and 2^n built in the exponent, in two halves so that the subnormal results come
 * out too. NaN stays NaN.
 *
 * Where one vector waits for the next, all that counts is how many operations wait for one another: the polynomial goes in
 * pairs, and the digits of ln 2 beyond a float come late, where the sum still feels them. */
typedef struct {
  lanes part, power;
} exponential_factors;
INLINE exponential_factors factors_of_exponential(lanes x, lanes scale) {
  const float round = 12582912.0f; /* 1.5 · 2^23: adding it rounds to the nearest whole number */
  lanes n = fused(x, splat(1.44269504088896341f), splat(round)) - round;
#if FUSED
  lanes near = fused(n, splat(-0.693147182464599609f), x), r = fused(n, splat(1.904654299957768e-9f), near);
#else
  /* Only so short a constant makes products that are exact without fusing. */
  lanes near = x - n * 0.693359375f + n * 2.12194440e-4f, r = near;
#endif
  lanes square = near * near;
  lanes p = fused(splat(1.9875691500e-4f), near, splat(1.3981999507e-3f));
  p = fused(p, square, fused(splat(8.3334519073e-3f), near, splat(4.1665795894e-2f)));
  p = fused(p, square, fused(splat(1.6666665459e-1f), near, splat(5.0000001201e-1f)));
  p = fused(p, r * r, r);
  masks whole = __builtin_convertvector(choose(x == x, n, splat(0)), masks);
  masks half = whole >> 1;
  lanes first = scale * (lanes)((half + 127) << 23), second = (lanes)((whole - half + 127) << 23);
  return (exponential_factors){fused(p, first, first), second};
}

/* e^x, with fused multiply-adds within 1.1 units in the last place. Under -104 it is 0, over 88.73 infinite. */
INLINE lanes exponential(lanes x) {
  exponential_factors e = factors_of_exponential(at_least(-105, at_most(89, x)), splat(1));
  return e.part * e.power;
}

INLINE lanes magnitude(lanes x) { return (lanes)((masks)x & 0x7fffffff); }
INLINE lanes with_sign(lanes x, lanes sign) { return (lanes)((masks)x | ((masks)sign & (masks)splat(-0.0f))); }

/* scale e^-|x| and the sum scale (1 + e^-|x|), of which a sigmoid is the quotient where x is negative: so neither tail loses
 * its digits. The scale leaves a sum just beneath a power of 2 where a quotient is about to be one: there the sum's rounding
 * counts half of what it does just above one. */
struct sigmoid_sides {
  exponential_factors e;
  lanes scale, sum;
};
INLINE struct sigmoid_sides sides_of_sigmoid(lanes x) {
  lanes a = at_most(110, magnitude(x)), scale = choose(a > 2.5f, splat(1.84f), splat(1.49f));
  exponential_factors e = factors_of_exponential(-a, scale);
  return (struct sigmoid_sides){e, scale, fused(e.part, e.power, scale)};
}

/* 1 / (1 + e^-x), within 1.81 units in the last place. */
INLINE lanes sigmoid(lanes x) {
  struct sigmoid_sides s = sides_of_sigmoid(x);
  return choose(x < 0, s.e.part * s.e.power, s.scale) / s.sum;
}

/* Near 0 an odd polynomial (Cephes tanhf), elsewhere 1 - 2 / (e^2|x| + 1). */
INLINE lanes hyperbolic_tangent(lanes x) {
  lanes a = magnitude(x), s = x * x;
  lanes p = splat(-5.70498872745e-3f);
  p = fused(p, s, splat(2.06390887954e-2f));
  p = fused(p, s, splat(-5.37397155531e-2f));
  p = fused(p, s, splat(1.33314422036e-1f));
  p = fused(p, s, splat(-3.33332819422e-1f));
  lanes near = fused(p * s, x, x);
  lanes far = with_sign(1.0f - 2.0f / (exponential(a + a) + 1.0f), x);
  return choose(a < 0.625f, near, far);
}

/* ---- Functions in double precision, which alone leaves them within one unit in the last place of a float ---- */

/* e^x = power (1 + rest) with power = 2^n, rest = e^r - 1, x = n ln 2 + r and |r| <= ½ ln 2, by the Taylor series of e^r to
 * r^10. Beyond ±200, past all that a float holds, as at ±200; NaN stays NaN. */
typedef struct {
  wide power, rest;
} wide_factors;
INLINE wide_factors wide_exponential_factors(wide x) {
  wide t = wide_choose(x > 200, wide_splat(200), wide_choose(x < -200, wide_splat(-200), x));
  const double round = 6755399441055744.0; /* 1.5 · 2^52: adding it rounds to the nearest whole number */
  wide shifted = wide_fused(t, wide_splat(1.4426950408889634), wide_splat(round));
  wide r = wide_fused(shifted - round, wide_splat(-0.6931471805599453), t);
  wide p = wide_splat(1.0 / 3628800);
  p = wide_fused(p, r, wide_splat(1.0 / 362880));
  p = wide_fused(p, r, wide_splat(1.0 / 40320));
  p = wide_fused(p, r, wide_splat(1.0 / 5040));
  p = wide_fused(p, r, wide_splat(1.0 / 720));
  p = wide_fused(p, r, wide_splat(1.0 / 120));
  p = wide_fused(p, r, wide_splat(1.0 / 24));
  p = wide_fused(p, r, wide_splat(1.0 / 6));
  p = wide_fused(p, r, wide_splat(0.5));
  wide_factors e = {(wide)(((wide_masks)shifted << 52) + (wide_masks)wide_splat(1)), wide_fused(p * r, r, r)};
  return e;
}
INLINE wide wide_exponential(wide x) {
  wide_factors e = wide_exponential_factors(x);
  return wide_fused(e.power, e.rest, e.power);
}
/* e^x - 1, without cancellation near 0, where n = 0. */
INLINE wide wide_exponential_less_1(wide x) {
  wide_factors e = wide_exponential_factors(x);
  return wide_fused(e.power, e.rest, e.power - 1);
}

/* ln(1 + x) for 0 <= x <= 1: 2 artanh(s) with s = x / (2 + x) <= 1/3, whose series needs 11 terms there. */
INLINE wide wide_logarithm_of_1_plus(wide x) {
  wide s = x / (2 + x), square = s * s, sum = wide_splat(1.0 / 21);
  sum = wide_fused(sum, square, wide_splat(1.0 / 19));
  sum = wide_fused(sum, square, wide_splat(1.0 / 17));
  sum = wide_fused(sum, square, wide_splat(1.0 / 15));
  sum = wide_fused(sum, square, wide_splat(1.0 / 13));
  sum = wide_fused(sum, square, wide_splat(1.0 / 11));
  sum = wide_fused(sum, square, wide_splat(1.0 / 9));
  sum = wide_fused(sum, square, wide_splat(1.0 / 7));
  sum = wide_fused(sum, square, wide_splat(1.0 / 5));
  sum = wide_fused(sum, square, wide_splat(1.0 / 3));
  sum = wide_fused(sum, square, wide_splat(1));
  return 2 * s * sum;
}

/* ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|) */
INLINE wide wide_softplus(wide x) {
  wide zero = wide_splat(0);
  return wide_choose(x < 0, zero, x) + wide_logarithm_of_1_plus(wide_exponential(wide_choose(x < 0, x, -x)));
}

/* The distribution function of N(0, 1) at -a, where a >= 0 and e = e^(-a²/2). Their quotient is t times a polynomial in
 * t = 1 / (1 + 0.3 a) that is off by at most 4e-10 of it up to a = 15 (Chebyshev interpolation in 40 digits); beyond, e is
 * less than any float. */
INLINE wide wide_normal_tail(wide a, wide e) {
  wide t = 1 / wide_fused(a, wide_splat(0.3), wide_splat(1));
  wide p = wide_splat(0.011964706789929032);
  p = wide_fused(p, t, wide_splat(-0.074460593416456627));
  p = wide_fused(p, t, wide_splat(0.18421845518590301));
  p = wide_fused(p, t, wide_splat(-0.21564857976868582));
  p = wide_fused(p, t, wide_splat(0.11090709768349905));
  p = wide_fused(p, t, wide_splat(-0.045155633471260574));
  p = wide_fused(p, t, wide_splat(0.034473539901068692));
  p = wide_fused(p, t, wide_splat(0.058582799168715426));
  p = wide_fused(p, t, wide_splat(0.086706616416283962));
  p = wide_fused(p, t, wide_splat(0.10906147411372725));
  p = wide_fused(p, t, wide_splat(0.11966675684183157));
  p = wide_fused(p, t, wide_splat(0.11968336064399478));
  return e * t * p;
}
