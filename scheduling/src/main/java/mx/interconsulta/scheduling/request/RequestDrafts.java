package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.patient.Patient;
import mx.interconsulta.scheduling.patient.Patients;

/**
 * What is being written, saved as its author types: under an id the page made, whole each time, on
 * the version that was read. The same save again is harmless.
 */
final class RequestDrafts {
  private final Requests requests;
  private final Directory directory;
  private final Patients patients;

  RequestDrafts(Requests requests, Directory directory, Patients patients) {
    this.requests = requests;
    this.directory = directory;
    this.patients = patients;
  }

  Future<RequestDocument> save(String id, JsonObject body, Principal principal) {
    return Future.all(
            requests.store().find(id), directory.catalogue(), patient(body), followed(body))
        .compose(
            all -> {
              Optional<RequestDocument> found = all.resultAt(0);
              Catalogue catalogue = all.resultAt(1);
              Optional<Patient> patient = all.resultAt(2);
              Optional<RequestDocument> followed = all.resultAt(3);
              boolean known = body.getString("patient") == null || patient.isPresent();
              mayWrite(found, principal);
              RequestRules.checkDraft(body, catalogue, requests.now())
                  .unless(known, "/patient", "patient-unknown")
                  .unless(mayFollow(body, followed, principal), "/follows", "follows-unknown")
                  .orThrow("request-invalid");
              boolean sample = patient.map(Patient::sample).orElse(false);
              RequestDocument next =
                  next(id, found.orElse(null), body, principal, catalogue, sample);
              return write(found, next, body.getInteger("version"));
            });
  }

  private Future<Optional<Patient>> patient(JsonObject body) {
    String patient = body.getString("patient");
    return patient == null ? Future.succeededFuture(Optional.empty()) : patients.find(patient);
  }

  private Future<Optional<RequestDocument>> followed(JsonObject body) {
    String follows = body.getString("follows");
    return follows == null
        ? Future.succeededFuture(Optional.empty())
        : requests.store().find(follows);
  }

  /** A follow-up follows an answered request about the same patient, which its author may read. */
  private static boolean mayFollow(
      JsonObject body, Optional<RequestDocument> followed, Principal principal) {
    return body.getString("follows") == null
        || followed
            .filter(before -> before.answer() != null)
            .filter(before -> before.patient().equals(body.getString("patient")))
            .filter(before -> RequestReach.mayReadClinical(principal, before))
            .isPresent();
  }

  /** Somebody else's request is not there for them; a sent one cannot be written to. */
  private static void mayWrite(Optional<RequestDocument> found, Principal principal) {
    if (found.isEmpty()) {
      return;
    }
    RequestDocument document = found.get();
    if (!document.author().equals(principal.person())) {
      throw Problem.notFound();
    }
    RequestState state = document.stateNow();
    if (state != RequestState.DRAFT && state != RequestState.RETURNED) {
      throw Problem.conflict(
          "request-state",
          Map.of("state", document.state(), "event", "save", "version", document.version()));
    }
  }

  private Future<RequestDocument> write(
      Optional<RequestDocument> found, RequestDocument next, int basedOn) {
    if (found.isEmpty()) {
      if (basedOn > 0) {
        throw Problem.notFound();
      }
      return requests.store().insert(next).compose(inserted -> settle(inserted, next, basedOn));
    }
    if (found.get().version() != basedOn) {
      return Future.succeededFuture(sameOrConflict(found.get(), next, basedOn));
    }
    return requests
        .store()
        .replace(found.get(), next)
        .compose(replaced -> settle(replaced, next, basedOn));
  }

  private Future<RequestDocument> settle(
      Optional<RequestDocument> written, RequestDocument next, int basedOn) {
    return written.isPresent()
        ? Future.succeededFuture(written.get())
        : requests
            .store()
            .find(next.id())
            .map(current -> sameOrConflict(current.orElseThrow(Problem::notFound), next, basedOn));
  }

  private RequestDocument sameOrConflict(
      RequestDocument current, RequestDocument next, int basedOn) {
    boolean same =
        current.version() == basedOn + 1
            && current.author().equals(next.author())
            && Objects.equals(current.patient(), next.patient())
            && Objects.equals(current.kind(), next.kind())
            && Objects.equals(current.specialty(), next.specialty())
            && Objects.equals(current.reason(), next.reason())
            && Objects.equals(current.priority(), next.priority())
            && Objects.equals(current.follows(), next.follows())
            && requests.seals().openContent(current).equals(requests.seals().openContent(next));
    if (same) {
      return current;
    }
    if (!current.author().equals(next.author())) {
      throw Problem.notFound();
    }
    throw Problem.conflict("version-conflict", Map.of("version", current.version()));
  }

  private RequestDocument next(
      String id,
      RequestDocument base,
      JsonObject body,
      Principal principal,
      Catalogue catalogue,
      boolean sample) {
    Grant grant = grant(base, body, principal);
    Instant now = requests.now();
    Reason reason = catalogue.reason(body.getString("reason")).orElse(null);
    boolean routed = base != null && base.isRouted();
    String specialty =
        routed
            ? base.specialty()
            : reason != null ? reason.specialty() : body.getString("specialty");
    return new RequestDocument(
        id,
        body.getInteger("version") + 1,
        base == null ? RequestState.DRAFT.name() : base.state(),
        principal.person(),
        grant.assignment(),
        base == null || base.newest() == null ? grant.unit() : base.unit(),
        body.getString("patient"),
        body.getString("kind"),
        specialty,
        body.getString("reason"),
        body.getString("priority"),
        requests.seals().sealContent(id, RequestContent.from(body.getJsonObject("content"))),
        base == null ? null : base.versions(),
        base == null ? null : base.coveredBy(),
        base == null ? null : base.routed(),
        base == null ? null : base.addressee(),
        null,
        base == null ? null : base.consultation(),
        null,
        null,
        base == null ? now : base.createdAt(),
        base == null ? null : base.waitingSince(),
        now,
        base == null ? null : base.history(),
        base == null ? null : base.outbox(),
        base == null ? null : base.due(),
        sample ? true : null,
        base != null && base.newest() != null ? base.follows() : body.getString("follows"),
        null,
        null);
  }

  /** The assignment through which they ask: of the unit they named, or the only one. */
  private static Grant grant(RequestDocument base, JsonObject body, Principal principal) {
    String unit = base != null && base.newest() != null ? base.unit() : body.getString("unit");
    List<Grant> mine =
        principal.grants().stream()
            .filter(grant -> Roles.REQUESTERS.contains(grant.role()))
            .filter(grant -> unit == null || grant.unit().equals(unit))
            .toList();
    boolean onePlace = mine.stream().map(Grant::unit).distinct().count() == 1;
    if (mine.isEmpty() || !onePlace) {
      String code = mine.isEmpty() ? "unit-not-yours" : "field-needed";
      new Faults().add("/unit", code).orThrow("request-invalid");
    }
    return mine.get(0);
  }
}
