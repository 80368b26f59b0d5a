package dev.parlando.command.rotation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parlando.account.CreatedKey;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a rotation: its keys and its next step. Contains no secret. Immutable.
 *
 * @param step the next step, which may already have been executed
 * @param account the service account that owns the keys
 * @param oldKeyId the key to be replaced
 * @param oldFingerprint fingerprint of the old key's secret
 * @param oldCount credits used by the old key before the rotation
 * @param name unique name of the new key
 * @param newKeyId the new key; null while there is no key with a known secret
 * @param newFingerprint fingerprint of the new key's secret; null like {@code newKeyId}
 */
public record RotationRecord(
        @JsonProperty("step") Step step,
        @JsonProperty("account") String account,
        @JsonProperty("old_key_id") String oldKeyId,
        @JsonProperty("old_fingerprint") String oldFingerprint,
        @JsonProperty("old_count") long oldCount,
        @JsonProperty("name") String name,
        @JsonProperty("new_key_id") @Nullable String newKeyId,
        @JsonProperty("new_fingerprint") @Nullable String newFingerprint) {

    /** The steps of a rotation, in order. */
    public enum Step {
        /** Creates the new key. */
        CREATE,
        /** Writes the secret of the new key to the storage that the users of the old key read. */
        WRITE,
        /** Waits until the old key is unused. */
        CONFIRM,
        /** Deletes the old key. */
        DELETE,
        /** Removes the remains of the old key and of interrupted runs. */
        TIDY,
        /** The rotation is complete. */
        DONE
    }

    RotationRecord withStep(Step next) {
        return new RotationRecord(next, account, oldKeyId, oldFingerprint, oldCount, name, newKeyId, newFingerprint);
    }

    RotationRecord created(CreatedKey key) {
        return new RotationRecord(
                Step.WRITE,
                account,
                oldKeyId,
                oldFingerprint,
                oldCount,
                name,
                key.keyId(),
                key.secret().fingerprint());
    }

    RotationRecord restarted() {
        return new RotationRecord(Step.CREATE, account, oldKeyId, oldFingerprint, oldCount, name, null, null);
    }

    /** Returns the id of the new key, which is set from {@link Step#WRITE} on. */
    String requireNewKeyId() {
        if (newKeyId == null) {
            throw new RotationException("the journal names no new key; delete it and start again");
        }
        return newKeyId;
    }
}
