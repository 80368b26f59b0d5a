package dev.parlando.offline.json;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes up identifiers of the shapes that the service uses. */
public final class RandomIds {
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomIds() {}

    /** Returns an id of 20 letters and digits, as of a request or a history item. */
    public static String itemId() {
        return random(RandomGenerator.getDefault(), ALPHANUMERIC, 20);
    }

    /** Returns 32 hexadecimal digits, as of a trace or a failed request. */
    public static String traceId() {
        return random(RandomGenerator.getDefault(), HEX, 32);
    }

    /** Returns a secret nobody can guess, of the form of an API key. */
    public static String apiKey() {
        return "sk_" + random(new SecureRandom(), HEX, 48);
    }

    /** Returns a secret nobody can guess, of the form of a single-use token. */
    public static String singleUseToken() {
        return "sutkn_" + random(new SecureRandom(), HEX, 48);
    }

    private static String random(RandomGenerator random, String alphabet, int length) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return id.toString();
    }
}
