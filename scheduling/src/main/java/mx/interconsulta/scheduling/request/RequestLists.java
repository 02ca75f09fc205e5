package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.scheduling.directory.Cursor;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Roles;
import org.bson.conversions.Bson;

/** The lists of requests: mine, inbox, coordination, done. */
final class RequestLists {
  /** Everything a row needs, without the sealed texts of drafts and versions. */
  static final Bson WITHOUT_TEXTS = Projections.exclude("content", "versions.sealed", "outbox");

  /** How many waiting requests the ages of a coordinator's list are counted over. */
  private static final int COUNTED = 5000;

  private static final List<String> OVER =
      names(
          RequestState.CLOSED, RequestState.CANCELLED, RequestState.DECLINED, RequestState.EXPIRED);
  private static final List<String> DONE =
      names(
          RequestState.ANSWERED,
          RequestState.CLOSED,
          RequestState.CANCELLED,
          RequestState.DECLINED,
          RequestState.EXPIRED);
  private static final List<String> TAKEN =
      names(RequestState.ACCEPTED, RequestState.SCHEDULED, RequestState.IN_CONSULTATION);

  private static final Bson READ =
      Filters.and(
          Filters.eq("state", RequestState.ANSWERED.name()), Filters.exists("answer.readAt"));
  private static final Bson OPEN =
      Filters.or(
          Filters.in(
              "state",
              names(
                  RequestState.DRAFT,
                  RequestState.SUBMITTED,
                  RequestState.ACCEPTED,
                  RequestState.SCHEDULED,
                  RequestState.IN_CONSULTATION,
                  RequestState.NO_SHOW,
                  RequestState.RETURNED)),
          Filters.and(
              Filters.eq("state", RequestState.ANSWERED.name()),
              Filters.exists("answer.readAt", false)));

  private final RequestStore store;
  private final RequestViews views;
  private final Directory directory;

  RequestLists(RequestStore store, RequestViews views, Directory directory) {
    this.store = store;
    this.views = views;
    this.directory = directory;
  }

  private static List<String> names(RequestState... states) {
    return List.of(states).stream().map(RequestState::name).toList();
  }

  /** The order a view is read in. */
  private enum Order {
    NEWEST(List.of("changedAt", "_id"), List.of(false, false)),
    OLDEST(List.of("waitingSince", "_id"), List.of(true, true)),
    URGENT(List.of("priority", "waitingSince", "_id"), List.of(false, true, true));

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of: they never change.
    private final List<String> fields;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of: they never change.
    private final List<Boolean> ascending;

    Order(List<String> fields, List<Boolean> ascending) {
      this.fields = fields;
      this.ascending = ascending;
    }

    Bson sort() {
      List<Bson> sorts = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        sorts.add(
            ascending.get(i) ? Sorts.ascending(fields.get(i)) : Sorts.descending(fields.get(i)));
      }
      return Sorts.orderBy(sorts);
    }

