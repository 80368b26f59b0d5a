package dev.parlando.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Is a call that is no speech, ready to be sent. Immutable.
 *
 * @param method of HTTP
 * @param path path and query
 * @param body JSON; null for none
 * @param idempotent whether the service may process it twice without harm
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
public record JsonRequest(String method, String path, byte @Nullable [] body, boolean idempotent) {
    /** Returns a call that changes nothing. */
    public static JsonRequest get(String path) {
        return new JsonRequest("GET", path, null, true);
    }

    /** Returns a call that makes something new each time. */
    public static JsonRequest create(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, false);
    }

    /** Returns a POST after which something is as it says, however often it is sent. */
    public static JsonRequest set(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, true);
    }

    /** Returns a call that changes a part of something. */
    public static JsonRequest update(String path, byte[] body) {
        return new JsonRequest("PATCH", path, body, true);
    }

    /** Returns a call after which something is gone. */
    public static JsonRequest delete(String path) {
        return new JsonRequest("DELETE", path, null, true);
    }
}
