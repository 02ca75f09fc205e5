package mx.interconsulta.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * One case over HTTP as two physicians' pages make it: patient, request, acceptance, consent, note,
 * signature, addendum.
 */
public final class WholeCase {
  public static final String PHYSICIAN = "mariana.cota";
  public static final String SPECIALIST = "rodrigo.arambula";

  public final String patient = UUID.randomUUID().toString();
  public final String request = UUID.randomUUID().toString();
  public final String attachment = UUID.randomUUID().toString();
  public String consultation;
  public String note;
  public String hash;

  private final Browser physician;
  private final Browser specialist;
  private final JsonObject specialistAccount;
  private final UnaryOperator<String> text;

  /**
   * A case that has not begun.
   *
   * @param text what is written into a clinical field, by the field's name
   */
  public WholeCase(FullServer server, UnaryOperator<String> text) {
    this.text = text;
    this.physician = server.signedIn(server.account(PHYSICIAN));
    this.specialistAccount = server.account(SPECIALIST);
    this.specialist = server.signedIn(specialistAccount);
  }

  /** A patient and a draft about them. */
  public String drafted() {
    ok(physician.put("/api/patients/" + patient, patientBody()));
    ok(physician.put("/api/requests/" + request, requestBody()));
    return request;
  }

  /** From the patient to the accepted request with consent. */
  public WholeCase accepted() {
    ok(physician.put("/api/patients/" + patient, patientBody()));
    int version =
        ok(physician.put("/api/requests/" + request, requestBody())).getInteger("version");
    attach(
        physician, request, attachment, "request", text.apply("fileName") + ".png", photograph());
    version =
        ok(physician.post("/api/requests/" + request + "/submit", version(version)))
            .getJsonObject("request")
            .getInteger("version");
    JsonObject accepted =
        ok(specialist.post("/api/requests/" + request + "/accept", version(version)));
    consultation = accepted.getString("consultation");
    if (consultation == null) {
      throw new AssertionError("accepting made no consultation: " + accepted.encode());
    }
    int consent = ok(physician.get("/api/consultations/" + consultation)).getInteger("version");
    ok(
        physician.put(
            "/api/consultations/" + consultation + "/consent",
            version(consent)
                .put("scope", "video")
                .put("basis", "given")
                .put("givenBy", "parent")
                .put("relationship", "mother")
                .put("how", "verbal")
                .put("name", text.apply("consentName"))));
    return this;
  }

  /** From the draft to the signed note and its addendum. */
  public WholeCase signed() {
    String path = "/api/requests/" + request + "/note";
    ok(specialist.get(path));
    int version =
        ok(specialist.put(
                path + "/draft",
                version(0).put("sitting", "sitting-0001").put("fields", noteFields())))
            .getInteger("version");
    hash =
        ok(specialist.post(path + "/prepare", version(version).put("mode", "written")))
            .getString("hash");
    note =
        ok(specialist.post(
                path + "/sign", new JsonObject().put("hash", hash).put("proof", proof(hash))))
            .getString("id");
    String addendum =
        ok(specialist.post(
                "/api/notes/" + note + "/addenda/prepare",
                new JsonObject().put("text", text.apply("addendum"))))
            .getString("hash");
    ok(
        specialist.post(
            "/api/notes/" + note + "/addenda",
            new JsonObject().put("hash", addendum).put("proof", proof(addendum))));
    return this;
  }

  public Browser physician() {
    return physician;
  }

  public Browser specialist() {
    return specialist;
  }

  /** The body of a successful answer; fails the test otherwise. */
  public static JsonObject ok(Browser.Page page) {
    if (page.status() / 100 != 2) {
      throw new AssertionError(page.status() + ": " + page.text());
    }
    return page.text().isEmpty() ? new JsonObject() : page.json();
  }

  public static JsonObject version(int version) {
    return new JsonObject().put("version", version);
  }

  /** Puts a file with a request or its note. */
  public static JsonObject attach(
      Browser browser, String request, String id, String side, String name, byte[] bytes) {
    ok(
        browser.put(
            "/api/requests/" + request + "/attachments/" + id,
            new JsonObject().put("side", side).put("name", name).put("size", bytes.length)));
    return ok(browser.patch("/api/attachments/" + id + "/content", 0, bytes));
  }

  /** A picture that says beside itself what it should not. */
  private byte[] photograph() {
    try {
      BufferedImage picture = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", png);
      byte[] said = ("tEXtComment\0" + text.apply("fileText")).getBytes(StandardCharsets.UTF_8);
      CRC32 sum = new CRC32();
      sum.update(said);
      byte[] plain = png.toByteArray();
      return ByteBuffer.allocate(plain.length + said.length + 8)
          .put(plain, 0, 33)
          .putInt(said.length - 4)
          .put(said)
          .putInt((int) sum.getValue())
          .put(plain, 33, plain.length - 33)
          .array();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private String proof(String of) {
    return ok(specialist.post(
            "/api/proofs",
            new JsonObject()
                .put("hash", of)
                .put("password", specialistAccount.getString("password"))))
        .getString("proof");
  }

  private JsonObject patientBody() {
    return version(0)
        .put("identified", true)
        .put("givenNames", text.apply("givenNames"))
        .put("firstSurname", text.apply("firstSurname"))
        .put("secondSurname", text.apply("secondSurname"))
        .put("birthDate", "2019-08-14")
        .put("sex", "male")
        .put("nss", "12345678903")
        .put("agregado", "3M2019OR")
        .put("curpMissing", "not-at-hand")
        .put("recordNumber", "EXP-778899")
        .put("phone", "646 271 8281");
  }

  private JsonObject requestBody() {
    return version(0)
        .put("patient", patient)
        .put("kind", "hospitalised")
        .put("reason", "murmur-under-study")
        .put("priority", "soon")
        .put(
            "content",
            new JsonObject()
                .put("clinicalSummary", text.apply("clinicalSummary"))
                .put("question", text.apply("question"))
                .put("vitalSigns", new JsonObject().put("heartRate", 108))
                .put(
                    "hospitalisation",
                    new JsonObject()
                        .put("ward", text.apply("ward"))
                        .put("bed", "B-314159")
                        .put("transferComplication", text.apply("transferComplication")))
                .put("travel", new JsonObject().put("means", "bus").put("companions", 1)));
  }

  private JsonObject noteFields() {
    return new JsonObject()
        .put("reason", text.apply("reason"))
        .put("historySummary", text.apply("historySummary"))
        .put("physicalExam", text.apply("physicalExam"))
        .put("results", text.apply("results"))
        .put(
            "diagnoses", new JsonArray().add(new JsonObject().put("text", text.apply("diagnosis"))))
        .put("diagnosticCriteria", text.apply("diagnosticCriteria"))
        .put("studyPlan", text.apply("studyPlan"))
        .put("suggestions", text.apply("suggestions"))
        .put("treatment", text.apply("treatment"))
        .put("prognosis", text.apply("prognosis"))
        .put("disposition", "managed-at-unit")
        .put("followUp", text.apply("followUp"));
  }
}
