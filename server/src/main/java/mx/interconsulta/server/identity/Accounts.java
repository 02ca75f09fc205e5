package mx.interconsulta.server.identity;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.conversions.Bson;

/** The accounts: password hashes, one-time codes, draft keys. One document a person. */
final class Accounts {
  private static final String COLLECTION = "accounts";
  private static final int DRAFT_KEY_BYTES = 32;
  private static final int MOST_LISTED = 20_000;

  private final Database database;
  private final MongoCollection<Account> accounts;
  private final FieldSealing sealing;

  Accounts(Foundation foundation) {
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.accounts = database.collection(COLLECTION, Account.class);
  }

  Future<Optional<Account>> find(String person) {
    return database.first(accounts.find(Filters.eq(person)).limit(1)).map(Optional::ofNullable);
  }

  Future<List<Account>> all() {
    return database.all(accounts.find().limit(MOST_LISTED));
  }

  /** The password hash of an account; null when none is set. */
  String passwordOf(Account account) {
    return account.password() == null
        ? null
        : sealing.open(address(account.person(), "password"), account.password());
  }

  /** The key for the person's drafts. */
  byte[] draftKeyOf(Account account) {
    return sealing.openBytes(address(account.person(), "draftKey"), account.draftKey());
  }

  /** Sets a password, whatever there was before. */
  Future<Account> setPassword(String person, String hash, Instant now) {
    return update(Filters.eq(person), person, hash, now, true);
  }

  /** Sets a password by the one-time code that is out; empty when the code does not hold. */
  Future<Optional<Account>> setPasswordByCode(
      String person, String code, String hash, Instant now) {
    return update(holdingCode(person, code, now), person, hash, now, false)
        .map(Optional::ofNullable);
  }

  /** Whether a one-time code holds, before the work of hashing the new password is spent. */
  static boolean codeHolds(Account account, String code, Instant now) {
    return account.codeHash() != null
        && Secrets.same(account.codeHash(), Secrets.digest(Secrets.asMade(code)))
        && now.isBefore(account.codeExpiresAt());
  }

  /** Puts out a one-time code; an earlier one holds no more. */
  Future<Void> putOutCode(String person, String code, Instant expiresAt) {
    return database.done(
        accounts.updateOne(
            Filters.eq(person),
            Updates.combine(
                Updates.set("codeHash", Secrets.digest(Secrets.asMade(code))),
                Updates.set("codeExpiresAt", expiresAt),
                atFirst(person)),
            new UpdateOptions().upsert(true)));
  }

  Future<Void> setLanguage(String person, String language) {
    return database.done(accounts.updateOne(Filters.eq(person), Updates.set("language", language)));
  }

  /**
   * Makes an account unless the person has one.
   *
   * @return whether it was made
   */
  Future<Boolean> addIfNone(String person, String hash, Instant now) {
    Account account =
        new Account(
            person, sealedPassword(person, hash), now, newDraftKey(person), null, null, null);
    return database
        .done(accounts.insertOne(account))
        .map(true)
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  private Future<Account> update(
      Bson filter, String person, String hash, Instant now, boolean upsert) {
    return database.first(
        accounts.findOneAndUpdate(
            filter,
            Updates.combine(
                Updates.set("password", sealedPassword(person, hash)),
                Updates.set("passwordAt", now),
                Updates.unset("codeHash"),
                Updates.unset("codeExpiresAt"),
                atFirst(person)),
            new FindOneAndUpdateOptions().upsert(upsert).returnDocument(ReturnDocument.AFTER)));
  }

  private static Bson holdingCode(String person, String code, Instant now) {
    return Filters.and(
        Filters.eq(person),
        Filters.eq("codeHash", Secrets.digest(Secrets.asMade(code))),
        Filters.gt("codeExpiresAt", now));
  }

  private Bson atFirst(String person) {
    return Updates.setOnInsert("draftKey", newDraftKey(person));
  }

  private Sealed sealedPassword(String person, String hash) {
    return sealing.seal(address(person, "password"), hash);
  }

  private Sealed newDraftKey(String person) {
    return sealing.sealBytes(address(person, "draftKey"), Secrets.bytes(DRAFT_KEY_BYTES));
  }

  private static FieldAddress address(String person, String field) {
    return new FieldAddress(COLLECTION, person, field);
  }
}
