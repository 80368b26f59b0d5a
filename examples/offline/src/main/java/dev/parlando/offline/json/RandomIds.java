package dev.parlando.offline.json;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** A generator of random identifiers in the service's formats. */
public final class RandomIds {
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomIds() {}

    /** Returns an id of 20 letters and digits, as used for requests and history items. */
    public static String itemId() {
        return random(RandomGenerator.getDefault(), ALPHANUMERIC, 20);
    }

    /** Returns an id of 32 hexadecimal digits, as used for traces and failed requests. */
    public static String traceId() {
        return random(RandomGenerator.getDefault(), HEX, 32);
    }

    /** Returns an unguessable secret in the format of an API key. */
    public static String apiKey() {
        return "sk_" + random(new SecureRandom(), HEX, 48);
    }

    /** Returns an unguessable secret in the format of a single-use token. */
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
