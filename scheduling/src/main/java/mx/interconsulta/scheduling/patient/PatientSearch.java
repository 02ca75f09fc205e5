package mx.interconsulta.scheduling.patient;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.scheduling.directory.Folding;

/**
 * Finds patients by an identifier, else by the words of their name as written, as begun or as they
 * sound. Candidates come by token; what is opened then decides and orders.
 */
final class PatientSearch {
  static final int SHOWN = 20;
  private static final int CANDIDATES = 200;

  private record Match(Patient patient, String how, int rank) {}

  /** What was found, best first, and whether there was more. */
  record Found(JsonObject body, Set<String> patients) {}

  private final Patients patients;

  PatientSearch(Patients patients) {
    this.patients = patients;
  }

  Future<Found> search(String query, LocalDate birthDate) {
    return patients
        .withAnyToken(patients.tokens().wantedIdentifiers(query), CANDIDATES)
        .compose(
            byIdentifier -> {
              if (!byIdentifier.isEmpty()) {
                return answer(
                    byIdentifier.stream()
                        .map(one -> new Match(patients.open(one), "identifier", 0))
                        .toList(),
                    birthDate);
              }
              List<String> words = PatientTokens.nameWords(query);
              if (words.isEmpty()) {
                return answer(List.of(), birthDate);
              }
              return patients
                  .withEachWord(words, CANDIDATES)
                  .compose(byName -> answer(rank(byName, words), birthDate));
            });
  }

  private List<Match> rank(List<PatientDocument> candidates, List<String> words) {
    return candidates.stream()
        .map(one -> rank(patients.open(one), words))
        .filter(match -> match.rank() < Integer.MAX_VALUE)
        .toList();
  }

  private static Match rank(Patient patient, List<String> words) {
    Set<String> names = new HashSet<>(Folding.words(patient.identity().displayName()));
    Set<String> sounds = names.stream().map(SpanishSound::of).collect(Collectors.toSet());
    int rank = 0;
    for (String word : words) {
      if (names.contains(word)) {
        continue;
      }
      if (names.stream().anyMatch(name -> name.startsWith(word))) {
        rank += 1;
      } else if (sounds.contains(SpanishSound.of(word))) {
        rank += 2;
      } else {
        return new Match(patient, "similar", Integer.MAX_VALUE);
      }
    }
    return new Match(patient, rank == 0 ? "name" : "similar", rank);
  }

  private Future<Found> answer(List<Match> matches, LocalDate birthDate) {
    List<Match> fitting =
        matches.stream()
            .filter(
                match ->
                    birthDate == null || birthDate.equals(match.patient().identity().birthDate()))
            .sorted(
                Comparator.comparingInt(Match::rank)
                    .thenComparing(match -> Folding.fold(match.patient().identity().displayName()))
                    .thenComparing(match -> match.patient().id()))
            .toList();
    List<Match> shown = fitting.stream().limit(SHOWN).toList();
    Set<String> nss =
        shown.stream()
            .map(match -> match.patient().identity().nss())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return patients
        .sharedNss(nss)
        .map(
            shared -> {
              LocalDate today = patients.today();
              JsonArray items = new JsonArray();
              for (Match match : shown) {
                String own = match.patient().identity().nss();
                items.add(
                    new JsonObject()
                        .put("patient", match.patient().header(today))
                        .put("match", match.how())
                        .put("sharesNss", own != null && shared.contains(own)));
              }
              JsonObject body =
                  new JsonObject().put("items", items).put("more", fitting.size() > SHOWN);
              return new Found(
                  body,
                  shown.stream().map(match -> match.patient().id()).collect(Collectors.toSet()));
            });
  }
}
