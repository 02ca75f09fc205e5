package mx.interconsulta.scheduling.patient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mx.interconsulta.scheduling.directory.Folding;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;

/** What the check digits of NSS and CURP catch: the errors that hands make. */
class IdentifierProperties {

  @Property
  void everyNssWithItsCheckDigitIsValid(@ForAll("tenDigits") String ten) {
    assertTrue(Nss.isValid(ten + Nss.checkDigit(ten)));
  }

  @Property
  void oneWrongDigitInAnNssIsAlwaysSeen(
      @ForAll("tenDigits") String ten,
      @ForAll @IntRange(max = 10) int at,
      @ForAll @IntRange(max = 9) int digit) {
    String right = ten + Nss.checkDigit(ten);
    Assume.that(right.charAt(at) != '0' + digit);

    assertFalse(Nss.isValid(right.substring(0, at) + digit + right.substring(at + 1)));
  }

  @Property
  void twoSwappedNeighboursInAnNssAreSeenUnlessTheyAreNineAndZero(
      @ForAll("tenDigits") String ten, @ForAll @IntRange(max = 9) int at) {
    String right = ten + Nss.checkDigit(ten);
    char one = right.charAt(at);
    char next = right.charAt(at + 1);
    Assume.that(one != next && Math.abs(one - next) != 9);

    String swapped = right.substring(0, at) + next + one + right.substring(at + 2);

    assertFalse(Nss.isValid(swapped));
  }

  @Property
  void nothingButElevenDigitsIsAnNss(@ForAll String text) {
    Assume.that(!text.matches("[0-9]{11}"));

    assertFalse(Nss.isValid(text));
  }

  @Property
  void everyCurpWithItsCheckDigitIsValidAndSaysItsBirthDate(
      @ForAll("births") LocalDate born, @ForAll("names") String names) {
    String curp = curp(names, born);

    assertTrue(Curp.isValid(curp), curp);
    assertEquals(Optional.of(born), Curp.birthDate(curp));
  }

  @Property
  void oneWrongCharacterInACurpIsSeenMostOfTheTimeAndNeverBreaksAnything(
      @ForAll("births") LocalDate born,
      @ForAll("names") String names,
      @ForAll @IntRange(max = 16) int at) {
    String right = curp(names, born);
    char wrong = right.charAt(at) == 'Q' ? 'W' : 'Q';
    String typo = right.substring(0, at) + wrong + right.substring(at + 1);
    boolean weightSharesAFactorWithTen = (18 - at) % 2 == 0 || (18 - at) % 5 == 0;

    if (!weightSharesAFactorWithTen && !sameRemainder(right.charAt(at), wrong)) {
      assertFalse(Curp.isValid(typo), typo);
    } else {
      Curp.isValid(typo);
    }
  }

  @Property
  void anythingMayBeTypedAsACurp(@ForAll String text) {
    Assume.that(!text.matches("[A-Z]{4}[0-9]{6}[HMX].*"));

    assertFalse(Curp.isValid(text));
  }

  @Property
  void aSpanishNameIsFoundHoweverItsAccentsAreTyped(@ForAll("spanishNames") String name) {
    String plain = Folding.fold(name);

    assertEquals(Folding.words(name), Folding.words(plain.toUpperCase(Locale.ROOT)));
    assertTrue(plain.matches("[a-z0-9 ]+"), plain);
  }

  private static boolean sameRemainder(char one, char other) {
    String alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    return (alphabet.indexOf(one) - alphabet.indexOf(other)) % 10 == 0;
  }

  private static String curp(String names, LocalDate born) {
    String seventeen =
        names
            + String.format(
                "%02d%02d%02d", born.getYear() % 100, born.getMonthValue(), born.getDayOfMonth())
            + "MBCLNK"
            + (born.getYear() < 2000 ? "0" : "A");
    return seventeen + Curp.checkDigit(seventeen);
  }

  @Provide
  Arbitrary<String> tenDigits() {
    return Arbitraries.strings().numeric().ofLength(10);
  }

  @Provide
  Arbitrary<LocalDate> births() {
    return Dates.dates().between(LocalDate.of(1901, 1, 1), LocalDate.of(2026, 11, 24));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('A', 'Z').ofLength(4);
  }

  @Provide
  Arbitrary<String> spanishNames() {
    Arbitrary<String> one =
        Arbitraries.of(
            List.of(
                "Núñez",
                "Peña",
                "Ibáñez",
                "Güemes",
                "Jiménez",
                "Álvarez",
                "Ñandú",
                "Óscar",
                "De la O",
                "Mª",
                "O’Farrill",
                "Pérez-Cota",
                "Ximena",
                "Íñigo",
                "Zúñiga"));
    return Combinators.combine(one, one).as((first, second) -> first + " " + second);
  }
}
