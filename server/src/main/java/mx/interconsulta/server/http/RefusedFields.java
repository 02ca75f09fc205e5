package mx.interconsulta.server.http;

import java.util.List;

/** A call whose parameters or body do not keep to the contract: 422 with one fault a field. */
final class RefusedFields extends RuntimeException {
  private final transient List<FieldFault> faults;

  RefusedFields(List<FieldFault> faults) {
    super("fields-refused", null, false, false);
    this.faults = List.copyOf(faults);
  }

  List<FieldFault> faults() {
    return faults;
  }
}
