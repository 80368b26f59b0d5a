package dev.parlando.command.rotation;

import dev.parlando.account.Account;
import dev.parlando.account.AccountKey;
import dev.parlando.command.rotation.RotationRecord.Step;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replaces keys of an account while they are in use. Owned by the thread that calls it. */
public final class KeyRotator {
    private final Account account;
    private final RotationSettings settings;
    private final RotationClock time;
    private final Consumer<String> progress;

    /**
     * Creates a rotator for the keys of an account.
     *
     * @param progress receives a message for each completed step and each wait
     */
    public KeyRotator(Account account, RotationSettings settings, RotationClock time, Consumer<String> progress) {
        this.account = account;
        this.settings = settings;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Replaces a key, or resumes an interrupted replacement.
     *
     * @return the last record of the rotation
     * @throws InvalidRequestException if the request does not match the account, the file or the journal; nothing was
     * changed
     * @throws RotationException if the rotation could not be completed
     */
    public RotationRecord rotate(RotationRequest request, KeyLocation location, RotationJournal journal) {
        ServiceAccountKeys keys = new ServiceAccountKeys(account, request.serviceAccountId());
        RotationRecord last = journal.last();
        RotationRecord entry = last == null ? start(request, keys, location) : resume(request, last);
        if (last == null) {
            journal.write(entry);
        }
        return new RotationRun(keys, location, journal, new KeyDrainMonitor(keys, settings, time, progress), progress)
                .run(entry);
    }

    private RotationRecord resume(RotationRequest request, RotationRecord last) {
        requireSame("--account", request.serviceAccountId(), last.account());
        requireSame("--key", request.keyId(), last.oldKeyId());
        progress.accept("continuing the rotation of key " + last.oldKeyId() + " that was interrupted");
        return last;
    }

    private static void requireSame(String option, String given, String started) {
        if (!given.equals(started)) {
            throw new InvalidRequestException(
                    option, "the rotation that was started with this file is of '" + started + "'; finish that first");
        }
    }

    private static RotationRecord start(RotationRequest request, ServiceAccountKeys keys, KeyLocation location) {
        ApiKey active = location.read().active();
        ApiKey caller = request.caller();
        if (caller != null && caller.isSameAs(active)) {
            throw new InvalidRequestException(
                    "--file",
                    "it holds the key that makes these calls, which could not complete its own rotation;"
                            + " make them with another key, see 'parlando keys create'");
        }
        AccountKey old = require(keys, request);
        if (!request.trustFile() && !KeyHintMatcher.matches(old.hint(), active)) {
            throw new InvalidRequestException(
                    "--file",
                    "its key is not the one that --key names, whose hint is " + old.hint()
                            + "; name the other one, or insist with --force");
        }
        return new RotationRecord(
                Step.CREATE,
                request.serviceAccountId(),
                old.keyId(),
                active.fingerprint(),
                Objects.requireNonNullElse(old.characterCount(), 0L),
                KeyNameGenerator.successorOf(old.name()),
                null,
                null);
    }

    private static AccountKey require(ServiceAccountKeys keys, RotationRequest request) {
        @Nullable AccountKey old = ServiceAccountKeys.find(keys.list(), request.keyId());
        if (old == null) {
            throw new InvalidRequestException(
                    "--key",
                    "account " + request.serviceAccountId() + " has no key '" + request.keyId()
                            + "' (it may have been deleted); see 'parlando keys list'");
        }
        return old;
    }
}
