import Glibc
import Synchronization
import TestSupport

/// A built tool while it runs, its standard streams what a test needs.
final class ToolRunner {
  /// What stands behind a standard stream.
  enum Stream {
    case pipe
    /// A pipe of which a read gives no more than one write has sent.
    case packets
    /// Not open at all, as after `>&-` in a shell.
    case closed
    case file(String)
    case terminal(Terminal)
  }

  /// Which processes it shares the signals of a terminal with.
  enum Company {
    /// The tests.
    case tests
    /// None: it leads a group of its own, which can be stopped.
    case group
    /// None: it leads a session of its own, and its terminal sends it signals.
    case session
  }

  enum Fault: Error {
    case cannotStart(errno: Int32)
    case silent(after: String)
    case neverBecame(state: Character)
  }

  private var process: pid_t = 0
  private var input: Int32?
  private var output: Int32?
  private var errors: Int32?
  private var outputBytes: [UInt8] = []
  private var errorBytes: [UInt8] = []
  private var isReaped = true

  /// Held from the making of pipes to the start of the tool: no other tool may inherit them and hold them open.
  private static let starting = Mutex(())

  /// Starts a tool in a folder. Arguments are bytes, because file names are. `limits` are what the shell is to set
  /// before: `ulimit -f 8`. `call` is what it does then, the tool and its arguments being `"$@"`.
  init(
    _ tool: String, _ arguments: [[UInt8]], in folder: String, environment: [String: String] = [:],
    limits: String = ":", by call: String = "exec \"$@\"", input: Stream = .pipe, output: Stream = .pipe,
    errors errorStream: Stream = .pipe, company: Company = .tests
  ) throws {
    // Our end of a pipe may find the tool gone.
    signal(SIGPIPE, SIG_IGN)
    let path = try BuiltTools.path(of: tool)
    // The shell goes to the folder, and becomes the tool.
    let words = ["sh", "-c", "cd -- \"$1\" && shift && \(limits) && \(call)", "sh", folder, path].map {
      Array($0.utf8)
    }
    try Self.starting.withLock { _ in
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      var theirEnds: [Int32] = []
      defer { for end in theirEnds { close(end) } }

      func connect(_ number: Int32, to stream: Stream, flags: Int32) -> Int32? {
        switch stream {
        case .closed:
          posix_spawn_file_actions_addclose(&actions, number)
          return nil
        case .file(let path):
          posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o666)
          return nil
        case .terminal(let terminal):
          // Only one that can be read too becomes the terminal of a session.
          posix_spawn_file_actions_addopen(&actions, number, terminal.path, O_RDWR, 0)
          return nil
        case .pipe, .packets:
          var ends: [Int32] = [-1, -1]
          pipe(&ends)
          for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
          if case .packets = stream { _ = fcntl(ends[1], F_SETFL, Self.direct) }
          let (ours, theirs) = number == STDIN_FILENO ? (ends[1], ends[0]) : (ends[0], ends[1])
          posix_spawn_file_actions_adddup2(&actions, theirs, number)
          theirEnds.append(theirs)
          return ours
        }
      }

      self.input = connect(STDIN_FILENO, to: input, flags: O_RDONLY)
      self.output = connect(STDOUT_FILENO, to: output, flags: O_WRONLY | O_CREAT)
      errors = connect(STDERR_FILENO, to: errorStream, flags: O_WRONLY)
      process = try Self.spawn(words + arguments, environment, company, &actions)
    }
    isReaped = false
  }

  deinit {
    for case let descriptor? in [input, output, errors] { close(descriptor) }
    guard !isReaped else { return }
    kill(process, SIGKILL)
    _ = reap()
  }

  // O_DIRECT and POSIX_SPAWN_SETSID, which Swift does not import.
  #if arch(arm64)
    private static let direct: Int32 = 0o200_000
  #else
    private static let direct: Int32 = 0o40_000
  #endif
  private static let newSession: Int32 = 0x80

  private static func spawn(
    _ words: [[UInt8]], _ environment: [String: String], _ company: Company,
    _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    // Ours is ignored, and a tool would inherit that; it begins with SIGPIPE as a shell leaves it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var restored = sigset_t()
    sigemptyset(&restored)
    sigaddset(&restored, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &restored)
    // The threads that tests run on block signals, and a tool would inherit that too.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    var flags = Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    switch company {
    case .tests: break
    case .group: flags |= Int32(POSIX_SPAWN_SETPGROUP)
    case .session: flags |= Self.newSession
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = words.map { strdup(Files.cString($0)) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var settings = Self.settings(environment).map { strdup($0) } + [nil]
    defer { for setting in settings { free(setting) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, &settings)
    guard code == 0 else { throw Fault.cannotStart(errno: code) }
    return process
  }

  /// What a tool needs to start where the tests run, and what the test sets: the same everywhere.
  private static func settings(_ own: [String: String]) -> [String] {
    let names = ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"]
    let kept = names.compactMap { (name: String) -> String? in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + own.map { "\($0.key)=\($0.value)" }
  }

  /// Sends a text that the pipe can hold, and leaves the pipe open.
  func send(_ text: String) {
    guard let input else { return }
    _ = write(input, text, text.utf8.count)
  }

  /// Sends bytes that the pipe can hold, and waits until the tool has read all of them.
  func sendAndWait(_ bytes: [UInt8]) throws {
    _ = write(input ?? -1, bytes, bytes.count)
    try wait {
      var unread: Int32 = 0
      return ioctl(input ?? -1, UInt(FIONREAD), &unread) != 0 || unread == 0
    }
  }

  /// Stops the tool as a terminal would, and waits until it is.
  func stop() throws {
    send(signal: SIGTSTP)
    try wait { state == "T" }
  }

  /// What the tool is doing now, as `ps` tells it: `T` is stopped.
  private var state: Character {
    let words = (try? Files.read(Array("/proc/\(process)/stat".utf8)))?.split(separator: UInt8(ascii: " ")) ?? []
    // The name, which is second, holds no blank.
    return words.count > 2 ? Character(Unicode.Scalar(words[2].first ?? 0)) : "?"
  }

  private func wait(until isSo: () -> Bool) throws {
    // As long as for a line, at most.
    for _ in 0..<20_000 where !isSo() { usleep(1000) }
    guard isSo() else { throw Fault.neverBecame(state: state) }
  }

  /// Waits until standard output has brought `count` lines in all, and returns all that it has brought.
  func receive(lines count: Int) throws -> String {
    while outputBytes.count(where: { $0 == UInt8(ascii: "\n") }) < count {
      var request = pollfd(fd: output ?? -1, events: Int16(POLLIN), revents: 0)
      // Longer than any machine needs for a line: the tool is holding it back.
      let patience: Int32 = 20_000
      guard output != nil, poll(&request, 1, patience) > 0 else {
        throw Fault.silent(after: String(decoding: outputBytes, as: UTF8.self))
      }
      Self.drain(&output, into: &outputBytes)
    }
    return String(decoding: outputBytes, as: UTF8.self)
  }

  /// Sends a signal. The shell that started it has become the tool as soon as the tool has written anything.
  func send(signal: Int32) { kill(process, signal) }

  /// Stops reading while the tool still writes, as `head` does.
  func closeOutput() {
    if let output { close(output) }
    output = nil
  }

  /// Sends the rest of the input, reads all that the tool writes, and waits for its end.
  ///
  /// - Parameter pieceSize: the greatest number of bytes that a write sends.
  func finish(sending rest: [UInt8] = [], pieceSize: Int = .max) -> Outcome {
    var rest = rest[...]
    if let input { _ = fcntl(input, F_SETFL, fcntl(input, F_GETFL) | O_NONBLOCK) }
    while true {
      if rest.isEmpty, let open = input {
        close(open)
        input = nil
      }
      var requests = [
        pollfd(fd: input ?? -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      guard requests.contains(where: { $0.fd >= 0 }) else { break }
      guard poll(&requests, 3, -1) > 0 else { continue }
      if requests[0].revents != 0 {
        let count = rest.withUnsafeBytes { write(requests[0].fd, $0.baseAddress, min($0.count, pieceSize)) }
        if count > 0 { rest = rest.dropFirst(count) }
        // The tool wants no more.
        if count < 0, errno == EPIPE { rest = [] }
      }
      if requests[1].revents != 0 { Self.drain(&output, into: &outputBytes) }
      if requests[2].revents != 0 { Self.drain(&errors, into: &errorBytes) }
    }
    return Outcome(output: outputBytes, errors: String(decoding: errorBytes, as: UTF8.self), ending: reap())
  }

  /// Reads what is there, and closes the descriptor at its end.
  private static func drain(_ descriptor: inout Int32?, into bytes: inout [UInt8]) {
    guard let open = descriptor else { return }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(open, &piece, piece.count)
    if count > 0 {
      bytes += piece[..<count]
    } else if count == 0 || errno != EINTR {
      close(open)
      descriptor = nil
    }
  }

  private func reap() -> Outcome.Ending {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }
}
