package mx.interconsulta.signaling.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a line drops, a page that can resume hears everything once and in order. */
class ResumeProperties {

  /** Says some messages, of which the page hears some before the line drops, and resumes. */
  private record Stretch(int said, int heard, boolean acknowledges) {}

  @Property(tries = 500)
  void everythingIsHeardOnceAndInOrder(@ForAll("stretches") List<Stretch> stretches) {
    Backlog backlog = new Backlog();
    List<Long> page = new ArrayList<>();
    long said = 0;
    for (Stretch stretch : stretches) {
      for (int i = 0; i < stretch.said(); i++) {
        long seq = backlog.next();
        backlog.add(String.valueOf(seq));
        said = seq;
        if (i < stretch.heard()) {
          page.add(seq);
        }
      }
      long seen = page.isEmpty() ? 0 : page.get(page.size() - 1);
      if (stretch.acknowledges()) {
        backlog.seen(seen);
      }
      assertTrue(backlog.covers(seen));
      backlog.replay(seen, text -> page.add(Long.parseLong(text)));
    }

    assertEquals(LongStream.rangeClosed(1, said).boxed().toList(), page);
  }

  @Example
  void whatNobodyHasSaidCannotBeSeen() {
    Backlog backlog = new Backlog();
    backlog.add("1");

    assertTrue(backlog.covers(0));
    assertTrue(backlog.covers(1));
    assertTrue(!backlog.covers(2));
    assertTrue(!backlog.covers(-1));
  }

  @Example
  void whatWasAcknowledgedCannotBeSaidAgain() {
    Backlog backlog = new Backlog();
    backlog.add("1");
    backlog.add("2");
    backlog.add("3");
    backlog.seen(2);

    assertTrue(!backlog.covers(1));
    assertTrue(backlog.covers(2));
  }

  @Example
  void manyCharactersAreForgottenLikeManyMessages() {
    Backlog backlog = new Backlog();
    String large = "x".repeat(Backlog.MAX_CHARACTERS / 4);
    for (int i = 0; i < 6; i++) {
      backlog.add(large);
    }

    assertTrue(!backlog.covers(0));
    assertTrue(backlog.covers(2));
    assertTrue(backlog.characters() <= Backlog.MAX_CHARACTERS);
  }

  @Provide
  Arbitrary<List<Stretch>> stretches() {
    return Arbitraries.integers()
        .between(0, 20)
        .flatMap(
            said ->
                Arbitraries.integers()
                    .between(0, said)
                    .flatMap(
                        heard ->
                            Arbitraries.of(true, false)
                                .map(acknowledges -> new Stretch(said, heard, acknowledges))))
        .list()
        .ofMaxSize(20);
  }
}
