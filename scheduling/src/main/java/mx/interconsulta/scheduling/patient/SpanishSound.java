package mx.interconsulta.scheduling.patient;

/**
 * A key that Spanish words share when they sound alike in Mexico: Giménez, Jiménez and Ximénez;
 * Valdez and Baldés; Hernández and Ernandes; Yáñez and Llanes. Works on folded words.
 */
final class SpanishSound {
  private SpanishSound() {}

  static String of(String folded) {
    String word =
        folded
            .replace("ph", "f")
            .replace("ch", "1")
            .replace("ll", "y")
            .replace("sh", "s")
            .replaceAll("gu(?=[ei])", "2")
            .replaceAll("g(?=[ei])", "j")
            .replace('2', 'g')
            .replace("qu", "k")
            .replace('q', 'k')
            .replaceAll("c(?=[ei])", "s")
            .replace('c', 'k')
            .replaceAll("^x", "j")
            .replace('x', 's')
            .replace('z', 's')
            .replace('v', 'b')
            .replace('w', 'u')
            .replace("h", "")
            .replaceAll("y$", "i")
            .replaceAll("(?<![aeiou])y(?![aeiou])", "i");
    return word.replaceAll("(.)\\1+", "$1");
  }
}
