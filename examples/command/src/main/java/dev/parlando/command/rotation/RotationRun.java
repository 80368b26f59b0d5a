package dev.parlando.command.rotation;

import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.command.rotation.RotationRecord.Step;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import java.util.List;
import java.util.function.Consumer;

/**
 * One rotation of a key in use. Creates a similar key, writes it to the key file, waits until the old key is unused,
 * and deletes the old key.
 *
 * <p>Each step is journaled before it is executed. A rotation that was interrupted at any point, or that lost a
 * response, is therefore completed by the next run. Only the secret of a new key cannot be fetched again. If the secret
 * was not written, the next run finds the key by its name, deletes it and creates another.
 *
 * <p>Owned by the thread that runs it.
 */
final class RotationRun {
    private final ServiceAccountKeys keys;
    private final KeyLocation location;
    private final RotationJournal journal;
    private final KeyDrainMonitor drainMonitor;
    private final Consumer<String> progress;

    RotationRun(
            ServiceAccountKeys keys,
            KeyLocation location,
            RotationJournal journal,
            KeyDrainMonitor drainMonitor,
            Consumer<String> progress) {
        this.keys = keys;
        this.location = location;
        this.journal = journal;
        this.drainMonitor = drainMonitor;
        this.progress = progress;
    }

    /** Runs the remaining steps after a journal record, and returns the last record. */
    RotationRecord run(RotationRecord entry) {
        RotationRecord record = entry;
        while (record.step() != Step.DONE) {
            record = record(next(record));
        }
        return record;
    }

    private RotationRecord next(RotationRecord record) {
        return switch (record.step()) {
            case CREATE -> create(record);
            case WRITE -> isWritten(record) ? record.withStep(Step.CONFIRM) : deleteUnwritten(record);
            case CONFIRM -> confirm(record);
            case DELETE -> delete(record);
            case TIDY -> tidy(record);
            case DONE -> record;
        };
    }

    private RotationRecord record(RotationRecord record) {
        if (!record.equals(journal.last())) {
            journal.write(record);
        }
        return record;
    }

    private RotationRecord create(RotationRecord record) {
        if (keys.deleteByName(record.name(), null) > 0) {
            progress.accept("deleted a key that an interrupted run had created, whose secret is lost");
        }
        AccountKey old = ServiceAccountKeys.find(keys.list(), record.oldKeyId());
        if (old == null || !location.read().active().fingerprint().equals(record.oldFingerprint())) {
            journal.write(record.withStep(Step.DONE));
            throw new RotationException("given up, and nothing was changed: since this rotation began, "
                    + (old == null
                            ? "key " + record.oldKeyId() + " was deleted"
                            : "another key was put into the file"));
        }
        CreatedKey created = created(record, old);
        progress.accept("created key " + created.keyId() + " '" + record.name() + "' with " + old.permissions());
        RotationRecord entry = record(record.created(created));
        write(entry, created.secret());
        return entry.withStep(Step.CONFIRM);
    }

    private CreatedKey created(RotationRecord record, AccountKey old) {
        try {
            return keys.create(KeySpec.like(old, record.name()));
        } catch (ParlandoException e) {
            if (e.progress() != RequestProgress.PROCESSED) {
                journal.write(record.withStep(Step.DONE)); // No key was created, so there is nothing to resume.
            }
            throw e;
        }
    }

    private void write(RotationRecord record, ApiKey secret) {
        try {
            KeyFileText text = location.read().withActiveKey(secret);
            location.write(text);
            String where = text.activeVariable();
            progress.accept("wrote it to " + location.name() + (where == null ? "" : " as " + where));
        } catch (RotationException | InvalidRequestException e) {
            journal.write(deleteUnwritten(record).withStep(Step.DONE)); // Restores the state before the rotation.
            throw e;
        }
    }

    private boolean isWritten(RotationRecord record) {
        return location.read().active().fingerprint().equals(record.newFingerprint());
    }

    /** Deletes a key whose secret is lost. */
    private RotationRecord deleteUnwritten(RotationRecord record) {
        keys.delete(record.requireNewKeyId());
        progress.accept("deleted key " + record.newKeyId() + " again, which was not written");
        return record.restarted();
    }

    private RotationRecord confirm(RotationRecord record) {
        drainMonitor.await(record);
        return record.withStep(Step.DELETE);
    }

    private RotationRecord delete(RotationRecord record) {
        List<AccountKey> listed = keys.list();
        AccountKey fresh = ServiceAccountKeys.find(listed, record.requireNewKeyId());
        if (fresh == null || fresh.disabled() || !isWritten(record)) {
            throw new RotationException("the old key " + record.oldKeyId() + " stays, since "
                    + (isWritten(record) ? "the new one no longer works" : "the file no longer holds the new one")
                    + "; put that right and run this again");
        }
        keys.delete(record.oldKeyId());
        progress.accept("deleted key " + record.oldKeyId());
        return record.withStep(Step.TIDY);
    }

    private RotationRecord tidy(RotationRecord record) {
        keys.deleteByName(record.name(), record.newKeyId());
        KeyFileText text = location.read();
        KeyFileText tidied = text.withoutStandby(record.oldFingerprint());
        if (!tidied.reveal().equals(text.reveal())) {
            location.write(tidied);
        }
        return record.withStep(Step.DONE);
    }
}
