import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@testable import Drawing

/// Colours as readers with other cones see them, by the matrices of Machado, Oliveira and Fernandes (2009), severity 1.
@Suite struct PaletteTests {
  private static let views: [[Double]] = [
    [1, 0, 0, 0, 1, 0, 0, 0, 1],
    [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
    [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
  ]

  /// Red, green and blue in linear light.
  private func linear(_ colour: String) -> [Double] {
    let rgb = RGB(colour)
    return [rgb.red, rgb.green, rgb.blue].map { value in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
  }

  /// CIE 1976 L*a*b* under D65.
  private func lab(_ linear: [Double]) -> [Double] {
    let matrix = [
      0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041,
    ]
    let white = [0.95047, 1, 1.08883]
    let f = (0..<3).map { row in
      let value = (0..<3).reduce(0) { $0 + matrix[3 * row + $1] * linear[$1] } / white[row]
      return value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  private func seen(_ colour: String, _ view: [Double]) -> [Double] {
    let light = linear(colour)
    return lab((0..<3).map { row in min(max((0..<3).reduce(0) { $0 + view[3 * row + $1] * light[$1] }, 0), 1) })
  }

  private func lightness(_ colour: String) -> Double { lab(linear(colour))[0] }

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// WCAG 2.
  private func contrast(_ a: String, _ b: String) -> Double {
    let luminance = [a, b].map { colour in
      zip([0.2126, 0.7152, 0.0722], linear(colour)).reduce(0) { $0 + $1.0 * $1.1 } + 0.05
    }.sorted()
    return luminance[1] / luminance[0]
  }

  @Test("Series and classes stay apart, whatever cones the reader has", arguments: [Palette.vivid, .soft])
  func categories(palette: Palette) {
    for isDark in [false, true] {
      let colours = (0..<Ink.categories).map { palette.colour(.category($0), isDark: isDark) }
      for view in Self.views {
        for (index, colour) in colours.enumerated() {
          for other in 0..<index {
            let apart = distance(seen(colour, view), seen(colours[other], view))
            // A just noticeable difference is about 2.3.
            #expect(apart > (other < 2 && index < 2 ? 25 : 9), "\(colour) \(colours[other]) \(isDark)")
          }
        }
      }
    }
  }

  @Test("The two signs differ in print, and everything stands out from the page", arguments: Palette.allCases)
  func greys(palette: Palette) {
    for isDark in [false, true] {
      let page = palette.colour(.background, isDark: isDark)
      let signs = [Ink.positive, .negative].map { lightness(palette.colour($0, isDark: isDark)) }
      #expect(abs(signs[0] - signs[1]) >= 15, "\(signs)")
      for index in 0..<Ink.categories {
        let colour = palette.colour(.category(index), isDark: isDark)
        #expect(contrast(colour, page) >= (index < 3 ? 2.6 : 1.6), "\(colour)")
      }
      for ink in [Ink.text, .muted] { #expect(contrast(palette.colour(ink, isDark: isDark), page) >= 4.5) }
    }
  }

  @Test("The scale goes from the page's own lightness in even steps", arguments: Palette.allCases)
  func scale(palette: Palette) {
    for isDark in [false, true] {
      let steps = (0..<Ink.steps).map { lightness(palette.colour(.scale($0), isDark: isDark)) }
      let differences = zip(steps, steps.dropFirst()).map { isDark ? $1 - $0 : $0 - $1 }
      #expect(differences.allSatisfy { $0 > 3 && $0 < 16 }, "\(palette) \(isDark) \(differences)")
    }
  }

  @Test("Without hues each line has a dash of its own")
  func lineDashes() throws {
    let curves = (0..<5).map {
      RateCurve(.receiverOperatingCharacteristic, [0, 0.2, 1], [0, 0.5 + 0.1 * Double($0), 1], name: "c\($0)")
    }
    let picture = CurvesPicture.receiverOperatingCharacteristic(curves)
    let dashes = { (palette: Palette) in
      let svg = try picture.svg(palette: palette)
      return Set(svg.matches(of: /stroke-width="1.8"( stroke-dasharray="[^"]*")?/).map { String($0.output.0) }).count
    }
    #expect(try dashes(.grey) == 5)
    #expect(try dashes(.vivid) == 1)
  }

  @Test("Without hues a dash tells the sign")
  func dashes() throws {
    let picture = NetworkPicture(layers: randomLayers([2, 3, 1]))
    #expect(try picture.svg(palette: .grey).contains("stroke-dasharray"))
    #expect(try !picture.svg(palette: .vivid).contains("stroke-dasharray"))
  }
}
