import TestSupport
import Testing

/// The scripts in the shells that they are for, as far as those are installed.
@Suite("The completion scripts")
struct CompletionScriptsTests {
  static let shells = ["bash", "zsh", "fish"]

  /// A script, and the commands in it whose options are told by a help of their own.
  private func commands(of tool: String) -> [ManualOptionsTests.Command] {
    ManualOptionsTests.commands.filter { $0.tool == tool && (tool != "nn-data" || $0.subcommand != nil) }
  }

  @Test("Every option of the help is in the script, and no other", arguments: shells, BuiltTools.names)
  func sameOptions(in shell: String, of tool: String) throws {
    let script = try Shell.run("\(tool) --generate-completion-script \(shell)").output
    for command in commands(of: tool) {
      let told = try Set(HelpText(of: command.call).options.flatMap(\.spellings))
      let offered = options(in: script, of: command, shell)
      #expect(offered == told, "\(command.call)")
    }
  }

  /// The options that a script offers for a command.
  private func options(in script: String, of command: ManualOptionsTests.Command, _ shell: String) -> Set<String> {
    let name = ([command.tool] + (command.subcommand.map { [$0] } ?? []))
    let lines = script.split(separator: "\n").map { $0.drop { $0 == " " } }
    // The function of the command, for the shells that have one.
    let function = lines.drop { $0 != "_\(name.joined(separator: "_"))() {" }.prefix { $0 != "}" }
    var found: Set<String> = []
    switch shell {
    case "bash":
      for line in function where line.contains(/_(flags|options)=\(/) {
        let words = line.drop { $0 != "(" }
        found.formUnion(words.matches(of: /[(\s](-[-a-zA-Z0-9]+)/).map { String($0.1) })
      }
    case "zsh":
      for line in function {
        if let braces = line.firstMatch(of: /^'[^']*'\{([^}]+)\}/) {
          found.formUnion(braces.1.split(separator: ",").map(String.init))
        } else if let single = line.firstMatch(of: /^'\*?(-[-a-zA-Z0-9]+)\[/) {
          found.insert(String(single.1))
        }
      }
    default:
      let condition = "for_flags_or_options \"\(name.joined(separator: " "))\""
      for line in lines where line.contains(condition) {
        found.formUnion(line.matches(of: /\s-s '(.)'/).map { "-\($0.1)" })
        found.formUnion(line.matches(of: /\s-l '([-a-z0-9]+)'/).map { "--\($0.1)" })
      }
    }
    return found
  }

  @Test("A shell that there is none of is refused")
  func unknownShell() throws {
    let outcome = try Shell.run("nn-info --generate-completion-script tcsh")
    #expect(outcome.status == 2)
    #expect(outcome.output.split(separator: "\n").count == 1)
  }

  /// What is typed, and what stands there after a key for completion.
  struct Line: CustomTestStringConvertible {
    let typed: String
    let completed: [String]
    var testDescription: String { typed }

    init(_ typed: String, _ completed: String...) {
      self.typed = typed
      self.completed = completed
    }
  }

  private static let files = """
    printf 'size,size of shoe,e:f,$(touch run),kind\\n1,2,3,4,x\\n' >t.csv
    cp t.csv part-7; : >model.nnm; mkdir folder
    """

  /// Lines, and the words that Bash is to replace the last word by, or what it takes for the last word.
  static let bashLines = [
    Line("nn-train --opt", "--optimizer"),
    Line("nn-train --optimizer ada", "adam", "adamw", "adagrad"),
    Line("nn-train --task=bi", "binary"),
    Line("nn-train ", "t.csv", "folder"),
    Line("nn-train t.csv -o mo", "model.nnm"),
    Line("nn-train t.csv -y e", "e:f"),
    Line("nn-train t.csv -y e:", "f"),
    Line("nn-train t.csv -y '$", "$(touch run)"),
    Line(#"nn-train t.csv -y size\ of"#, "size of shoe"),
    Line("nn-train <t.csv -x size,k", "size,kind"),
    Line("nn-train --features=kind,e t", "t.csv"),
    Line("nn-score --min=log", "log_loss="),
    Line("nn-score --min auc=0.9 --max bri", "brier="),
    Line("nn-score -t best:f", "f1"),
    Line("nn-predict ", "model.nnm", "folder"),
    Line("nn-predict model.nnm ", "t.csv", "folder"),
    Line("nn-score ", "model.nnm", "t.csv", "folder"),
    Line("nn-graph -f s", "svg"),
    Line("nn-info --com", "--compare"),
    Line("nn-data s", "spirals", "split", "shuffle"),
    Line("nn-data split t.csv --stratify=k", "kind"),
    Line("nn-data split --part t", "train", "test"),
  ]

  @Test("Bash completes", .enabled(if: Shell.has("bash")), arguments: bashLines)
  func bash(_ line: Line) throws {
    // Bash itself cuts the line at blanks, = and :, and hands on what is behind the last of them but a quote.
    let outcome = try Shell.run(
      """
      \(Self.files)
      cat >typed <<'END'
      \(line.typed)
      END
      cat >driver <<'END'
      tool=$1
      eval "$("$tool" --generate-completion-script bash)"
      COMP_LINE=$(cat typed; printf .); COMP_LINE=${COMP_LINE%??}; COMP_POINT=${#COMP_LINE}
      COMP_WORDS=(); rest=$COMP_LINE
      word='([^[:blank:]=:<\\]|\\\\.)+'
      while [[ -n $rest ]]; do
        if [[ $rest =~ ^[[:blank:]]+ ]]; then rest=${rest#"${BASH_REMATCH[0]}"}; [[ -n $rest ]] || COMP_WORDS+=('')
        elif [[ $rest =~ ^$word || $rest =~ ^[=:]+ || $rest =~ ^\\< ]]; then
          COMP_WORDS+=("${BASH_REMATCH[0]}"); rest=${rest#"${BASH_REMATCH[0]}"}
        else exit 9; fi
      done
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      current=${COMP_WORDS[COMP_CWORD]}; [[ $current = [=:]* ]] && current=
      "$(complete -p "$tool" | sed 's/.*-F \\([^ ]*\\) .*/\\1/')" "$tool" "${current#[\\']}" "${COMP_WORDS[COMP_CWORD-1]}"
      [[ -z $(trap -p RETURN) ]] || exit 8
      for reply in "${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done
      END
      bash --norc driver \(line.typed.prefix { $0 != " " })
      [ ! -e run ]
      """)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.split(separator: "\n").map(String.init).sorted() == line.completed.sorted())
  }

  /// Lines, and what stands there after a tab.
  static let zshLines = [
    Line("nn-train --optimizer ada", "nn-train --optimizer ada"),
    Line("nn-train --task=bi", "nn-train --task=binary "),
    Line("nn-train t", "nn-train t.csv "),
    Line("nn-train pa", "nn-train part-7 "),
    Line("nn-train t.csv -y e:", "nn-train t.csv -y e:f "),
    Line("nn-train t.csv -y '$", "nn-train t.csv -y '$(touch run)' "),
    Line("nn-train t.csv -y size\\ ", "nn-train t.csv -y size\\ of\\ shoe "),
    Line("nn-train t.csv -x size,k", "nn-train t.csv -x size,kind "),
    Line("nn-train t.csv -i kind -s ", "nn-train t.csv -i kind -s 3,"),
    Line("nn-score --min=log", "nn-score --min=log_loss="),
    Line("nn-score -t best:f", "nn-score -t best:f1 "),
    Line("nn-predict m", "nn-predict model.nnm "),
    Line("nn-graph -f s", "nn-graph -f svg "),
    Line("nn-info --chec", "nn-info --check "),
    Line("nn-data spl", "nn-data split "),
    Line("nn-data split t.csv --stratify=k", "nn-data split t.csv --stratify=kind "),
    Line("nn-data split --part te", "nn-data split --part test "),
  ]

  @Test("Zsh completes", .enabled(if: Shell.has("zsh")))
  func zsh() throws {
    // A terminal, in which a key writes down what stands on the line.
    let outcome = try Shell.run(
      #"""
      \#(Self.files)
      mkdir functions
      for tool in \#(BuiltTools.names.joined(separator: " ")); do
        $tool --generate-completion-script zsh >functions/_$tool
      done
      cat >typed <<'END'
      \#(Self.zshLines.map(\.typed).joined(separator: "\n"))
      END
      cat >driver <<'END'
      zmodload zsh/zpty zsh/zselect
      zpty -b shell "TERM=dumb zsh -f -i"
      zpty -w shell "PS1=; fpath=($PWD/functions \$fpath); autoload -U compinit; compinit -u -D; unsetopt automenu
      tell() { print -r -- \$BUFFER >|line; mv line told; BUFFER= }; zle -N tell
      bindkey '^I' complete-word; bindkey '^X' tell
      zle-line-init() { >ready }; zle -N zle-line-init"
      until [[ -e ready ]]; do zselect -t 2; done
      while IFS= read -r line; do
        zpty -w -n shell "$line"$'\t\C-x'
        until [[ -e told ]]; do zselect -t 1; zpty -r -t shell ignored; done
        cat told; rm told
      done <typed
      zpty -d shell
      END
      timeout 60 zsh -f driver
      [ ! -e run ]
      """#)
    #expect(outcome.status == 0, "\(outcome.output)")
    let found = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    #expect(found == Self.zshLines.flatMap(\.completed))
  }

  @Test("Fish completes", .enabled(if: Shell.has("fish")))
  func fish() throws {
    let lines = [
      Line("nn-train --task=bi", "--task=binary"),
      Line("nn-train --optimizer ada", "adagrad", "adam", "adamw"),
      Line("nn-score -t best:f", "best:f1"),
      Line("nn-train pa", "part-7"),
      Line("nn-train -o mo", "model.nnm"),
      Line("nn-info --chec", "--check"),
      Line("nn-data spl", "split"),
      Line("nn-data split --part t", "test", "train"),
    ]
    for line in lines {
      let tool = line.typed.prefix { $0 != " " }
      let outcome = try Shell.run(
        """
        \(Self.files)
        \(tool) --generate-completion-script fish >script
        fish --no-config -c 'source script; complete -C $argv[1]' '\(line.typed)'
        """)
      let found = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
      #expect(found.sorted() == line.completed, "\(line.typed)")
    }
  }
}
