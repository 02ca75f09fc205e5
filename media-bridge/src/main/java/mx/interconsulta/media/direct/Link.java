package mx.interconsulta.media.direct;

import java.util.HashSet;
import java.util.Set;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.message.MediaMessage;

/**
 * The one transport between the two pages of a room, and where its description stands. One side
 * writes every offer. At most one is outstanding; what changes meanwhile is folded into the next.
 * Only a restart overtakes an outstanding one: its page may be waiting for an answer that was lost.
 */
final class Link {
  private enum Stage {
    /** Nothing outstanding. */
    QUIET,
    /** The offerer was asked. */
    ASKED,
    /** The offer is with the answerer. */
    OFFERED
  }

  private final String transport;
  private final Peer offerer;
  private final Peer answerer;
  private final MediaListener listener;
  private final Set<Peer> described = new HashSet<>();
  private Stage stage = Stage.QUIET;
  private long epoch;
  private boolean again;

  Link(String transport, Peer offerer, Peer answerer, MediaListener listener) {
    this.transport = transport;
    this.offerer = offerer;
    this.answerer = answerer;
    this.listener = listener;
  }

  String transport() {
    return transport;
  }

  /** Asks for an offer, or remembers to when one is outstanding. */
  void describe() {
    if (stage == Stage.QUIET) {
      ask(false);
    } else {
      again = true;
    }
  }

  /**
   * A description still to come from this peer will hold what it publishes; a past one does not.
   */
  void published(Peer peer) {
    if (epoch == 0 || described.contains(peer)) {
      describe();
    }
  }

  Verdict restart() {
    ask(true);
    return Verdict.TAKEN;
  }

  private void ask(boolean restart) {
    epoch++;
    again = false;
    described.clear();
    stage = Stage.ASKED;
    listener.send(offerer.id(), new MediaMessage.Negotiate(transport, epoch, restart));
  }

  Verdict offer(Peer from, MediaMessage.Offer offer) {
    if (offer.epoch() < epoch) {
      return Verdict.OVERTAKEN;
    }
    if (stage != Stage.ASKED || from != offerer || offer.epoch() != epoch) {
      return Verdict.UNEXPECTED;
    }
    if (!Description.isAcceptable(offer.sdp())) {
      return Verdict.BAD_DESCRIPTION;
    }
    described.add(from);
    stage = Stage.OFFERED;
    listener.send(answerer.id(), offer);
    return Verdict.TAKEN;
  }

  Verdict answer(Peer from, MediaMessage.Answer answer) {
    if (answer.epoch() < epoch) {
      return Verdict.OVERTAKEN;
    }
    if (stage != Stage.OFFERED || from != answerer || answer.epoch() != epoch) {
      return Verdict.UNEXPECTED;
    }
    if (!Description.isAcceptable(answer.sdp())) {
      return Verdict.BAD_DESCRIPTION;
    }
    described.add(from);
    stage = Stage.QUIET;
    listener.send(offerer.id(), answer);
    if (again) {
      ask(false);
    }
    return Verdict.TAKEN;
  }

  Verdict candidate(Peer from, MediaMessage.Candidate candidate) {
    if (candidate.epoch() < epoch) {
      return Verdict.OVERTAKEN;
    }
    if (candidate.epoch() != epoch) {
      return Verdict.UNEXPECTED;
    }
    listener.send(from == offerer ? answerer.id() : offerer.id(), candidate);
    return Verdict.TAKEN;
  }
}
