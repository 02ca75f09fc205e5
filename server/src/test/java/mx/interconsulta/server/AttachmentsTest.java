package mx.interconsulta.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mx.interconsulta.server.WholeCase.ok;
import static mx.interconsulta.server.WholeCase.version;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import mx.interconsulta.platform.database.TestDatabase;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Photographs and documents over HTTP: arriving, checked, sent, read, and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachmentsTest {
  @TempDir static Path directory;
  private FullServer server;
  private Browser physician;
  private Browser specialist;
  private Browser elsewhere;
  private byte[] photograph;

  @BeforeAll
  void start() {
    server = new FullServer(directory, Map.of());
    physician = server.signedIn(server.account(WholeCase.PHYSICIAN));
    specialist = server.signedIn(server.account(WholeCase.SPECIALIST));
    elsewhere = server.signedIn(server.account("ernesto.villa"));
    photograph = noise(900, 700);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** A photograph that does not pack well: about 1 MB. */
  private static byte[] noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private String draft() {
    WholeCase whole = new WholeCase(server, field -> "Invented " + field);
    return whole.drafted();
  }

  private Browser.Page begin(Browser who, String request, String id, String side, long size) {
    return who.put(
        "/api/requests/" + request + "/attachments/" + id,
        new JsonObject().put("side", side).put("name", "lesión.png").put("size", size));
  }

  private long stored(String collection) {
    var database = server.database.database();
    return TestDatabase.await(
        database.first(database.driver().getCollection(collection).countDocuments()));
  }

  @Test
  void aFileArrivesInSlicesAndGoesOnFromWhereItStood() {
    String request = draft();
    String id = UUID.randomUUID().toString();
    assertEquals(
        0, ok(begin(physician, request, id, "request", photograph.length)).getInteger("offset"));
    String content = "/api/attachments/" + id + "/content";
    byte[] first = Arrays.copyOf(photograph, 300_000);
    assertEquals(300_000, ok(physician.patch(content, 0, first)).getInteger("offset"));

    Browser.Page again = physician.patch(content, 0, first);
    assertEquals(409, again.status());
    assertEquals("file-offset", again.code());
    assertEquals(300_000, again.json().getInteger("offset"));
    assertEquals(
        300_000,
        ok(begin(physician, request, id, "request", photograph.length)).getInteger("offset"));

    JsonObject kept =
        ok(
            physician.patch(
                content, 300_000, Arrays.copyOfRange(photograph, 300_000, photograph.length)));
    assertEquals("kept", kept.getString("state"));
    assertEquals("image/png", kept.getJsonObject("file").getString("mediaType"));
    assertEquals(900, kept.getJsonObject("file").getInteger("width"));
    assertEquals("lesión.png", kept.getString("name"));
    assertArrayEquals(photograph, physician.bytes(content, "").body());
    var part = physician.bytes(content, "bytes=261090-261099");
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(photograph, 261_090, 261_100), part.body());
    assertEquals("nosniff", part.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertFalse(part.headers().map().toString().contains("lesi"), "its name stays in the answer");
    var small = physician.bytes("/api/attachments/" + id + "/thumbnail", "");
    assertEquals("image/jpeg", small.headers().firstValue("Content-Type").orElse(""));
    assertTrue(small.body().length > 100);
    assertEquals(0, partsOf(id));
  }

  private long partsOf(String attachment) {
    var database = server.database.database();
    return TestDatabase.await(
        database.first(
            database
                .driver()
                .getCollection("attachment_parts")
                .countDocuments(Filters.eq("attachment", attachment))));
  }

  @Test
  void whatCameBeforeALineDroppedIsKept() throws Exception {
    String request = draft();
    String id = UUID.randomUUID().toString();
    ok(begin(physician, request, id, "request", photograph.length));
    URI address = physician.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      String cookies =
          physician.cookies().entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      out.write(
          ("PATCH /api/attachments/"
                  + id
                  + "/content HTTP/1.1\r\nHost: "
                  + address.getAuthority()
                  + "\r\nOrigin: "
                  + address
                  + "\r\nSec-Fetch-Site: same-origin\r\nCookie: "
                  + cookies
                  + "\r\nX-Interconsulta-Csrf: "
                  + physician.csrf()
                  + "\r\nUpload-Offset: 0\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                  + photograph.length
                  + "\r\n\r\n")
              .getBytes(ISO_8859_1));
      out.write(photograph, 0, 400_000);
      out.flush();
      waitFor(id, 262_144);
    }
    int offset = waitFor(id, 400_000);

    JsonObject kept =
        ok(
            physician.patch(
                "/api/attachments/" + id + "/content",
                offset,
                Arrays.copyOfRange(photograph, offset, photograph.length)));

    assertEquals("kept", kept.getString("state"));
    assertArrayEquals(
        photograph, physician.bytes("/api/attachments/" + id + "/content", "").body());
  }

  /** Asks until at least so much has arrived; fails after a while. */
  private int waitFor(String id, int wanted) throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      int offset = ok(physician.get("/api/attachments/" + id)).getInteger("offset");
      if (offset >= wanted) {
        return offset;
      }
      Thread.sleep(50); // another process's socket: nothing here tells us
    }
    throw new AssertionError("never arrived: " + wanted);
  }

  @Test
  void whatIsSentIsReadByWhoeverReadsTheRequestAndStaysThere() {
    String request = draft();
    String id = UUID.randomUUID().toString();
    String file = "/api/attachments/" + id;
    WholeCase.attach(physician, request, id, "request", "C:\\fotos\\lesión.png", photograph);
    assertEquals(404, specialist.get(file + "/content").status(), "before it is sent");

    int version = ok(physician.get("/api/requests/" + request)).getInteger("version");
    ok(physician.post("/api/requests/" + request + "/submit", version(version)));

    JsonObject seen = ok(specialist.get("/api/requests/" + request));
    JsonObject frozen =
        seen.getJsonArray("versions").getJsonObject(0).getJsonArray("files").getJsonObject(0);
    assertEquals("lesión.png", frozen.getString("name"));
    assertEquals(id, seen.getJsonArray("files").getJsonObject(0).getString("id"));
    assertArrayEquals(photograph, specialist.bytes(file + "/content", "").body());
    assertEquals(200, specialist.bytes(file + "/thumbnail", "").statusCode());
    assertEquals(404, elsewhere.get(file + "/content").status());
    assertEquals(404, specialist.delete(file).status(), "only who brought it takes it away");
    Browser.Page late = physician.delete(file);
    assertEquals(409, late.status());
    assertEquals("file-sent", late.code());
    var database = server.database.database();
    Document entry =
        TestDatabase.await(
            database.first(
                database
                    .driver()
                    .getCollection("audit")
                    .find(
                        Filters.and(
                            Filters.eq("operation", "readAttachment"), Filters.eq("target", id)))));
    assertEquals("attachment.read", entry.getString("purpose"));
  }

  @Test
  void aZipCalledPhotographIsRefusedWithASentenceAndNothingOfItStays() {
    String request = draft();
    long before = stored("attachments") + stored("attachment_parts") + stored("attachments.chunks");
    String id = UUID.randomUUID().toString();
    byte[] zip = "PK\u0003\u0004 y lo que sigue".getBytes(ISO_8859_1);
    ok(begin(physician, request, id, "request", zip.length));

    Browser.Page refused = physician.patch("/api/attachments/" + id + "/content", 0, zip);

    assertEquals(422, refused.status());
    assertEquals("file-kind", refused.code());
    assertTrue(refused.json().getString("title").contains("JPEG"));
    assertEquals(404, physician.get("/api/attachments/" + id).status());
    assertEquals(
        before, stored("attachments") + stored("attachment_parts") + stored("attachments.chunks"));
  }

  @Test
  void theEleventhAndTheTooLargeAreRefusedBeforeTheirBytesCome() {
    String request = draft();
    for (int n = 0; n < 10; n++) {
      ok(begin(physician, request, UUID.randomUUID().toString(), "request", 10));
    }
    Browser.Page eleventh = begin(physician, request, UUID.randomUUID().toString(), "request", 10);
    assertEquals("files-too-many", eleventh.code());
    Browser.Page large =
        begin(physician, draft(), UUID.randomUUID().toString(), "request", 15 * 1024 * 1024 + 1);
    assertEquals(413, large.status());
    assertEquals("file-too-large", large.code());

    int version = ok(physician.get("/api/requests/" + request)).getInteger("version");
    assertEquals(
        "files-uploading",
        physician.post("/api/requests/" + request + "/submit", version(version)).code());
  }

  @Test
  void aNoteIsSignedWithItsFilesAndTakesNoMoreAfterwards() {
    WholeCase whole = new WholeCase(server, field -> "Invented " + field).accepted();
    String id = UUID.randomUUID().toString();
    JsonObject kept =
        WholeCase.attach(whole.specialist(), whole.request, id, "note", "esquema.png", photograph);
    String file = "/api/attachments/" + id + "/content";
    assertEquals(404, whole.physician().get(file).status(), "before it is signed");

    whole.signed();

    JsonObject note = ok(whole.physician().get("/api/notes/" + whole.note));
    JsonObject signed = note.getJsonObject("content").getJsonArray("attachments").getJsonObject(0);
    assertEquals(kept.getJsonObject("file").getString("hash"), signed.getString("hash"));
    assertArrayEquals(photograph, whole.physician().bytes(file, "").body());
    assertEquals(
        "files-closed",
        begin(whole.specialist(), whole.request, UUID.randomUUID().toString(), "note", 10).code());
    assertTrue(
        List.of(409, 404).contains(whole.specialist().delete("/api/attachments/" + id).status()));
  }
}
