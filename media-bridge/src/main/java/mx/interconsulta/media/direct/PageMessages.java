package mx.interconsulta.media.direct;

import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.message.PageReceiver;

/** What each message of one page does in its room. */
record PageMessages(DirectRoom room, Peer peer) implements PageReceiver {
  @Override
  public void offer(MediaMessage.Offer message) {
    room.onLink(peer, message.transport(), link -> link.offer(peer, message));
  }

  @Override
  public void answer(MediaMessage.Answer message) {
    room.onLink(peer, message.transport(), link -> link.answer(peer, message));
  }

  @Override
  public void candidate(MediaMessage.Candidate message) {
    room.onLink(peer, message.transport(), link -> link.candidate(peer, message));
  }

  @Override
  public void restart(MediaMessage.Restart message) {
    room.onLink(peer, message.transport(), Link::restart);
  }

  @Override
  public void publish(MediaMessage.Publish message) {
    room.publish(peer, message);
  }

  @Override
  public void mute(MediaMessage.Mute message) {
    room.mute(peer, message);
  }

  @Override
  public void gone(MediaMessage.Gone message) {
    room.gone(peer, message);
  }

  @Override
  public void view(MediaMessage.View message) {
    room.view(peer, message);
  }

  @Override
  public void stats(MediaMessage.Stats message) {
    room.stats(peer, message);
  }

  @Override
  public void unexpected() {
    room.refuse(peer.id(), MediaRefusal.Code.UNEXPECTED);
  }
}
