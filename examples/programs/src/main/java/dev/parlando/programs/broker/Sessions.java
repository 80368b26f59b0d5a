package dev.parlando.programs.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** Maps sessions to logged-in users. A real program implements this with its own session store. */
@FunctionalInterface
public interface Sessions {
    /** Returns the user to whom a session belongs, or empty if there is no such session. */
    Optional<String> user(String session);

    /**
     * Returns fixed sessions that never expire, for trials.
     *
     * @param users user names by session
     */
    static Sessions of(Map<String, String> users) {
        Map<String, String> copy = Map.copyOf(users);
        // Constant-time comparison, so that the response time does not reveal a partly correct guess.
        return session -> copy.entrySet().stream()
                .filter(entry -> MessageDigest.isEqual(bytes(entry.getKey()), bytes(session)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