    /** What comes after a row: later in the first field, or equal there and later in the next. */
    Bson after(Cursor cursor) {
      List<Bson> ways = new ArrayList<>();
      List<Bson> equal = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        Object key = key(i, cursor);
        List<Bson> way = new ArrayList<>(equal);
        way.add(ascending.get(i) ? Filters.gt(fields.get(i), key) : Filters.lt(fields.get(i), key));
        ways.add(Filters.and(way));
        equal.add(Filters.eq(fields.get(i), key));
      }
      return Filters.or(ways);
    }

    private Object key(int index, Cursor cursor) {
      boolean instant = fields.get(index).endsWith("At") || fields.get(index).endsWith("Since");
      return instant ? Instant.ofEpochMilli(Long.parseLong(cursor.key(index))) : cursor.key(index);
    }

    Cursor of(RequestDocument last) {
      return switch (this) {
        case NEWEST -> Cursor.of(millis(last.changedAt()), last.id());
        case OLDEST -> Cursor.of(millis(last.waitingSince()), last.id());
        case URGENT -> Cursor.of(last.priority(), millis(last.waitingSince()), last.id());
      };
    }

    private static String millis(Instant instant) {
      return Long.toString(instant.toEpochMilli());
    }
  }

  Future<Answer> list(Call call) {
    String view = call.query("view").orElseThrow();
    Bson scope = call.scope();
    Bson held = Filters.and(scope, held(view, call.principal()));
    Order order =
        switch (view) {
          case "inbox" -> Order.URGENT;
          case "coordination" -> Order.OLDEST;
          default -> Order.NEWEST;
        };
    int limit = Cursor.limit(call);
    Future<List<RequestDocument>> found =
        limit == 0
            ? Future.succeededFuture(List.of())
            : store
                .database()
                .all(
                    store
                        .collection()
                        .find(narrowed(held, order, call))
                        .projection(WITHOUT_TEXTS)
                        .sort(order.sort())
                        .limit(limit + 1));
    return Future.all(found, counts(view, held, call))
        .compose(
            both -> {
              List<RequestDocument> rows = both.resultAt(0);
              List<RequestDocument> page = rows.size() > limit ? rows.subList(0, limit) : rows;
              return views
                  .rows(call.principal(), page)
                  .map(
                      items -> {
                        JsonObject body =
                            new JsonObject()
                                .put("items", new JsonArray(items))
                                .put("counts", both.<JsonObject>resultAt(1));
                        if (rows.size() > limit && limit > 0) {
                          body.put("next", order.of(page.get(limit - 1)).toString());
                        }
                        return Answer.ok(body, patients(page));
                      });
            });
  }

  private static Set<String> patients(List<RequestDocument> page) {
    Set<String> patients = new HashSet<>();
    for (RequestDocument document : page) {
      if (document.patient() != null) {
        patients.add(document.patient());
      }
    }
    return patients;
  }

  private static Bson held(String view, Principal principal) {
    return switch (view) {
      case "mine" -> Filters.eq("author", principal.person());
      case "inbox" -> inbox(principal);
      case "coordination" ->
          Filters.and(Filters.in("state", waitingStates()), RequestReach.coordinated(principal));
      default -> Filters.in("state", DONE);
    };
  }

  /** What a coordinator looks after: what nobody has taken, and what was taken and not answered. */
  private static List<String> waitingStates() {
    List<String> states = new ArrayList<>(TAKEN);
    states.add(RequestState.SUBMITTED.name());
    states.add(RequestState.NO_SHOW.name());
    return states;
  }

  private static Bson inbox(Principal principal) {
    List<Bson> ways = new ArrayList<>();
    principal
        .grantsOf(Roles.SPECIALIST)
        .forEach(
            grant ->
                ways.add(
                    Filters.and(
                        RequestReach.covered(grant), Filters.ne("author", principal.person()))));
    // What is booked is in the agenda; it comes here when its room opens.
    ways.add(
        Filters.and(
            Filters.in("state", TAKEN),
            Filters.eq("attending.person", principal.person()),
            Filters.or(
                Filters.ne("state", RequestState.SCHEDULED.name()),
                Filters.exists("consultation"))));
    return Filters.or(ways);
  }

  private static Bson narrowed(Bson held, Order order, Call call) {
    List<Bson> filters = new ArrayList<>();
    filters.add(held);
    call.query("stage").ifPresent(stage -> filters.add(stage(stage)));
    call.query("state").ifPresent(state -> filters.add(Filters.eq("state", state)));
    call.query("specialty").ifPresent(key -> filters.add(Filters.eq("specialty", key)));
    call.query("patient").ifPresent(id -> filters.add(Filters.eq("patient", id)));
    call.query("from").ifPresent(at -> filters.add(Filters.gte("changedAt", Instant.parse(at))));
    call.query("to").ifPresent(at -> filters.add(Filters.lt("changedAt", Instant.parse(at))));
    Optional<Cursor> cursor = Cursor.from(call, order.fields.size());
    cursor.ifPresent(after -> filters.add(order.after(after)));
    return Filters.and(filters);
  }

  private static Bson stage(String stage) {
    return switch (stage) {
      case "open" -> OPEN;
      case "answered" -> READ;
      default -> Filters.in("state", OVER);
    };
  }

  // ---------------------------------------------------------------- counts

  private Future<JsonObject> counts(String view, Bson held, Call call) {
    return switch (view) {
      case "mine" ->
          Future.all(count(held, OPEN), count(held, READ), count(held, Filters.in("state", OVER)))
              .map(
                  all -> {
                    long open = all.<Long>resultAt(0);
                    long answered = all.<Long>resultAt(1);
                    long closed = all.<Long>resultAt(2);
                    return new JsonObject()
                        .put("total", open + answered + closed)
                        .put("open", open)
                        .put("answered", answered)
                        .put("closed", closed);
                  });
      case "inbox" ->
          Future.all(
                  count(held, Filters.eq("state", RequestState.SUBMITTED.name())),
                  count(held, Filters.in("state", TAKEN)))
              .map(
                  both -> {
                    long waiting = both.<Long>resultAt(0);
                    long accepted = both.<Long>resultAt(1);
                    return new JsonObject()
                        .put("total", waiting + accepted)
                        .put("waiting", waiting)
                        .put("accepted", accepted);
                  });
      case "coordination" -> ages(held, call.at());
      default ->
          store
              .database()
              .first(store.collection().countDocuments(held))
              .map(total -> new JsonObject().put("total", total));
    };
  }

  private Future<Long> count(Bson held, Bson part) {
    return store.database().first(store.collection().countDocuments(Filters.and(held, part)));
  }

  private Future<JsonObject> ages(Bson held, Instant now) {
    return store
        .database()
        .all(store.collection().find(held).projection(WITHOUT_TEXTS).limit(COUNTED))
        .compose(
            waiting -> {
              Set<String> units = new HashSet<>();
              waiting.forEach(document -> units.addAll(document.covering()));
              Future<List<Person>> specialists =
                  units.isEmpty()
                      ? Future.succeededFuture(List.of())
                      : directory.holders(Set.of(Roles.SPECIALIST), units);
              return specialists.map(found -> ages(waiting, found, now));
            });
  }

  private static JsonObject ages(
      List<RequestDocument> waiting, List<Person> specialists, Instant now) {
    int[] ages = new int[4];
    int uncovered = 0;
    for (RequestDocument document : waiting) {
      ages[age(Duration.between(document.waitingSince(), now))]++;
      Set<String> units = Set.copyOf(document.covering());
      boolean covered =
          document.attending() != null
              || specialists.stream()
                  .anyMatch(
                      person ->
                          !person.id().equals(document.author())
                              && person.answers(units, document.specialty(), now));
      uncovered += covered ? 0 : 1;
    }
    return new JsonObject()
        .put("total", waiting.size())
        .put("waiting", waiting.size())
        .put("uncovered", uncovered)
        .put(
            "ages",
            new JsonObject()
                .put("day", ages[0])
                .put("threeDays", ages[1])
                .put("week", ages[2])
                .put("older", ages[3]));
  }

  private static int age(Duration waited) {
    long hours = waited.toHours();
    if (hours < 24) {
      return 0;
    }
    if (hours < 3 * 24) {
      return 1;
    }
    return hours < 7 * 24 ? 2 : 3;
  }
}
