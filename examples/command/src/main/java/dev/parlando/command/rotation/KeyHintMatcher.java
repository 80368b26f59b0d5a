package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKey;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a key with the hint by which the service displays it: a few of its characters. Stateless. */
final class KeyHintMatcher {
    private static final Pattern HIDDEN = Pattern.compile("[^A-Za-z0-9_-]+");

    private KeyHintMatcher() {}

    /** Returns whether the key can be the one in the hint, that is, contains the visible characters in order. */
    static boolean matches(@Nullable String hint, ApiKey key) {
        if (hint == null) {
            return true;
        }
        String secret = key.reveal();
        int from = 0;
        for (String part : HIDDEN.split(hint, -1)) {
            int found = secret.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }
}
