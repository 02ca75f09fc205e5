package mx.interconsulta.scheduling.directory;

import java.util.List;
import java.util.Set;

/** The role tokens of the domain and what groups of them have in common. */
public final class Roles {
  public static final String PHYSICIAN = "physician";
  public static final String EMERGENCY_PHYSICIAN = "emergency-physician";
  public static final String SPECIALIST = "specialist";
  public static final String RESIDENT = "resident";
  public static final String NURSE = "nurse";
  public static final String CHIEF_OF_SERVICE = "chief-of-service";
  public static final String COORDINATOR = "coordinator";
  public static final String NATIONAL_COORDINATOR = "national-coordinator";
  public static final String MEDICAL_DIRECTOR = "medical-director";
  public static final String TEACHING_LEAD = "teaching-lead";
  public static final String LISTENER = "listener";
  public static final String AUDITOR = "auditor";
  public static final String ADMINISTRATOR = "administrator";

  /** All of them, in the order pages show them. */
  public static final List<String> ALL =
      List.of(
          PHYSICIAN,
          EMERGENCY_PHYSICIAN,
          SPECIALIST,
          RESIDENT,
          NURSE,
          CHIEF_OF_SERVICE,
          COORDINATOR,
          NATIONAL_COORDINATOR,
          MEDICAL_DIRECTOR,
          TEACHING_LEAD,
          LISTENER,
          AUDITOR,
          ADMINISTRATOR);

  /** Physicians who may ask. Any unit may ask, so a specialist may too. */
  public static final Set<String> REQUESTERS =
      Set.of(PHYSICIAN, EMERGENCY_PHYSICIAN, SPECIALIST, CHIEF_OF_SERVICE);

  /** Who treats patients, and so finds and registers them. */
  public static final Set<String> CLINICAL =
      Set.of(PHYSICIAN, EMERGENCY_PHYSICIAN, SPECIALIST, CHIEF_OF_SERVICE, RESIDENT, NURSE);

  /** Roles of the whole network: their assignments name no unit. */
  public static final Set<String> NETWORK_WIDE =
      Set.of(NATIONAL_COORDINATOR, AUDITOR, ADMINISTRATOR);

  /** Roles that are exercised in specialties. */
  public static final Set<String> WITH_SPECIALTIES = Set.of(SPECIALIST, RESIDENT, CHIEF_OF_SERVICE);

  private Roles() {}
}
