package mx.interconsulta.media.embedded;

import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.message.PageReceiver;

/** What each message of one page does. */
record PageMessages(EmbeddedRoom room, Participant participant) implements PageReceiver {
  @Override
  public void answer(MediaMessage.Answer message) {
    room.answered(participant, message);
  }

  @Override
  public void candidate(MediaMessage.Candidate message) {
    // ICE-lite learns the page's addresses from its checks (RFC 8445 §7.3.1.3).
    Negotiation.refusal(participant.negotiation().knows(message.transport(), message.epoch()))
        .ifPresent(this::refuse);
  }

  @Override
  public void restart(MediaMessage.Restart message) {
    if (message.transport().equals(Negotiation.TRANSPORT)) {
      participant.restart();
    } else {
      unexpected();
    }
  }

  @Override
  public void publish(MediaMessage.Publish message) {
    room.publish(participant, message);
  }

  @Override
  public void mute(MediaMessage.Mute message) {
    room.mute(participant, message);
  }

  @Override
  public void gone(MediaMessage.Gone message) {
    room.gone(participant, message);
  }

  @Override
  public void view(MediaMessage.View message) {
    room.view(participant, message);
  }

  @Override
  public void stats(MediaMessage.Stats message) {
    participant.stats(message);
  }

  @Override
  public void offer(MediaMessage.Offer message) {
    unexpected();
  }

  @Override
  public void unexpected() {
    refuse(MediaRefusal.Code.UNEXPECTED);
  }

  private void refuse(MediaRefusal.Code code) {
    room.refuse(participant.id(), code);
  }
}
