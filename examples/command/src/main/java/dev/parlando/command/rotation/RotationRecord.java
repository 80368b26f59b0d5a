package dev.parlando.command.rotation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parlando.account.CreatedKey;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a rotation is: what it is about and what is about to be done. It holds no secret. Immutable.
 *
 * @param step what is done next, or has perhaps been done already
 * @param account whose keys they are
 * @param oldKeyId the key that is to go
 * @param oldFingerprint of the old key's secret
 * @param oldCount credits that the old key had used when this began
 * @param name name of the new key, which no other key has
 * @param newKeyId the new key; null as long as there is none whose secret is known
 * @param newFingerprint of the new key's secret
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

    /** Names what is done, in this order. */
    public enum Step {
        /** A key of that name is created. */
        CREATE,
        /** Its secret is written to where the users of the old one read. */
        WRITE,
        /** The traffic is watched until nothing uses the old key. */
        CONFIRM,
        /** The old key is deleted. */
        DELETE,
        /** What is left of the old key, and of attempts that were interrupted, is removed. */
        TIDY,
        /** Nothing is left to be done. */
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

    /** Returns the new key, which there is from {@link Step#WRITE} on. */
    String requireNewKeyId() {
        if (newKeyId == null) {
            throw new RotationException("the journal names no new key; delete it and begin anew");
        }
        return newKeyId;
    }
}
