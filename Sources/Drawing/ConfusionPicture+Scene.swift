extension ConfusionPicture {
  /// - Throws: `sizeOutOfRange`, `widthTooSmall`, `heightTooSmall`, `tooMany`, `columnLength`, or `nothingToDraw` without a
  ///   class.
  package func scene(size: Size?) throws(DrawingError) -> Scene {
    let classes = classNames.count
    guard classes > 0 else { throw .nothingToDraw("there are no classes to draw") }
    guard classes <= Self.mostClasses else { throw .tooMany("classes", found: classes, limit: Self.mostClasses) }
    guard counts.count == classes * classes else {
      throw .columnLength(of: "counts", expected: classes * classes, found: counts.count)
    }
    let names = rowNames
    let nameWidth = names.map { TextMetrics.width(of: DisplayText.clean($0), fontSize: Label.plain) }.max() ?? 0
    let left = min(nameWidth + 0.5, size.map { $0.width * Self.shareOfNames } ?? 160)
    let titleHeight = Frame.titleHeight(title)
    let top = 2 * Self.wordsHeight
    let margins = 2 * Frame.margin
    // Wide enough for the largest number, up to a point.
    let widest = TextMetrics.width(of: NumberText.count(counts.max() ?? 0), fontSize: Label.small) + 8
    let side = min(max(560 / Double(classes), min(widest, 40), 30), 76)
    let natural = Size(
      width: max(Size.widths.lowerBound, margins + left + 10 + side * Double(classes)).rounded(.up),
      height: max(
        Size.heights.lowerBound, margins - 8 + titleHeight + top + Self.summaryHeight + side * Double(classes)
      ).rounded(.up))
    let size = try (size ?? natural).checked()
    let frame = Frame(size: size, title: title)
    let content = frame.content
    let room = Box(
      left: content.left + left + 10, top: content.top + Self.summaryHeight + top, right: content.right,
      bottom: content.bottom)
    let cell = min(room.width, room.height) / Double(classes)
    // The least size of which cells have such a side.
    let needed = { (side: Double) in
      let rest = margins + 10 + side * Double(classes)
      return Size(
        width: min(rest + nameWidth + 0.5, rest / (1 - Self.shareOfNames)),
        height: size.height - room.height + side * Double(classes))
    }
    let letter = TextMetrics.cell ?? 0
    // On a terminal a class has a line of its own.
    let least = max(13, 2 * letter)
    guard room.width >= least * Double(classes) else {
      throw .widthTooSmall(
        width: size.width, needed: needed(letter > 0 ? 2 * TextWriter.cell : least).width.rounded(.up))
    }
    // Numbers that touch cannot be told apart. The text may be longer for them, but not wider: none stand there then, but
    // the width that they need.
    let most = counts.max() ?? 0
    let hasNumbers = room.width >= closest(most, letter: letter) * Double(classes)
    let lowest = hasNumbers ? max(least, closest(most, letter: letter)) : least
    guard cell >= lowest else {
      throw .heightTooSmall(height: size.height, needed: needed(lowest).height.rounded(.up))
    }
    let width = needed(closest(most, letter: TextWriter.cell)).width / TextWriter.cell
    let summary = hasNumbers ? summary : "\(summary) · numbers need \(Int(width.rounded(.up))) columns"
    var scene = Scene(
      size: size, title: DisplayText.name(DisplayText.brief(title, count: 200), or: "Confusion matrix"),
      description: description)
    scene.shapes =
      frame.titleShapes + words(summary, names, room: room, cell: cell, content: content)
      + cells(room, cell, hasNumbers: hasNumbers)
    return scene
  }

  /// The side of a cell in which a number keeps apart from its neighbours, where all letters are so wide.
  private func closest(_ number: Int, letter: Double) -> Double {
    Double(NumberText.count(number).count + 1) * letter
  }

  /// Names take no more of the width of a picture than this.
  private static let shareOfNames = 0.25

  private static let summaryHeight = 24.0
  private static let wordsHeight = 22.0

  private var rowNames: [String] {
    classNames.enumerated().map { index, name in
      let name = DisplayText.name(name, or: "(blank)")
      return numbersColumns ? "\(index + 1) · \(DisplayText.isolated(name))" : name
    }
  }

  private func words(_ summary: String, _ names: [String], room: Box, cell: Double, content: Box) -> [Shape] {
    var shapes: [Shape] = [
      .label(Label(summary, x: content.left, centre: content.top + 7, width: content.width)),
      .label(
        Label(
          "actual ↓  predicted →", x: content.left, centre: room.top - 1.5 * Self.wordsHeight, width: content.width,
          fontSize: Label.small, ink: .muted)),
    ]
    let hasColumns = !numbersColumns || cell >= closest(classNames.count, letter: TextMetrics.cell ?? 0)
    for (index, name) in names.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      shapes.append(
        .label(
          Label(name, x: room.left - 10, centre: room.top + middle, width: room.left - 10 - content.left, anchor: .end))
      )
      guard hasColumns else { continue }
      shapes.append(
        .label(
          Label(
            numbersColumns ? "\(index + 1)" : name, x: room.left + middle, centre: room.top - Self.wordsHeight / 2,
            width: cell - (numbersColumns ? 0 : 4), fontSize: cell < 24 ? Label.small : Label.plain, anchor: .middle)))
    }
    return shapes
  }

  /// Shades of a colour, few enough for cells of one look to share a shape.
  private static let shades = 16

  private func cells(_ room: Box, _ cell: Double, hasNumbers: Bool) -> [Shape] {
    let classes = classNames.count
    var empty: [Box] = []
    var right: [[Box]] = Array(repeating: [], count: Self.shades + 1)
    var wrong = right
    var numbers: [Label] = []
    for actual in 0..<classes {
      let row = counts[actual * classes..<(actual + 1) * classes].map { max($0, 0) }
      let sum = row.reduce(0.0) { $0 + Double($1) }
      for predicted in 0..<classes {
        let left = room.left + Double(predicted) * cell
        let top = room.top + Double(actual) * cell
        let box = Box(left: left, top: top, right: left + cell, bottom: top + cell).insetBy(cell > 30 ? 1 : 0.5)
        let share = row[predicted] == 0 ? 0 : Double(row[predicted]) / sum
        let shade = Int((share * Double(Self.shades)).rounded())
        if row[predicted] == 0 {
          empty.append(box)
        } else if actual == predicted {
          right[shade].append(box)
        } else {
          wrong[shade].append(box)
        }
        let ink: Ink = row[predicted] == 0 ? .muted : Self.opacity(shade) > 0.6 ? .background : .text
        // The share of the row stands under the count where there is room for both.
        let hasShare = cell > 48 && row[predicted] > 0
        let label = Label(
          NumberText.count(row[predicted]), x: box.centre.x, centre: box.centre.y - (hasShare ? 8 : 0),
          fontSize: cell > 40 ? Label.plain + 1 : Label.small, anchor: .middle, ink: ink)
        if hasNumbers, label.box.width < box.width - 2 { numbers.append(label) }
        if hasShare {
          numbers.append(
            Label(
              NumberText.percent(share), x: box.centre.x, centre: box.centre.y + 9, fontSize: Label.small,
              anchor: .middle, ink: ink))
        }
      }
    }
    let corner = cell > 30 ? 3.0 : 0
    var shapes: [Shape] = [.boxes(empty, corner: corner, Fill(ink: .surface, opacity: 0.6), nil)]
    for (ink, looks) in [(Ink.positive, right), (Ink.negative, wrong)] {
      for (shade, boxes) in looks.enumerated() where !boxes.isEmpty {
        shapes.append(.boxes(boxes, corner: corner, Fill(ink: ink, opacity: Self.opacity(shade)), nil))
      }
    }
    for ink in [Ink.text, .background, .muted] {
      shapes += numbers.filter { $0.ink == ink }.map { .label($0) }
    }
    return shapes
  }

  private static func opacity(_ shade: Int) -> Double { 0.14 + 0.86 * Double(shade) / Double(shades) }

  private var totals: (all: Double, right: Double) {
    let classes = classNames.count
    let right = (0..<classes).reduce(0.0) { $0 + Double(max(counts[$1 * (classes + 1)], 0)) }
    return (counts.reduce(0.0) { $0 + Double(max($1, 0)) }, right)
  }

  private var summary: String {
    let (all, right) = totals
    return "right \(NumberText.count(right)) · wrong \(NumberText.count(all - right))"
  }

  private var description: String {
    let classes = classNames.count
    let rows = classNames.indices.map { actual in
      let parts = classNames.indices.filter { counts[actual * classes + $0] > 0 }.prefix(6).map { predicted in
        "\(NumberText.count(counts[actual * classes + predicted])) as \(DisplayText.brief(classNames[predicted], count: 20))"
      }
      let predicted = parts.isEmpty ? "no rows" : "predicted \(parts.joined(separator: ", "))"
      return "Actual \(DisplayText.brief(classNames[actual], count: 20)): \(predicted)."
    }
    return (["Confusion matrix of \(NumberText.count(classes)) classes, \(summary)."] + rows).joined(separator: " ")
  }
}
