import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The wish of a user, or of a system that shuts down, that the tool ends: SIGINT or SIGTERM.
///
/// Once `watch()` was called the first of them is only noted, so that a tool can finish what would be lost; the second
/// ends the process at once, as if nobody watched.
package enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// Begins to note signals instead of dying of them.
  package static func watch() {
    // Made before a handler can ask for it.
    received.store(0, ordering: .relaxed)
    for signal in [SIGINT, SIGTERM] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { Interruption.received.store($0, ordering: .relaxed) }
      action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(signal, &action, nil)
    }
  }

  /// Whether a signal has come.
  package static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// The exit status that tells a shell which signal has come: 130 for SIGINT, 143 for SIGTERM; nil if none has.
  package static var status: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : 128 + signal
  }
}

/// The end of a tool that did what it could after a signal: no message, and the status that tells which signal it was.
package struct Interrupted: Error {
  package init() {}
}
