package mx.interconsulta.scheduling.patient;

import java.time.LocalDate;
import mx.interconsulta.scheduling.directory.Faults;

/**
 * What must be true of an identity. CURP, agregado, birth date and sex state the same facts, so a
 * contradiction is a typing error or the wrong sibling, and is refused.
 */
final class IdentityRules {
  private static final int OLDEST = 125;

  private IdentityRules() {}

  static Faults check(Identity identity, LocalDate today) {
    Faults faults = new Faults();
    if (identity.identified()) {
      faults.unless(identity.givenNames() != null, "/givenNames", "field-needed");
      faults.unless(identity.firstSurname() != null, "/firstSurname", "field-needed");
      faults.unless(identity.birthDate() != null, "/birthDate", "field-needed");
      boolean curpOrReason = identity.curp() != null || identity.curpMissing() != null;
      faults.unless(curpOrReason, "/curp", "curp-or-reason-needed");
    } else {
      faults.unless(identity.apparentAge() != null, "/apparentAge", "field-needed");
      faults.unless(identity.mark() != null, "/mark", "field-needed");
    }
    checkBirthDate(identity.birthDate(), today, faults);
    checkCurp(identity, faults);
    checkInsurance(identity, faults);
    return faults;
  }

  private static void checkBirthDate(LocalDate birthDate, LocalDate today, Faults faults) {
    if (birthDate != null) {
      faults.unless(!birthDate.isAfter(today), "/birthDate", "birth-date-ahead");
      faults.unless(
          birthDate.isAfter(today.minusYears(OLDEST)), "/birthDate", "birth-date-too-old");
    }
  }

  private static void checkCurp(Identity identity, Faults faults) {
    String curp = identity.curp();
    if (curp == null) {
      return;
    }
    faults.unless(identity.curpMissing() == null, "/curpMissing", "curp-is-there");
    if (!Curp.isValid(curp)) {
      faults.add("/curp", "curp-invalid");
      return;
    }
    boolean sameDay =
        identity.birthDate() == null
            || Curp.birthDate(curp).filter(identity.birthDate()::equals).isPresent();
    faults.unless(sameDay, "/curp", "curp-other-birth-date");
    faults.unless(Curp.agreesWithSex(curp, identity.sex()), "/curp", "curp-other-sex");
  }

  private static void checkInsurance(Identity identity, Faults faults) {
    if (identity.nss() != null) {
      faults.unless(Nss.isValid(identity.nss()), "/nss", "nss-invalid");
    }
    String agregado = identity.agregado();
    if (agregado == null) {
      return;
    }
    faults.unless(identity.nss() != null, "/agregado", "agregado-without-nss");
    if (!Agregado.isValid(agregado)) {
      faults.add("/agregado", "agregado-invalid");
      return;
    }
    boolean sameYear =
        identity.birthDate() == null
            || Agregado.birthYear(agregado) == identity.birthDate().getYear();
    faults.unless(sameYear, "/agregado", "agregado-other-year");
    faults.unless(
        Agregado.agreesWithSex(agregado, identity.sex()), "/agregado", "agregado-other-sex");
  }
}
