package import ArgumentParser
package import ByteStreams
import CSV

/// A metric and a value of it, as `auc=0.95`.
package struct MetricValue: Sendable {
  package let metric: ByteString
  package let value: Double

  package init(parsing argument: String) throws(ValidationError) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Decimal.double(Array(parts[1].utf8).span) else {
      throw ValidationError("expected a metric and a number, such as auc=0.95")
    }
    metric = ByteString(String(parts[0]))
    self.value = value
  }
}
