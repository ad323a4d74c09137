import ArgumentParser

/// A completion script as ArgumentParser writes it, and what ours needs beside it.
struct CompletionScript {
  private let tool: String
  private let shell: CompletionShell
  private let hasSubcommands: Bool

  /// Nil where no script is asked for.
  init?(of tool: String, hasSubcommands: Bool, arguments: [String]) {
    let option = "--generate-completion-script"
    let place = arguments.firstIndex { $0 == option || $0.hasPrefix("\(option)=") }
    guard let place, place == arguments.firstIndex(where: { $0.hasPrefix("-") }) else { return nil }
    let value =
      arguments[place] == option
      ? arguments.dropFirst(place + 1).first : String(arguments[place].dropFirst(option.count + 1))
    guard let shell = value.map(CompletionShell.init(rawValue:)) ?? CompletionShell.autodetected() else { return nil }
    self.tool = tool
    self.shell = shell
    self.hasSubcommands = hasSubcommands
  }

  /// The script with its faults mended. Where it is not as it was when they were found, it is left as it is.
  ///
  /// ArgumentParser offers a subcommand `help` where there are no subcommands, and no such one; its script for zsh then
  /// fails at every key.
  func mended(_ script: String) -> String {
    let noHelp =
      hasSubcommands
      ? script
      : script.replacing(#"COMPREPLY+=($(compgen -W 'help' -- "${cur}"))"#, with: ":")
        .replacing("        '(-): :->command'\n        '(-)*:: :->arg'\n", with: "")
        .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(" -fa 'help' ") }
        .joined(separator: "\n")
    return mendedForShell(noHelp)
  }

  private func mendedForShell(_ script: String) -> String {
    switch shell {
    case .bash: mendedForBash(script)
    case .zsh: mendedForZsh(script)
    default: script
    }
  }

  /// For Bash `=` and `:` end a word: neither `--task=bi`, nor `--min auc=`, nor `-t best:f` would be understood. What
  /// ends in `=` or a comma is to be typed on, without a space. A table may bear any name, so where none of the usual
  /// ones fits, any file is offered.
  private func mendedForBash(_ script: String) -> String {
    let call = "complete -o filenames -F _\(tool) \(tool)"
    guard let last = script.ranges(of: call).last else { return script }
    let complete =
      #"""
      __TOOL_unquoted() {
          local text="${1}"
          case "${text}" in
          [\'\"]*) printf %s "${text:1}" ;;
          *) printf %s "${text//\\/}" ;;
          esac
      }

      __TOOL_whole_words() {
          local rest="${COMP_LINE:0:COMP_POINT}" before='' word trimmed current text head
          local -a words=()
          local -i index count=0
          for ((index = 0; index <= COMP_CWORD; index++)); do
              trimmed="${rest#"${rest%%[![:space:]]*}"}"
              word="${COMP_WORDS[index]}"
              [[ "${index}" -eq "${COMP_CWORD}" ]] && word="${trimmed}"
              if [[ "${count}" -gt 0 && -n "${word}" && "${trimmed}" = "${rest}" ]] &&
                  [[ "${word}" = [=:]* || "${before}" = *[=:] ]]; then
                  words[count - 1]+="${word}"
              else
                  words[count++]="${word}"
              fi
              before="${word}"
              rest="${trimmed#"${word}"}"
          done
          if [[ "${words[count - 1]}" = --*=* ]]; then
              words[count]="${words[count - 1]#*=}"
              words[count - 1]="${words[count - 1]%%=*}"
              ((count++))
          fi

          # The function below sees the line up to the cursor, with blanks between whole words.
          local -a COMP_WORDS=("${words[@]}")
          local COMP_LINE="${words[*]}"
          local COMP_CWORD="$((count - 1))" COMP_POINT="${#COMP_LINE}"
          current="$(__TOOL_unquoted "${words[count - 1]}")"
          text="$(__TOOL_unquoted "${2}")"
          _TOOL "${1}" "${current}" "${words[count - 2]}"
          # It leaves a trap behind, which would undo the settings of every file that is sourced later.
          trap - RETURN

          # Bash replaces what it takes for the word.
          if [[ "${current}" = *"${text}" ]]; then
              head="${current%"${text}"}"
              COMPREPLY=("${COMPREPLY[@]#"${head}"}")
          elif [[ "${text}" = *"${current}" ]]; then
              head="${text%"${current}"}"
              COMPREPLY=("${COMPREPLY[@]/#/"${head}"}")
          fi
          if [[ "${COMPREPLY[0]}" = *[=,] ]]; then
              compopt -o nospace +o filenames 2>/dev/null
          elif [[ "${#COMPREPLY[@]}" -eq 0 && "${current}" != -* && "${words[count - 2]}" != -* ]]; then
              compopt -o default 2>/dev/null
          fi
      }

      complete -o filenames -F __TOOL_whole_words TOOL
      """#
    return script.replacingCharacters(in: last, with: complete.replacing("TOOL", with: tool))
  }

  /// `_describe` would take what is behind a colon for an explanation, and no option would be completed as
  /// `--option=value`. What ends in `=` or a comma is to be typed on, without a space.
  private func mendedForZsh(_ script: String) -> String {
    let call = #"_arguments -w -s -S : "${arg_specs[@]}""#
    let end = #"if [[ "${funcstack[1]}" = _"#
    guard script.contains(call), let last = script.ranges(of: end).last else { return script }
    let functions =
      #"""
      __TOOL_complete() {
          local -a open whole
          open=("${(@M)@:#*[=,]}")
          whole=("${(@)@:#*[=,]}")
          (( ${#open} )) && compadd -V '' -S '' -a open
          (( ${#whole} )) && compadd -V '' -a whole
      }

      __TOOL_specs() {
          local -a match mbegin mend
          local spec
          reply=()
          for spec in "${@}"; do
              if [[ "${spec}" = *\]:* ]]; then
                  spec="${spec/(#b)(--[-a-z0-9]##)\[/${match[1]}=[}"
              fi
              reply+=("${spec}")
          done
      }


      """#
    return script.replacingCharacters(in: last, with: functions.replacing("TOOL", with: tool) + end)
      .replacing(
        call,
        with: #"local -a reply; __TOOL_specs "${arg_specs[@]}"; _arguments -w -s -S : "${reply[@]}""#
          .replacing("TOOL", with: tool))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
