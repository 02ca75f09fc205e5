package mx.interconsulta.scheduling.patient;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.scheduling.directory.Folding;

/**
 * The search tokens of a sealed identity: exact identifiers, and for each name word itself, its
 * sound and its first three letters. Keyed hashes, so that the database says nothing.
 */
final class PatientTokens {
  private static final int PREFIX = 3;
  private static final Set<String> PARTICLES = Set.of("de", "del", "la", "las", "los", "y");

  private final FieldSealing sealing;

  PatientTokens(FieldSealing sealing) {
    this.sealing = sealing;
  }

  String nss(String nss) {
    return sealing.token("patients.nss", nss);
  }

  String curp(String curp) {
    return sealing.token("patients.curp", curp);
  }

  /** Every token of an identity, sorted. */
  List<String> of(Identity identity) {
    Set<String> tokens = new TreeSet<>();
    if (identity.nss() != null) {
      tokens.add(nss(identity.nss()));
    }
    if (identity.curp() != null) {
      tokens.add(curp(identity.curp()));
    }
    if (identity.recordNumber() != null) {
      tokens.add(sealing.token("patients.record", compact(identity.recordNumber())));
    }
    if (identity.foreignDocument() != null) {
      String number = identity.foreignDocument().getString("number");
      tokens.add(sealing.token("patients.document", compact(number)));
    }
    for (String word : Folding.words(identity.displayName())) {
      tokens.addAll(ofWord(word));
    }
    return List.copyOf(tokens);
  }

  /** What an NSS is looked for by, also under older keys. */
  List<String> wantedNss(String nss) {
    return sealing.searchTokens("patients.nss", nss);
  }

  /** What a CURP is looked for by, also under older keys. */
  List<String> wantedCurp(String curp) {
    return sealing.searchTokens("patients.curp", curp);
  }

  /** Tokens any one of which finds a patient by an identifier. */
  List<String> wantedIdentifiers(String query) {
    String compact = compact(query);
    return compact.isEmpty()
        ? List.of()
        : Stream.of("patients.nss", "patients.curp", "patients.record", "patients.document")
            .flatMap(field -> sealing.searchTokens(field, compact).stream())
            .toList();
  }

  /** Tokens any one of which finds a name word. */
  List<String> wantedWord(String word) {
    return keys(word).entrySet().stream()
        .flatMap(key -> sealing.searchTokens(key.getKey(), key.getValue()).stream())
        .toList();
  }

  /** The words that name a person in a query; particles count only when there is nothing else. */
  static List<String> nameWords(String query) {
    List<String> words = Folding.words(query);
    List<String> telling = words.stream().filter(word -> !PARTICLES.contains(word)).toList();
    return telling.isEmpty() ? words : telling;
  }

  private List<String> ofWord(String word) {
    return keys(word).entrySet().stream()
        .map(key -> sealing.token(key.getKey(), key.getValue()))
        .toList();
  }

  private static Map<String, String> keys(String word) {
    Map<String, String> keys = new HashMap<>();
    keys.put("patients.word", word);
    keys.put("patients.sound", SpanishSound.of(word));
    if (word.length() >= PREFIX) {
      keys.put("patients.prefix", word.substring(0, PREFIX));
    }
    return keys;
  }

  private static String compact(String identifier) {
    return identifier.replaceAll("[\\s./-]+", "").toUpperCase(Locale.ROOT);
  }
}
