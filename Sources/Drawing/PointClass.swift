/// The rows of one true class, right and wrong ones apart.
struct PointClass {
  let index: Int
  let name: String
  /// Whether it stands for all classes that have no look of their own.
  let isRest: Bool
  let count: Int
  let wrongCount: Int
  /// The rows that have a sign each.
  var right: [Point] = []
  var wrong: [Point] = []

  var ink: Ink { isRest ? .muted : .category(index) }

  /// Where colours start over, the forms do so one later: no two classes look the same.
  var form: Marks.Form { isRest ? .circle : Marks.Form(of: index + index / Ink.categories) }

  /// The signs of right rows.
  func rightMarks(at points: [Point], radius: Double) -> Marks {
    Marks(form: form, points: points, radius: radius, fill: Fill(ink: ink, opacity: 0.8))
  }

  /// The signs of wrong rows: larger, with a dark outline.
  func wrongMarks(at points: [Point], radius: Double) -> Marks {
    Marks(
      form: form, points: points, radius: radius + 0.8, fill: Fill(ink: ink), outline: Stroke(ink: .text, width: 1.7))
  }
}
