package mx.interconsulta.bench.sfu;

/** A forwarding unit under load, in a process of its own. */
interface Sfu extends AutoCloseable {

  /** How it is called in results. */
  String name();

  /** Its process. */
  long pid();

  /**
   * Lets a member in who only sends, or only hears, or both. Waits until it is connected; never on
   * the loop.
   */
  Member join(String room, int number, boolean sends, boolean hears, Ear ear) throws Exception;

  /** Called once every sender of the room is in: whoever hears begins to. */
  default void open(String room) throws Exception {}

  /** One member leaves as a page does: it dies, and who has signalling says so. */
  void leave(Member member) throws Exception;

  /** Everybody leaves, of every room. */
  void empty() throws Exception;

  @Override
  void close();

  /** What a member sends through; on the loop. */
  interface Member {

    /** Sends an RTP packet, whose bytes may be spoilt. */
    void send(byte[] buffer, int length);

    /** Whether a key frame was asked for since the last call. */
    boolean keyFrameWanted();
  }

  /** Hears plain RTP packets; on the loop. */
  @FunctionalInterface
  interface Ear {
    void hear(byte[] buffer, int offset, int length, long arrivalNanos);
  }
}
