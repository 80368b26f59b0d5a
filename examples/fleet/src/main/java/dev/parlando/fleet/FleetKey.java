package dev.parlando.fleet;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Governor;
import dev.parlando.governor.LimitSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The key of an account in Redis. It has a hash instead of the name, as names may be confidential. Stateless. */
final class FleetKey {
    private static final String NO_KEY = "none";
    private static final int HASH_BYTES = 12;

    private FleetKey() {}

    /**
     * Returns the key of the account that the settings name, or else of the API key that a governor's engine uses. The
     * braces keep all keys of an account on one node of a cluster. The prefix has the version of the layout.
     */
    static String of(FleetSettings settings, @Nullable Governor governor) {
        String account = settings.account();
        return "parlando:fleet2:{" + hash(account != null ? account : "key:" + fingerprint(governor)) + "}";
    }

    private static String fingerprint(@Nullable Governor governor) {
        String fingerprint = governor == null
                ? NO_KEY
                : governor.snapshots().stream()
                        .findFirst()
                        .map(LimitSnapshot::keyFingerprint)
                        .orElse(NO_KEY);
        if (fingerprint.equals(NO_KEY)) {
            throw new InvalidRequestException("fleet.account", "is not named, and there is no engine with a key yet");
        }
        return fingerprint;
    }

    private static String hash(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
