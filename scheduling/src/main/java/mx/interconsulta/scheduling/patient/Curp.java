package mx.interconsulta.scheduling.patient;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Clave Única de Registro de Población, 18 characters: four letters of the names, birth date
 * YYMMDD, sex, state of birth, three inner consonants, one character against homonyms (a digit for
 * births before 2000, a letter after) and a check digit (DOF 18-10-2021, instructivo normativo). Ñ
 * is written X, so only A to Z and digits occur; the check digit's alphabet still counts it.
 */
final class Curp {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Z]{4}[0-9]{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z][0-9]");
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
  private static final int LENGTH = 18;

  /** Federal entities as CURP writes them; NE is born abroad. */
  private static final Set<String> STATES =
      Set.of(
          "AS", "BC", "BS", "CC", "CL", "CM", "CS", "CH", "DF", "DG", "GT", "GR", "HG", "JC", "MC",
          "MN", "MS", "NT", "NL", "OC", "PL", "QT", "QR", "SP", "SL", "SR", "TC", "TS", "TL", "VZ",
          "YN", "ZS", "NE");

  private Curp() {}

  /** Whether its shape, state, birth date and check digit fit. */
  static boolean isValid(String curp) {
    return SHAPE.matcher(curp).matches()
        && STATES.contains(curp.substring(11, 13))
        && birthDate(curp).isPresent()
        && checkDigit(curp.substring(0, LENGTH - 1)) == curp.charAt(LENGTH - 1) - '0';
  }

  /** The check digit of the first 17 characters: weights 18 to 2, ten's complement of the sum. */
  static int checkDigit(String seventeen) {
    int sum = 0;
    for (int i = 0; i < seventeen.length(); i++) {
      sum += ALPHABET.indexOf(seventeen.charAt(i)) * (LENGTH - i);
    }
    return (10 - sum % 10) % 10;
  }

  /** The birth date it states; empty when there is no such day. */
  static Optional<LocalDate> birthDate(String curp) {
    int century = Character.isDigit(curp.charAt(16)) ? 1900 : 2000;
    try {
      return Optional.of(
          LocalDate.of(
              century + Integer.parseInt(curp.substring(4, 6)),
              Integer.parseInt(curp.substring(6, 8)),
              Integer.parseInt(curp.substring(8, 10))));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Whether its sex letter fits; X and a sex that is neither never contradict. */
  static boolean agreesWithSex(String curp, String sex) {
    return switch (curp.charAt(10)) {
      case 'H' -> !sex.equals("female");
      case 'M' -> !sex.equals("male");
      default -> true;
    };
  }
}
