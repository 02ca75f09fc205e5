package mx.interconsulta.signaling.room;

import io.vertx.core.json.JsonObject;
import mx.interconsulta.signaling.bus.Kind;

/** What travels on links, as kinds of the bus. */
final class LinkWords {
  /** A word of a page: the longest message of a page, and what its writing adds. */
  static final Kind<Word<ToRoom>> TO_ROOM =
      new Kind<>(
          "room.word",
          524_288,
          word -> json(word.link(), word.number()).put("say", word.say().json()),
          json ->
              new Word<>(
                  json.getString("link"),
                  json.getLong("number"),
                  ToRoom.read(json.getJsonObject("say"))));

  /** A word for a page: all texts of a room at most. */
  static final Kind<Word<ToPage>> TO_PAGE =
      new Kind<>(
          "page.word",
          8_388_608,
          word -> json(word.link(), word.number()).put("say", word.say().json()),
          json ->
              new Word<>(
                  json.getString("link"),
                  json.getLong("number"),
                  ToPage.read(json.getJsonObject("say"))));

  /** The page's end lives, and has said so much. */
  static final Kind<Beat> PAGE_BEATS = beats("page.beats");

  /** The room's end lives, and has said so much. */
  static final Kind<Beat> ROOM_BEATS = beats("room.beats");

  /** A word with its link and number. */
  record Word<T>(String link, long number, T say) {}

  /**
   * A sign of life.
   *
   * @param said number of the last word said; -1 when the link is over
   */
  record Beat(String link, long said) {
    static final long OVER = -1;

    boolean isOver() {
      return said == OVER;
    }
  }

  private LinkWords() {}

  private static Kind<Beat> beats(String name) {
    return new Kind<>(
        name,
        1_024,
        beat -> json(beat.link(), beat.said()),
        json -> new Beat(json.getString("link"), json.getLong("number")));
  }

  private static JsonObject json(String link, long number) {
    return new JsonObject().put("link", link).put("number", number);
  }
}
