package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.patient.Patients;

/** Requests over HTTP: written, listed, read, and every event that a person may press. */
public final class RequestOperations {
  private static final int PLACES = 40;

  private final Requests requests;
  private final RequestEvents events;
  private final BookingEvents booking;
  private final RequestDrafts drafts;
  private final RequestViews views;
  private final RequestLists lists;
  private final CoverageFinder coverage;

  public RequestOperations(
      Requests requests, Directory directory, Patients patients, Presence presence, Clock clock) {
    this.requests = requests;
    this.coverage = new CoverageFinder(directory, presence, clock);
    this.events = new RequestEvents(requests, directory, patients, coverage);
    this.booking = new BookingEvents(requests, events);
    this.drafts = new RequestDrafts(requests, directory, patients);
    this.views =
        new RequestViews(requests.seals(), requests.relay(), directory, patients, presence);
    this.lists = new RequestLists(requests.store(), views, directory);
  }

  public List<Operation> operations() {
    Set<String> askers = new HashSet<>(Roles.REQUESTERS);
    askers.add(Roles.COORDINATOR);
    askers.add(Roles.NATIONAL_COORDINATOR);
    Reach authors = reach(RequestReach.authors());
    Reach specialists = reach(RequestReach.specialists());
    Reach meeting = reach(RequestReach.whoMeets());
    return List.of(
        open("listVitalSigns", new Reach.SignedIn(), this::vitalSigns),
        open("findCoverage", new Reach.Holders(askers), this::findCoverage),
        audited(
            "saveRequest",
            AuditPurpose.perSitting("request.draft"),
            new Reach.Holders(Roles.REQUESTERS),
            this::save),
        audited(
            "listRequests",
            AuditPurpose.of("request.list"),
            new Reach.Listing(RequestReach.scopes()),
            lists::list),
        read("getRequest", this::get),
        read("getRequestCoverage", this::getCoverage),
        change("submitRequest", authors, this::submit),
        change("acceptRequest", specialists, this::accept),
        change("askRequest", specialists, this::ask),
        change("replyRequest", authors, this::reply),
        change("supplementRequest", authors, this::supplement),
        change("releaseRequest", specialists, this::release),
        change("declineRequest", specialists, this::decline),
        change("returnRequest", specialists, this::askBack),
        change("cancelRequest", reach(RequestReach.authorsAndCoordinators()), this::cancel),
        change("redirectRequest", reach(RequestReach.coordinators()), this::redirect),
        change("closeRequest", authors, this::close),
        read("listPlaces", this::places),
        change("bookRequest", meeting, this::book),
        change("moveRequest", meeting, this::move),
        change("unbookRequest", meeting, this::unbook),
        change("reportLate", meeting, this::late),
        change("reportMissed", meeting, this::missed));
  }

  private Reach reach(java.util.Map<String, Reach.Rule> rules) {
    return new Reach.Document(requests.lookup("id"), rules);
  }

  private static Operation open(String id, Reach reach, Handler.Json handler) {
    return new Operation(id, AuditPurpose.NONE, reach, handler);
  }

  private static Operation audited(
      String id, AuditPurpose purpose, Reach reach, Handler.Json handler) {
    return new Operation(id, purpose, reach, handler);
  }

  private Operation read(String id, Handler.Json handler) {
    return audited(id, AuditPurpose.of("request.read"), reach(RequestReach.readers()), handler);
  }

  private static Operation change(String id, Reach reach, Handler.Json handler) {
    return audited(id, AuditPurpose.of("request.change"), reach, handler);
  }

  // ---------------------------------------------------------------- reading and writing

