package mx.interconsulta.media.embedded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.media.transport.DtlsSetup;
import mx.interconsulta.media.transport.Fingerprint;

/**
 * Reads answers (RFC 8866), strictly, because a stranger may have written them: the few attributes
 * that matter must be there and well formed, everything else is passed over, and nothing is kept
 * beyond its limit. What does not fit is no answer; there are no exceptions.
 */
final class AnswerReader {
  private static final int MOST_LINES = 256;
  private static final int MOST_FORMATS = 64;
  private static final int MOST_SSRCS = 16;

  private final List<Section> sections = new ArrayList<>();
  private final Section session = new Section();
  private boolean broken;

  private static final class Section {
    boolean video;
    boolean taken;
    String mid = "";
    String ufrag;
    Fingerprint fingerprint;
    DtlsSetup setup;
    String direction = "sendrecv";
    final Set<Integer> formats = new HashSet<>();
    final List<String> layers = new ArrayList<>();
    final Map<Integer, Boolean> ssrcs = new LinkedHashMap<>();
  }

  private AnswerReader() {}

  /** The answer; empty when the text is none. */
  static Optional<Answer> read(String sdp) {
    if (!sdp.startsWith("v=0\r\n") && !sdp.startsWith("v=0\n")) {
      return Optional.empty();
    }
    AnswerReader reader = new AnswerReader();
    sdp.lines().forEach(reader::line);
    return reader.answer();
  }

  private void line(String line) {
    if (line.startsWith("m=")) {
      media(line.substring(2));
    } else if (line.startsWith("a=")) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line.substring(2) : line.substring(2, colon);
      attribute(name, colon < 0 ? "" : line.substring(colon + 1));
    }
  }

  private void media(String value) {
    String[] words = value.split(" ", MOST_FORMATS + 4);
    boolean known = words[0].equals("audio") || words[0].equals("video");
    if (!known || words.length < 4 || words.length > MOST_FORMATS + 3) {
      broken = true;
    }
    Section section = new Section();
    sections.add(section);
    if (broken || sections.size() > MOST_LINES) {
      broken = true;
      return;
    }
    section.video = words[0].equals("video");
    section.taken = !words[1].equals("0");
    for (int i = 3; i < words.length; i++) {
      int format = number(words[i], 127);
      broken |= format < 0;
      section.formats.add(format);
    }
  }

  private void attribute(String name, String value) {
    Section here = sections.isEmpty() ? session : sections.get(sections.size() - 1);
    switch (name) {
      case "mid" -> here.mid = value;
      case "ice-ufrag" -> here.ufrag = value;
      case "fingerprint" -> fingerprint(here, value);
      case "setup" -> setup(here, value);
      case "sendrecv", "sendonly", "recvonly", "inactive" -> here.direction = name;
      case "simulcast" -> simulcast(here, value);
      case "ssrc" -> ssrc(here, value);
      case "ssrc-group" -> group(here, value);
      default -> {
        // Of no interest.
      }
    }
  }

  /** Of several, one whose hash is strong enough. */
  private static void fingerprint(Section here, String value) {
    if (here.fingerprint == null) {
      here.fingerprint = Fingerprint.parse(value).orElse(null);
    }
  }

  private void setup(Section here, String value) {
    try {
      here.setup = DtlsSetup.valueOf(value.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      broken = true;
    }
  }

  /** {@code send l;m;h}, or with alternatives {@code l,x;m} and paused {@code ~h} (RFC 8853). */
  private void simulcast(Section here, String value) {
    String[] words = value.trim().split(" ", 5);
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (!words[i].equals("send")) {
        continue;
      }
      for (String layer : words[i + 1].split(";", 9)) {
        String rid = layer.split(",", 2)[0];
        here.layers.add(rid.startsWith("~") ? rid.substring(1) : rid);
      }
    }
    broken |= here.layers.size() > 8;
  }

  private void ssrc(Section here, String value) {
    int space = value.indexOf(' ');
    declare(here, space < 0 ? value : value.substring(0, space), false);
  }

  /** {@code FID 1 2}: 2 repeats 1 (RFC 5576 §4.2, RFC 4588 §8). */
  private void group(Section here, String value) {
    String[] words = value.split(" ", 4);
    if (words.length == 3 && words[0].equals("FID")) {
      declare(here, words[1], false);
      declare(here, words[2], true);
    }
  }

  private void declare(Section here, String text, boolean repairs) {
    try {
      int ssrc = Integer.parseUnsignedInt(text);
      here.ssrcs.merge(ssrc, repairs, (was, now) -> was || now);
    } catch (NumberFormatException garbage) {
      broken = true;
    }
    broken |= here.ssrcs.size() > MOST_SSRCS;
  }

  private static int number(String text, int most) {
    try {
      int number = Integer.parseInt(text);
      return number > most ? -1 : number;
    } catch (NumberFormatException garbage) {
      return -1;
    }
  }

  private Optional<Answer> answer() {
    if (broken || sections.isEmpty()) {
      return Optional.empty();
    }
    Section first = sections.stream().filter(each -> each.taken).findFirst().orElse(session);
    String ufrag = first.ufrag == null ? session.ufrag : first.ufrag;
    Fingerprint fingerprint = first.fingerprint == null ? session.fingerprint : first.fingerprint;
    DtlsSetup setup = first.setup == null ? session.setup : first.setup;
    boolean fits = ufrag != null && ufrag.length() >= 4 && ufrag.length() <= 256;
    if (!fits || fingerprint == null || setup == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(
            ufrag, fingerprint, setup, sections.stream().map(AnswerReader::section).toList()));
  }

  private static Answer.Section section(Section each) {
    boolean sends = each.direction.equals("sendrecv") || each.direction.equals("sendonly");
    boolean receives = each.direction.equals("sendrecv") || each.direction.equals("recvonly");
    return new Answer.Section(
        each.video, each.mid, each.taken, sends, receives, each.formats, each.layers, each.ssrcs);
  }
}
