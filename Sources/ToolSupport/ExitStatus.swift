/// The exit statuses of every tool.
package enum ExitStatus {
  package static let done: Int32 = 0
  /// A condition that was asked for does not hold.
  package static let unmet: Int32 = 1
  package static let usage: Int32 = 2
  package static let badData: Int32 = 3
  /// A bad model, a file that is none, or one that does not fit the data.
  package static let badModel: Int32 = 4
  package static let inputOutput: Int32 = 5
  package static let diverged: Int32 = 6
}
