package mx.interconsulta.scheduling.patient;

import java.util.regex.Pattern;

/**
 * Número de Seguridad Social: 11 digits, the last a Luhn check digit. It names the insured worker,
 * not the person attended: spouse, children and parents share it, told apart by the agregado
 * médico. It is therefore never unique and never an identity by itself.
 */
final class Nss {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{11}");

  private Nss() {}

  /** Whether it has 11 digits and the check digit fits. */
  static boolean isValid(String nss) {
    return SHAPE.matcher(nss).matches() && checkDigit(nss.substring(0, 10)) == digit(nss, 10);
  }

  /** The check digit of ten digits (Luhn, ISO/IEC 7812-1 annex B). */
  static int checkDigit(String ten) {
    int sum = 0;
    for (int i = 0; i < ten.length(); i++) {
      boolean doubled = (ten.length() - i) % 2 == 1;
      int value = digit(ten, i) * (doubled ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    }
    return (10 - sum % 10) % 10;
  }

  private static int digit(String text, int index) {
    return text.charAt(index) - '0';
  }
}
