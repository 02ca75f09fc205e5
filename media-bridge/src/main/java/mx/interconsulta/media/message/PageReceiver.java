package mx.interconsulta.media.message;

/** Hears what pages say. What only a bridge says is unexpected from a page, whatever the bridge. */
public interface PageReceiver extends MediaMessage.Receiver {

  /** The page said what it has no reason to say. */
  void unexpected();

  @Override
  default void capabilities(MediaMessage.Capabilities message) {
    unexpected();
  }

  @Override
  default void negotiate(MediaMessage.Negotiate message) {
    unexpected();
  }

  @Override
  default void paused(MediaMessage.Paused message) {
    unexpected();
  }

  @Override
  default void demand(MediaMessage.Demand message) {
    unexpected();
  }

  @Override
  default void line(MediaMessage.Line message) {
    unexpected();
  }

  @Override
  default void recording(MediaMessage.Recording message) {
    unexpected();
  }

  @Override
  default void iceServers(MediaMessage.IceServers message) {
    unexpected();
  }
}
