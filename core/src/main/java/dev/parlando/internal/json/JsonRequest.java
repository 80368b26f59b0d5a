package dev.parlando.internal.json;

import org.jspecify.annotations.Nullable;

/**
 * A call other than speech, ready to be sent. Immutable.
 *
 * @param method HTTP method
 * @param path path and query
 * @param body JSON; null for none
 * @param idempotent whether the service may process it twice without harm
 * @param boundToKey whether the call concerns the key that it carries, so that it must not be sent with another key
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never modified.
public record JsonRequest(String method, String path, byte @Nullable [] body, boolean idempotent, boolean boundToKey) {
    /** Returns a GET request, which changes nothing. */
    public static JsonRequest get(String path) {
        return new JsonRequest("GET", path, null, true, false);
    }

    /** Returns a POST request that creates an object each time it is processed. */
    public static JsonRequest create(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, false, false);
    }

    /** Returns an idempotent POST request that sets a value. */
    public static JsonRequest set(String path, byte @Nullable [] body) {
        return new JsonRequest("POST", path, body, true, false);
    }

    /** Returns a PATCH request that changes part of an object. */
    public static JsonRequest update(String path, byte[] body) {
        return new JsonRequest("PATCH", path, body, true, false);
    }

    /** Returns an idempotent POST request that concerns the key that it carries. */
    public static JsonRequest setOwnKey(String path) {
        return new JsonRequest("POST", path, null, true, true);
    }

    /** Returns a DELETE request. */
    public static JsonRequest delete(String path) {
        return new JsonRequest("DELETE", path, null, true, false);
    }
}
