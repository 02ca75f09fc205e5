package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.scheduling.directory.Faults;

/**
 * Vital signs with their units and the range outside which a value is impossible, whatever the
 * patient's age: a typing error, not a finding. The bounds enclose what is survivable and
 * measurable with the usual instruments (Glasgow and pain scales by definition).
 */
public enum VitalSigns {
  HEART_RATE("heartRate", "/min", 20, 300, 0, "Frecuencia cardiaca", "Heart rate"),
  RESPIRATORY_RATE(
      "respiratoryRate", "/min", 4, 120, 0, "Frecuencia respiratoria", "Respiratory rate"),
  SYSTOLIC("systolic", "mmHg", 30, 300, 0, "Tensión sistólica", "Systolic pressure"),
  DIASTOLIC("diastolic", "mmHg", 10, 200, 0, "Tensión diastólica", "Diastolic pressure"),
  TEMPERATURE("temperature", "°C", 25, 45, 1, "Temperatura", "Temperature"),
  OXYGEN_SATURATION(
      "oxygenSaturation", "%", 40, 100, 0, "Saturación de oxígeno", "Oxygen saturation"),
  WEIGHT("weight", "kg", 0.3, 400, 2, "Peso", "Weight"),
  HEIGHT("height", "cm", 20, 250, 1, "Talla", "Height"),
  GLUCOSE("glucose", "mg/dL", 10, 1500, 0, "Glucemia capilar", "Capillary glucose"),
  GLASGOW("glasgow", "points", 3, 15, 0, "Escala de Glasgow", "Glasgow scale"),
  PAIN("pain", "points", 0, 10, 0, "Dolor", "Pain");

  private final String field;
  private final String unit;
  private final double min;
  private final double max;
  private final int decimals;
  private final String es;
  private final String en;

  VitalSigns(
      String field, String unit, double min, double max, int decimals, String es, String en) {
    this.field = field;
    this.unit = unit;
    this.min = min;
    this.max = max;
    this.decimals = decimals;
    this.es = es;
    this.en = en;
  }

  /** The property's name in the API. */
  public String field() {
    return field;
  }

  /** The least possible value. */
  public double min() {
    return min;
  }

  /** The greatest possible value. */
  public double max() {
    return max;
  }

  /** The unit it is given in. */
  public String unit() {
    return unit;
  }

  /**
   * What is impossible in these vital signs: a value out of its range, more decimals than it is
   * measured with, one blood pressure without the other, or a diastolic not below the systolic.
   *
   * @param pointer JSON Pointer to them in the body
   */
  public static Faults check(JsonObject values, String pointer) {
    Faults faults = new Faults();
    if (values == null) {
      return faults;
    }
    for (VitalSigns sign : values()) {
      Double value = values.getDouble(sign.field);
      if (value != null) {
        sign.check(value, pointer + "/" + sign.field, faults);
      }
    }
    Double systolic = values.getDouble(SYSTOLIC.field);
    Double diastolic = values.getDouble(DIASTOLIC.field);
    if (systolic != null && diastolic == null) {
      faults.add(pointer + "/" + DIASTOLIC.field, "field-needed");
    } else if (systolic == null && diastolic != null) {
      faults.add(pointer + "/" + SYSTOLIC.field, "field-needed");
    } else if (systolic != null && diastolic >= systolic) {
      faults.add(pointer + "/" + DIASTOLIC.field, "diastolic-not-below-systolic");
    }
    return faults;
  }

  private void check(double value, String path, Faults faults) {
    if (!(value >= min && value <= max)) {
      faults.add(
          path,
          "vital-sign-impossible",
          Map.of("min", plain(min), "max", plain(max), "unit", unit));
    } else if (!isMultiple(value)) {
      faults.add(path, "vital-sign-too-precise", Map.of("decimals", decimals));
    }
  }

  private boolean isMultiple(double value) {
    double scaled = value * Math.pow(10, decimals);
    return Math.abs(scaled - Math.rint(scaled)) < 1e-6;
  }

  /** A bound as people write it: 40, not 40.0. */
  private static Number plain(double bound) {
    if (bound == Math.rint(bound)) {
      return (int) bound;
    }
    return bound;
  }

  /** Fails with {@code vital-sign-impossible} (422, fields) when something is impossible. */
  public static void require(JsonObject values, String pointer) {
    check(values, pointer).orThrow("vital-sign-impossible");
  }

  /** The sign of a property; empty when there is none. */
  public static Optional<VitalSigns> of(String field) {
    return List.of(values()).stream().filter(sign -> sign.field.equals(field)).findFirst();
  }

  /** Whether at least one sign is there. */
  static boolean any(JsonObject values) {
    return values != null
        && List.of(values()).stream().anyMatch(sign -> values.containsKey(sign.field));
  }

  /** All signs with their ranges: schema {@code VitalSignPage}. */
  static JsonObject published() {
    JsonArray items = new JsonArray();
    for (VitalSigns sign : values()) {
      items.add(
          new JsonObject()
              .put("id", sign.field)
              .put("name", new JsonObject().put("es", sign.es).put("en", sign.en))
              .put("unit", sign.unit)
              .put("min", plain(sign.min))
              .put("max", plain(sign.max))
              .put("decimals", sign.decimals));
    }
    return new JsonObject().put("items", items);
  }
}
