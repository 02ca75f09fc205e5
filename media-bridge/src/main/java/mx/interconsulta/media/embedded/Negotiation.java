package mx.interconsulta.media.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.transport.DtlsSetup;
import mx.interconsulta.media.transport.IceCredentials;

/**
 * Where a participant's descriptions stand: the m-lines there are, and at most one offer that is
 * not answered. What changes meanwhile is in the next one. Only a restart overtakes an outstanding
 * offer: its page may be waiting for something that was lost.
 */
final class Negotiation {
  /** The one transport of a participant. */
  static final String TRANSPORT = "main";

  private static final int MOST_LINES = 128;

  private final OfferWriter writer;
  private final long session;
  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private List<Line.Use> offered = List.of();
  private long epoch;
  private boolean outstanding;
  private boolean again;

  Negotiation(OfferWriter writer, Random random) {
    this.writer = writer;
    this.random = random;
    this.session = random.nextLong() >>> 2;
  }

  List<Line> lines() {
    return lines;
  }

  /** A slot that is free, or a new one; empty when there are too many. */
  Optional<Line> slot(boolean video) {
    return line(Line.Way.DOWN, video, "");
  }

  /**
   * A free line up for a kind of source, or a new one; empty when there are too many. How a browser
   * encodes what goes over a line is settled the first time: one that carried layers serves no
   * screen, nor one of a voice the sound of a body.
   */
  Optional<Line> lineUp(boolean video, String kind) {
    return line(Line.Way.UP, video, kind);
  }

  private Optional<Line> line(Line.Way way, boolean video, String kind) {
    for (Line line : lines) {
      if (line.free() && line.way() == way && line.video() == video && line.suits(kind)) {
        return Optional.of(line);
      }
    }
    if (lines.size() == MOST_LINES) {
      return Optional.empty();
    }
    Line made = new Line(Integer.toString(lines.size()), way, video);
    lines.add(made);
    return Optional.of(made);
  }

  /** Gives a slot numbers that were not used before. */
  void show(Line slot, String source, String stream) {
    slot.show(source, stream, random.nextInt(), random.nextInt());
  }

  /** Whether an offer must wait for an answer. */
  boolean mustWait() {
    again |= outstanding;
    return outstanding;
  }

  /** The next offer. */
  MediaMessage.Offer offer(IceCredentials ice, boolean h264First) {
    epoch++;
    outstanding = true;
    again = false;
    Map<String, String> mids = new HashMap<>();
    offered = lines.stream().map(Line::use).toList();
    for (Line line : lines) {
      if (!line.free()) {
        mids.put(line.mid(), line.name());
      }
    }
    String sdp = writer.write(session, epoch, ice, lines, h264First);
    return new MediaMessage.Offer(TRANSPORT, epoch, sdp, mids);
  }

  /** What an answer is good for. */
  enum Verdict {
    TAKEN,
    OVERTAKEN,
    UNEXPECTED,
    BAD_DESCRIPTION
  }

  /** Whether an answer of this epoch is awaited. */
  Verdict expects(String transport, long answered) {
    if (!transport.equals(TRANSPORT)) {
      return Verdict.UNEXPECTED;
    }
    if (answered < epoch) {
      return Verdict.OVERTAKEN;
    }
    return outstanding && answered == epoch ? Verdict.TAKEN : Verdict.UNEXPECTED;
  }

  /** Whether a candidate's epoch was ever offered. */
  Verdict knows(String transport, long described) {
    boolean known = transport.equals(TRANSPORT) && described <= epoch;
    return known ? Verdict.OVERTAKEN : Verdict.UNEXPECTED;
  }

  /** Reads the answer to the outstanding offer; it stays outstanding when it does not fit. */
  Optional<Answer> read(String sdp) {
    Optional<Answer> answer = AnswerReader.read(sdp).filter(this::fits);
    if (answer.isPresent()) {
      outstanding = false;
    }
    return answer;
  }

  private boolean fits(Answer answer) {
    if (answer.lines().size() != offered.size() || answer.setup() != DtlsSetup.ACTIVE) {
      return false;
    }
    for (int i = 0; i < offered.size(); i++) {
      Answer.Section section = answer.lines().get(i);
      Line line = lines.get(i);
      boolean named = !section.taken() || section.mid().equals(line.mid());
      if (section.video() != line.video() || !named) {
        return false;
      }
    }
    return true;
  }

  /** Whether the line carried, in the offer that was answered, what it carries now. */
  boolean wasOffered(Line line) {
    int place = lines.indexOf(line);
    return place < offered.size() && offered.get(place).equals(line.use()) && !line.free();
  }

  /** Whether something changed while the offer was outstanding. */
  boolean needsAnother() {
    return again && !outstanding;
  }

  /** An offer that is outstanding no longer counts: the next one overtakes it. */
  void overtake() {
    outstanding = false;
  }

  /** How a verdict is told; nothing for those that are no fault. */
  static Optional<MediaRefusal.Code> refusal(Verdict verdict) {
    return switch (verdict) {
      case TAKEN, OVERTAKEN -> Optional.empty();
      case UNEXPECTED -> Optional.of(MediaRefusal.Code.UNEXPECTED);
      case BAD_DESCRIPTION -> Optional.of(MediaRefusal.Code.BAD_DESCRIPTION);
    };
  }

  /** Formats that the page takes on lines of a kind, as far as it answered any. */
  static boolean takes(Answer answer, boolean video, int payloadType) {
    Set<Integer> none = Set.of();
    return answer.lines().stream()
        .filter(section -> section.video() == video && section.taken())
        .map(Answer.Section::payloadTypes)
        .findFirst()
        .orElse(none)
        .contains(payloadType);
  }
}
