package mx.interconsulta.scheduling.consultation;

/** What somebody enters a room for; each needs its own basis. */
public enum EntryPurpose {
  /** Physicians confer without the patient: never needs consent. */
  CONFER,
  /** Video with the patient. */
  VIDEO,
  /** Recording. */
  RECORDING,
  /** Listening in. */
  LISTENING
}
