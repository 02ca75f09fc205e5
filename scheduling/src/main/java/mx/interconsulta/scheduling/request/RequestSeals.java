package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.Sealed;

/** Seals and opens the texts of a request, each under its own address. */
final class RequestSeals {
  static final String COLLECTION = "requests";

  private final FieldSealing sealing;

  RequestSeals(FieldSealing sealing) {
    this.sealing = sealing;
  }

  Sealed sealContent(String request, RequestContent content) {
    return sealing.seal(address(request, "content"), content.asJson().encode());
  }

  RequestContent openContent(RequestDocument document) {
    return document.content() == null
        ? RequestContent.EMPTY
        : RequestContent.from(
            new JsonObject(sealing.open(address(document.id(), "content"), document.content())));
  }

  Sealed sealFrozen(String request, int number, RequestContent.Frozen frozen) {
    return sealing.seal(address(request, "versions." + number), frozen.asJson().encode());
  }

  RequestContent.Frozen openFrozen(String request, RequestDocument.Frozen frozen) {
    return RequestContent.Frozen.from(
        new JsonObject(
            sealing.open(address(request, "versions." + frozen.number()), frozen.sealed())));
  }

  /** Seals what was written with an event; null stays null. */
  Sealed sealNote(String request, int version, String note) {
    return note == null || note.isBlank()
        ? null
        : sealing.seal(address(request, "history." + version), note.strip());
  }

  String openNote(String request, RequestDocument.Happening happening) {
    return happening == null || happening.note() == null
        ? null
        : sealing.open(address(request, "history." + happening.version()), happening.note());
  }

  /** Seals the facts of the files that came with an event; none stay null. */
  Sealed sealFiles(String request, int version, List<Enclosure> files) {
    return files.isEmpty()
        ? null
        : sealing.seal(
            address(request, "history." + version + ".files"), Enclosure.asJson(files).encode());
  }

  List<Enclosure> openFiles(String request, RequestDocument.Happening happening) {
    return happening.files() == null
        ? List.of()
        : Enclosure.from(
            new JsonArray(
                sealing.open(
                    address(request, "history." + happening.version() + ".files"),
                    happening.files())));
  }

  /** Every file that was ever sent with a request: with a version or in the thread. */
  List<Enclosure> openAllFiles(RequestDocument document) {
    Map<String, Enclosure> all = new LinkedHashMap<>();
    for (RequestDocument.Frozen frozen : document.frozen()) {
      openFrozen(document.id(), frozen).files().forEach(file -> all.put(file.id(), file));
    }
    for (RequestDocument.Happening happening : document.events()) {
      openFiles(document.id(), happening).forEach(file -> all.put(file.id(), file));
    }
    return List.copyOf(all.values());
  }

  private static FieldAddress address(String request, String field) {
    return new FieldAddress(COLLECTION, request, field);
  }
}