  private Future<Answer> vitalSigns(Call call) {
    return Future.succeededFuture(Answer.ok(VitalSigns.published(), Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> findCoverage(Call call) {
    String unit = call.body().getString("unit");
    String specialty = call.body().getString("specialty");
    return coverage
        .units(unit, specialty, call.body().getString("reason"))
        .compose(units -> coverage.answer(unit, specialty, units, call.principal().person()))
        .map(body -> Answer.ok(body, Answer.NO_PATIENT_DATA));
  }

  private Future<Answer> save(Call call) {
    return drafts
        .save(call.path("id"), call.body(), call.principal())
        .compose(saved -> answer(call, saved));
  }

  private Future<Answer> get(Call call) {
    return answer(call, document(call));
  }

  private Future<Answer> getCoverage(Call call) {
    RequestDocument document = document(call);
    return coverageOf(document).map(body -> Answer.ok(body, patients(document)));
  }

  private Future<JsonObject> coverageOf(RequestDocument document) {
    Future<List<String>> units =
        document.newest() == null
            ? coverage.units(document.unit(), document.specialty(), document.reason())
            : Future.succeededFuture(document.covering());
    return units.compose(
        found -> coverage.answer(document.unit(), document.specialty(), found, document.author()));
  }

  // ---------------------------------------------------------------- events

  private Future<Answer> submit(Call call) {
    return events
        .submit(document(call), version(call), call.principal())
        .compose(
            sent ->
                Future.all(views.whole(call.principal(), sent), coverageOf(sent))
                    .map(
                        both ->
                            Answer.ok(
                                new JsonObject()
                                    .put("request", both.<JsonObject>resultAt(0))
                                    .put("coverage", both.<JsonObject>resultAt(1)),
                                patients(sent))));
  }

  private Future<Answer> accept(Call call) {
    return events
        .accept(document(call), version(call), call.principal(), text(call, "mode"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> ask(Call call) {
    return events
        .ask(document(call), version(call), call.principal(), text(call, "question"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> reply(Call call) {
    return events
        .reply(document(call), version(call), call.principal(), text(call, "answer"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> supplement(Call call) {
    JsonObject added = call.body().copy();
    added.remove("version");
    return events
        .supplement(document(call), version(call), call.principal(), added)
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> release(Call call) {
    return events
        .release(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> decline(Call call) {
    return events
        .decline(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> askBack(Call call) {
    return events
        .askBack(
            document(call), version(call), call.principal(), reason(call), text(call, "question"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> cancel(Call call) {
    return events
        .cancel(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> close(Call call) {
    return events
        .close(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> redirect(Call call) {
    RequestEvents.Destination destination =
        new RequestEvents.Destination(
            text(call, "unit"), text(call, "specialty"), text(call, "person"));
    return events
        .redirect(
            document(call),
            version(call),
            call.principal(),
            destination,
            reason(call),
            text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  // ---------------------------------------------------------------- at a time

  private Future<Answer> places(Call call) {
    RequestDocument document = document(call);
    Instant from = call.query("from").map(Instant::parse).orElse(Instant.EPOCH);
    int limit = call.query("limit").map(Integer::parseInt).orElse(PLACES);
    return booking
        .free(document, call.principal(), from, limit)
        .compose(free -> views.places(document, free))
        .map(body -> Answer.ok(body, patients(document)));
  }

  private static Places.Place place(Call call) {
    return new Places.Place(
        Instant.parse(text(call, "start")), null, text(call, "specialist"), text(call, "unit"));
  }

  private Future<Answer> book(Call call) {
    return booking
        .book(document(call), version(call), call.principal(), place(call))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> move(Call call) {
    return booking
        .move(
            document(call),
            version(call),
            call.principal(),
            place(call),
            reason(call),
            text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> unbook(Call call) {
    return booking
        .unbook(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> late(Call call) {
    return booking
        .late(
            document(call),
            version(call),
            call.principal(),
            reason(call),
            call.body().getInteger("minutes"),
            text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> missed(Call call) {
    return booking
        .miss(document(call), version(call), call.principal(), reason(call), text(call, "note"))
        .compose(changed -> answer(call, changed));
  }

  private Future<Answer> answer(Call call, RequestDocument document) {
    return views.whole(call.principal(), document).map(body -> Answer.ok(body, patients(document)));
  }

  private static RequestDocument document(Call call) {
    return call.document(RequestCase.class).document();
  }

  private static int version(Call call) {
    return call.body().getInteger("version");
  }

  private static String reason(Call call) {
    return call.body().getString("reason");
  }

  private static String text(Call call, String name) {
    return call.body().getString(name);
  }

  private static Set<String> patients(RequestDocument document) {
    return document.patient() == null ? Answer.NO_PATIENT_DATA : Set.of(document.patient());
  }
}
