package dev.parlando.internal.json;

import org.jspecify.annotations.Nullable;

/**
 * Is a call that is no speech, ready to be sent. Immutable.
 *
 * @param method of HTTP
 * @param path path and query
 * @param body JSON; null for none
 * @param idempotent whether the service may process it twice without harm
 * @param boundToKey whether it is about the key that it carries, so that no other key may carry it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
public record JsonRequest(String method, String path, byte @Nullable [] body, boolean idempotent, boolean boundToKey) {
    /** Returns a call that changes nothing. */
    public static JsonRequest get(String path) {
        return new JsonRequest("GET", path, null, true, false);
    }

    /** Returns a call that makes something new each time. */
    public static JsonRequest create(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, false, false);
    }

    /** Returns a POST after which something is as it says, however often it is sent. */
    public static JsonRequest set(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, true, false);
    }

    /** Returns a call that changes a part of something. */
    public static JsonRequest update(String path, byte[] body) {
        return new JsonRequest("PATCH", path, body, true, false);
    }

    /** Returns a POST after which something is so for the key that carries it. */
    public static JsonRequest setOwnKey(String path) {
        return new JsonRequest("POST", path, null, true, true);
    }

    /** Returns a call after which something is gone. */
    public static JsonRequest delete(String path) {
        return new JsonRequest("DELETE", path, null, true, false);
    }
}
