package mx.interconsulta.scheduling;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.scheduling.agenda.AgendaOperations;
import mx.interconsulta.scheduling.agenda.Agendas;
import mx.interconsulta.scheduling.appointment.AppointmentOperations;
import mx.interconsulta.scheduling.appointment.Appointments;
import mx.interconsulta.scheduling.appointment.Calendar;
import mx.interconsulta.scheduling.consultation.ConsultationOperations;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.directory.Departures;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.DirectoryOperations;
import mx.interconsulta.scheduling.directory.PeopleOperations;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.escalation.EscalationOperations;
import mx.interconsulta.scheduling.escalation.Escalations;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.scheduling.patient.PatientOperations;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.RequestOperations;
import mx.interconsulta.scheduling.request.RequestSweep;
import mx.interconsulta.scheduling.request.Requests;
import mx.interconsulta.scheduling.sample.SampleNetwork;

/** Who, when, where: the one entry to directory, patients, requests and consultations. */
public final class Scheduling {
  /** Consultation news younger than this is still being told by whoever made it. */
  private static final Duration IN_HAND = Duration.ofSeconds(2);

  private final Directory directory;
  private final Patients patients;
  private final Requests requests;
  private final Consultations consultations;
  private final Escalations escalations;
  private final RequestSweep sweep;
  private final Calendar calendar;
  private final Agendas agendas;
  private final Appointments appointments;
  private final List<Operation> operations;
  private Timers.Cancellable telling;

  private Scheduling(
      Foundation foundation,
      Notices notices,
      Presence presence,
      Departures departures,
      Ringer ringer,
      SchedulingOptions options) {
    Clock clock = foundation.timers().clock();
    this.directory = new Directory(foundation);
    this.patients = new Patients(foundation);
    this.requests = new Requests(foundation, directory, notices);
    this.consultations = new Consultations(foundation, directory, requests, notices);
    requests.use(consultations);
    this.calendar = new Calendar(foundation.database());
    this.agendas = new Agendas(foundation.database());
    this.appointments = new Appointments(foundation, calendar, agendas, directory, requests);
    requests.use(appointments);
    this.escalations =
        new Escalations(foundation, directory, requests, consultations, presence, ringer);
    requests.ringWith(escalations);
    this.sweep =
        new RequestSweep(requests, directory, foundation, options.requestAge(), options.draftAge());
    List<Operation> all = new ArrayList<>();
    all.addAll(new DirectoryOperations(directory, clock).operations());
    all.addAll(new PeopleOperations(directory, clock, notices, departures).operations());
    all.addAll(new PatientOperations(patients, directory).operations());
    all.addAll(new RequestOperations(requests, directory, patients, presence, clock).operations());
    all.addAll(
        new ConsultationOperations(consultations, requests, directory, patients, presence)
            .operations());
    all.addAll(new AgendaOperations(agendas, directory).operations());
    all.addAll(
        new EscalationOperations(
                escalations, requests, directory, patients, consultations, presence)
            .operations());
    all.addAll(
        new AppointmentOperations(calendar, agendas, requests, directory, patients, presence)
            .operations());
    this.operations = List.copyOf(all);
  }

  /**
   * Opens the module: makes its indexes, carries out what a dead server left behind, and starts its
   * sweeps on the caller's context.
   */
  public static Future<Scheduling> open(
      Foundation foundation,
      Notices notices,
      Presence presence,
      Departures departures,
      Ringer ringer,
      SchedulingOptions options) {
    Scheduling scheduling =
        new Scheduling(foundation, notices, presence, departures, ringer, options);
    Indexes indexes = Indexes.declare();
    Directory.indexes(indexes);
    Patients.indexes(indexes);
    Requests.indexes(indexes);
    Consultations.indexes(indexes);
    Calendar.indexes(indexes);
    Escalations.indexes(indexes);
    return indexes
        .create(foundation.database())
        .compose(done -> scheduling.sweep.start())
        .compose(done -> scheduling.escalations.start())
        .map(
            done -> {
              scheduling.telling =
                  foundation
                      .timers()
                      .every(
                          IN_HAND,
                          () -> {
                            scheduling.consultations.carryOut(IN_HAND);
                            scheduling.appointments.carryOut();
                          });
              return scheduling;
            });
  }

  /** The module's operations for the table. */
  public List<Operation> operations() {
    return operations;
  }

  public Directory directory() {
    return directory;
  }

  public Patients patients() {
    return patients;
  }

  public Requests requests() {
    return requests;
  }

  public Consultations consultations() {
    return consultations;
  }

  public Agendas agendas() {
    return agendas;
  }

  public Appointments appointments() {
    return appointments;
  }

  /** The sample network, for an empty database; nothing is loaded until it is asked to. */
  public SampleNetwork sample() {
    return new SampleNetwork(directory, patients, requests).with(agendas);
  }

  /** What rings for emergencies. */
  public Escalations escalations() {
    return escalations;
  }

  /** What time does to requests; for tests that do not wait for a timer. */
  public RequestSweep sweep() {
    return sweep;
  }

  /** Stops the sweeps. What is under way ends by itself. */
  public Future<Void> close() {
    sweep.stop();
    escalations.stop();
    if (telling != null) {
      telling.cancel();
    }
    return Future.succeededFuture();
  }
}
