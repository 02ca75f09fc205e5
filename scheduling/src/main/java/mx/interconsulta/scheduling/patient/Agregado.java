package mx.interconsulta.scheduling.patient;

import java.util.regex.Pattern;

/**
 * Agregado médico: what tells apart the people attended under one NSS. Quality (1 the insured, 2
 * spouse, 3 child, 4 parent and others), sex (M male, F female), year of birth and regime (OR, PE,
 * ES, SA, ND, ...), for example {@code 3M2019OR}.
 */
final class Agregado {
  private static final Pattern SHAPE = Pattern.compile("[1-9][MF][12][0-9]{3}[A-Z]{2}");

  private Agregado() {}

  static boolean isValid(String agregado) {
    return SHAPE.matcher(agregado).matches();
  }

  static int birthYear(String agregado) {
    return Integer.parseInt(agregado.substring(2, 6));
  }

  static boolean agreesWithSex(String agregado, String sex) {
    return agregado.charAt(1) == 'M' ? !sex.equals("female") : !sex.equals("male");
  }
}
