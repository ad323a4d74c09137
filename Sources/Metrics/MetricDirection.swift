/// Whether a metric, by its name on the command line, is an error or a loss: better where it is smaller. All others are
/// better where they are greater.
package func isBetterSmaller(_ metric: String) -> Bool {
  ["log_loss", "brier", "rmse", "mae", "median_ae", "max_error", "mape"].contains(metric)
}
