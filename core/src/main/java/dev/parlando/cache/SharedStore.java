package dev.parlando.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that the caches of several machines share, such as Redis. {@link CacheSettings#withSharedStore} puts it behind
 * the memory and the directory of a cache.
 *
 * <p>A value is the content of a file of the directory, byte for byte, and has its name: letters, digits, hyphens and one
 * period. A cache detects values that are damaged, and replaces them. A claim is the right of one cache to request the
 * audio of a name, while the others wait for it. Claims and values are independent of each other.
 *
 * <p>All methods may block and may fail. A cache waits no longer than {@link CacheSettings#storeTimeout}, and works
 * without the store for some seconds after a failure. An implementation should end its own waits earlier than that.
 * Messages of exceptions are logged and must contain no secret.
 *
 * <p>Threading: called by several threads concurrently.
 */
public interface SharedStore {
    /**
     * Returns a value.
     *
     * @return null if there is none, or if it has more than {@code maxBytes}
     */
    byte @Nullable [] read(String name, int maxBytes) throws IOException;

    /**
     * Sets a value in one step: no reader gets a part of it.
     *
     * @param age time after which the store may delete the value; it may do so earlier
     */
    void write(String name, byte[] value, Duration age) throws IOException;

    /** Deletes a value that is not valid; has no effect if there is none. */
    void delete(String name) throws IOException;

    /**
     * Claims a name in one step, by the clock of the store.
     *
     * @param token identifies the claim; the same token may claim the name again
     * @param expiry time after which the claim ends unless it is renewed
     * @return whether no claim with another token exists
     */
    boolean claim(String name, String token, Duration expiry) throws IOException;

    /** Extends a claim. Returns false if the token no longer has it. */
    boolean renew(String name, String token, Duration expiry) throws IOException;

    /** Ends a claim and notifies the listeners of all machines. Has no effect if the token does not have it. */
    void release(String name, String token) throws IOException;

    /**
     * Adds a listener for the names of released claims. It is quick. The store may miss events, or report none at all:
     * caches also read a value from time to time while they wait for it.
     */
    default void addReleaseListener(Consumer<String> listener) {}

    /** Removes a listener. */
    default void removeReleaseListener(Consumer<String> listener) {}
}
